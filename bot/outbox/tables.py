"""How do editions and deliveries lie in the database? Portable tables: SQLite now, PostgreSQL by the same names."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from briefs.store import tables
from briefs.store.tables import Moment, Verbatim

metadata = MetaData(naming_convention=tables.metadata.naming_convention)

_NUMBER = BigInteger().with_variant(Integer, "sqlite")

editions = Table(
    "editions",
    metadata,
    Column("number", _NUMBER, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("briefing", Verbatim, nullable=False),
    Column("day", Date, nullable=False),
    Column("slot", String(64), nullable=False),
    Column("due", Moment, nullable=False),
    Column("planned", Moment, nullable=False),
    Column("late", Boolean, nullable=False),
    Column("skipped", Text),  # why nothing was to be posted; NULL where something was
    UniqueConstraint("kind", "briefing", "day", "slot"),
)

copies = Table(  # an edition as one channel gets it
    "copies",
    metadata,
    Column("edition", _NUMBER, ForeignKey("editions.number", ondelete="CASCADE"), primary_key=True),
    Column("channel", Verbatim, primary_key=True),
    Column("since", Moment),
    Column("until", Moment),
    Column("brief", Verbatim, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("number", _NUMBER, primary_key=True),
    Column("edition", _NUMBER, ForeignKey("editions.number", ondelete="CASCADE"), nullable=False),
    Column("channel", Verbatim, nullable=False),
    Column("part", Integer, nullable=False),
    Column("key", String(24), nullable=False),
    Column("platform", String(64), nullable=False),
    Column("address", String(255), nullable=False),  # the platform's id of the channel; "" for the console
    Column("post", Verbatim, nullable=False),
    Column("in_thread", Boolean, nullable=False),
    Column("silent", Boolean, nullable=False),
    Column("state", String(16), nullable=False),
    Column("ask_first", Boolean, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("not_before", Moment, nullable=False),
    Column("first_tried", Moment),
    Column("owner", String(64)),
    Column("lease_until", Moment),
    Column("ref", Text),
    Column("reason", Verbatim),
    Column("changed", Moment, nullable=False),
    UniqueConstraint("edition", "channel", "part"),
    UniqueConstraint("key"),
    Index("ix_deliveries_state", "state"),
    Index("ix_deliveries_changed", "changed"),
)

printed = Table(  # what stands in a copy: a line that was printed is not printed again there
    "printed",
    metadata,
    Column("number", _NUMBER, primary_key=True),
    Column("edition", _NUMBER, ForeignKey("editions.number", ondelete="CASCADE"), nullable=False),
    Column("channel", Verbatim, nullable=False),
    Column("article", Verbatim, nullable=False),
    Column("record", Verbatim, nullable=False),
    Column("status", String(16)),
    Column("finding", Verbatim, nullable=False),
    Index("ix_printed_edition", "edition", "channel"),
)

decided = Table(  # up to which moment a briefing's slots, or its alerts, were decided
    "decided",
    metadata,
    Column("name", Verbatim, primary_key=True),
    Column("until", Moment, nullable=False),
    Column("begun", Moment, nullable=False),  # when it was first asked for
)

dead = Table(  # channels that refused us for good, until a post arrives there again
    "dead_channels",
    metadata,
    Column("platform", String(64), primary_key=True),
    Column("address", String(255), primary_key=True),
    Column("reason", Verbatim, nullable=False),
    Column("since", Moment, nullable=False),
)

lines = Table(  # how the platforms' lines were when the running bot last looked
    "platform_lines",
    metadata,
    Column("platform", String(64), primary_key=True),
    Column("standing", String(16), nullable=False),
    Column("since", Moment),
    Column("note", Verbatim, nullable=False),
    Column("heard", Moment, nullable=False),
)
