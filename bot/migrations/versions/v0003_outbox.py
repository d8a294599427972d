"""Editions, their copies and deliveries, what was printed, and how far each briefing was seen to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "editions",
        sa.Column("number", _NUMBER, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("briefing", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("slot", sa.String(64), nullable=False),
        sa.Column("due", _MOMENT, nullable=False),
        sa.Column("planned", _MOMENT, nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("skipped", sa.Text()),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_editions")),
        sa.UniqueConstraint("kind", "briefing", "day", "slot", name=op.f("uq_editions_kind_briefing_day_slot")),
    )
    op.create_table(
        "copies",
        sa.Column("edition", _NUMBER, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("since", _MOMENT),
        sa.Column("until", _MOMENT),
        sa.Column("brief", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("edition", "channel", name=op.f("pk_copies")),
        sa.ForeignKeyConstraint(["edition"], ["editions.number"], name=op.f("fk_copies_edition"), ondelete="CASCADE"),
    )
    op.create_table(
        "deliveries",
        sa.Column("number", _NUMBER, nullable=False),
        sa.Column("edition", _NUMBER, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("platform", sa.String(64), nullable=False),
        sa.Column("address", sa.String(255), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("in_thread", sa.Boolean(), nullable=False),
        sa.Column("silent", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("ask_first", sa.Boolean(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("not_before", _MOMENT, nullable=False),
        sa.Column("first_tried", _MOMENT),
        sa.Column("owner", sa.String(64)),
        sa.Column("lease_until", _MOMENT),
        sa.Column("ref", sa.Text()),
        sa.Column("reason", sa.Text()),
        sa.Column("changed", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_deliveries")),
        sa.ForeignKeyConstraint(
            ["edition"], ["editions.number"], name=op.f("fk_deliveries_edition"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint("edition", "channel", "part", name=op.f("uq_deliveries_edition_channel_part")),
        sa.UniqueConstraint("key", name=op.f("uq_deliveries_key")),
    )
    op.create_index("ix_deliveries_state", "deliveries", ["state"])
    op.create_index("ix_deliveries_changed", "deliveries", ["changed"])
    op.create_table(
        "printed",
        sa.Column("number", _NUMBER, nullable=False),
        sa.Column("edition", _NUMBER, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("status", sa.String(16)),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_printed")),
        sa.ForeignKeyConstraint(["edition"], ["editions.number"], name=op.f("fk_printed_edition"), ondelete="CASCADE"),
    )
    op.create_index("ix_printed_edition", "printed", ["edition", "channel"])
    op.create_table(
        "decided",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("until", _MOMENT, nullable=False),
        sa.Column("begun", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_decided")),
    )
    op.create_table(
        "dead_channels",
        sa.Column("platform", sa.String(64), nullable=False),
        sa.Column("address", sa.String(255), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("platform", "address", name=op.f("pk_dead_channels")),
    )
    op.create_table(
        "platform_lines",
        sa.Column("platform", sa.String(64), nullable=False),
        sa.Column("standing", sa.String(16), nullable=False),
        sa.Column("since", _MOMENT),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("heard", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("platform", name=op.f("pk_platform_lines")),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("platform_lines", "dead_channels", "decided", "printed", "deliveries", "copies", "editions"):
        op.drop_table(table)
