"""Articles, records, quarantine, and the index in which SQLite finds words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

_INDEX = (
    # The words come folded, so the index must not fold them a second way: `ascii` parts them at spaces and at nothing
    # outside ASCII. The index holds no copy of the words; triggers keep it in step within each transaction.
    """
    CREATE VIRTUAL TABLE records_index USING fts5(
        words, speaker, about, content = 'records', content_rowid = 'number', tokenize = 'ascii', columnsize = 0
    )
    """,
    """
    CREATE TRIGGER records_index_insert AFTER INSERT ON records BEGIN
        INSERT INTO records_index (rowid, words, speaker, about)
        VALUES (new.number, new.words, new.speaker, new.about);
    END
    """,
    """
    CREATE TRIGGER records_index_delete AFTER DELETE ON records BEGIN
        INSERT INTO records_index (records_index, rowid, words, speaker, about)
        VALUES ('delete', old.number, old.words, old.speaker, old.about);
    END
    """,
    """
    CREATE TRIGGER records_index_update AFTER UPDATE OF words, speaker, about ON records BEGIN
        INSERT INTO records_index (records_index, rowid, words, speaker, about)
        VALUES ('delete', old.number, old.words, old.speaker, old.about);
        INSERT INTO records_index (rowid, words, speaker, about)
        VALUES (new.number, new.words, new.speaker, new.about);
    END
    """,
)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "articles",
        sa.Column("number", _NUMBER, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("series", sa.String(64), nullable=False),
        sa.Column("superseded_by", sa.Text()),
        sa.Column("killed", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("embargo_over", sa.DateTime(timezone=True)),
        sa.Column("ordered_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("entered", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counts_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outlet_folded", sa.Text(), nullable=False),
        sa.Column("language_read", sa.Text(), nullable=False),
        sa.Column("extractor", sa.Text(), nullable=False),
        sa.Column("uri", sa.Text(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("outlet", sa.Text()),
        sa.Column("byline", sa.Text()),
        sa.Column("published", sa.String(48)),
        sa.Column("url", sa.Text()),
        sa.Column("language", sa.Text()),
        sa.Column("guid", sa.Text()),
        sa.Column("version", sa.Text()),
        sa.Column("embargo_until", sa.String(48)),
        sa.Column("line_offset", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_articles")),
        sa.UniqueConstraint("id", name=op.f("uq_articles_id")),
    )
    op.create_index("ix_articles_series", "articles", ["series"])
    op.create_index("ix_articles_order", "articles", ["superseded_by", "ordered_by", "counts_from", "id"])
    op.create_index("ix_articles_counts_from", "articles", ["counts_from"])
    op.create_table(
        "records",
        sa.Column("number", _NUMBER, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("article", _NUMBER, nullable=False),
        sa.Column("starts", sa.Integer(), nullable=False),
        sa.Column("ends", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("form", sa.String(16)),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_records")),
        sa.ForeignKeyConstraint(["article"], ["articles.number"], name=op.f("fk_records_article"), ondelete="CASCADE"),
    )
    op.create_index("ix_records_place", "records", ["article", "starts", "ends", "position"])
    op.create_index("ix_records_id", "records", ["id"])
    op.create_table(
        "quarantine",
        sa.Column("uri", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("uri", name=op.f("pk_quarantine")),
    )
    if op.get_context().dialect.name == "sqlite":
        for statement in _INDEX:
            op.execute(statement)


def downgrade() -> None:
    """Drop everything."""
    if op.get_context().dialect.name == "sqlite":
        op.execute("DROP TABLE records_index")
    for table in ("quarantine", "records", "articles"):
        op.drop_table(table)
