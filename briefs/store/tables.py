"""How do articles and records lie in a database? Portable tables: SQLite now, PostgreSQL by the same names.

What only one database can do (full-text indexes, triggers) stands in the migrations and beside that database's store.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

from briefs.store.moments import utc

if TYPE_CHECKING:
    from sqlalchemy import Dialect

_ESCAPE = "\x1a"
_UNKEEPABLE = re.compile("[\x00\x1a\ud800-\udfff]")
_ESCAPED = re.compile("\x1a([0-9a-f]{4})")


class Verbatim(TypeDecorator[str]):
    """Text that comes back to the character, whatever a file held.

    Databases refuse or cut at U+0000 and halves of surrogate pairs, which damaged copy does contain; such a character
    is written as U+001A and its four hexadecimal digits. All other text is stored as it is.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - the seam's shape
        if value is None:
            return None
        return _UNKEEPABLE.sub(lambda found: f"{_ESCAPE}{ord(found.group()):04x}", value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002 - likewise
        if value is None or _ESCAPE not in value:
            return None if value is None else str(value)
        return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), value)


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept and compared in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        # SQLite has no time zones: it keeps what the clock in UTC shows, which sorts as text.
        return utc(value).replace(tzinfo=None) if dialect.name == "sqlite" else utc(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - likewise
        return None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else utc(value)


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

_NUMBER = BigInteger().with_variant(Integer, "sqlite")
"""SQLite counts up only a column that is declared INTEGER."""

articles = Table(
    "articles",
    metadata,
    Column("number", _NUMBER, primary_key=True),
    Column("id", Verbatim, nullable=False, unique=True),
    Column("series", String(64), nullable=False),
    Column("superseded_by", Verbatim),  # no foreign key: rows of one series come and go together
    Column("killed", Boolean, nullable=False),
    Column("status", String(16), nullable=False),
    Column("embargo_over", Moment),
    Column("ordered_by", Moment, nullable=False),
    Column("day", Date, nullable=False),
    Column("entered", Moment, nullable=False),
    Column("counts_from", Moment, nullable=False),
    Column("outlet_folded", Text, nullable=False),
    Column("language_read", Verbatim, nullable=False),
    Column("extractor", Verbatim, nullable=False),
    # As the file gave them. The text stands last, so that selecting by what stands before it does not read it.
    Column("uri", Verbatim, nullable=False),
    Column("title", Verbatim),
    Column("outlet", Verbatim),
    Column("byline", Verbatim),
    Column("published", String(48)),
    Column("url", Verbatim),
    Column("language", Verbatim),
    Column("guid", Verbatim),
    Column("version", Verbatim),
    Column("embargo_until", String(48)),
    Column("line_offset", Integer, nullable=False),
    Column("text", Verbatim, nullable=False),
    Index("ix_articles_series", "series"),
    Index("ix_articles_order", "superseded_by", "ordered_by", "counts_from", "id"),
    Index("ix_articles_counts_from", "counts_from"),
)

records = Table(
    "records",
    metadata,
    Column("number", _NUMBER, primary_key=True),
    Column("id", Verbatim, nullable=False),
    Column("article", _NUMBER, ForeignKey("articles.number", ondelete="CASCADE"), nullable=False),
    Column("starts", Integer, nullable=False),
    Column("ends", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", Verbatim, nullable=False),
    Column("form", String(16)),
    Column("words", Text, nullable=False),
    Column("speaker", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("payload", Verbatim, nullable=False),
    Index("ix_records_place", "article", "starts", "ends", "position"),
    Index("ix_records_id", "id"),
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("uri", Verbatim, primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("reason", Verbatim, nullable=False),
    Column("since", Moment, nullable=False),
)
