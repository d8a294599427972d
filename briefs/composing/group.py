"""Which records say the same? One act once, the same words once, with every outlet that has them.

Grouping never looks at an article as a whole, only at who speaks and at the words: two records are joined when an
editor would call the second a repetition, and left apart in doubt, since a line printed twice does less harm than a
line lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from briefs.acts import Act, ActId, Status
from briefs.article import ArticleId
from briefs.folding import fold
from briefs.person import Resolution, Resolved, printed_name
from briefs.record import Entry
from briefs.statement import Statement

SHINGLE = 5
"""Words in a row that two quotations must share before they are compared at all."""
ALIKE = 0.5
"""Share of the shorter act's content words that the longer one must hold to be the same act."""

_STANCE = {Status.STATED: 0, Status.REAFFIRMED: 0, Status.CONDITIONAL: 0}
"""Standings that may describe one act in several reports; a refusal or withdrawal is never merged into a promise."""

_EMPTY_WORDS = frozenset(
    """
    a about after all also an and any are as at be been before but by can could did do does for from had has have he her
    his i if in into is it its may might more most must no not of on or our out over said says she should so some than
    that the their them then there these they this those to told under until up us was we were what when where which
    while who will with would you your
    """.split()  # noqa: SIM905 - a list of words is read as words
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Records of one act, or of the same words, the one to print first."""

    head: Entry
    others: tuple[Entry, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of them, the head first."""
        return (self.head, *self.others)

    @property
    def elsewhere(self) -> tuple[Entry, ...]:
        """Those in other articles than the head's, one an article: what "also in" names."""
        own = self.head.record.article
        return tuple({entry.record.article: entry for entry in self.others if entry.record.article != own}.values())

    @property
    def outlets(self) -> int:
        """How many outlets report it; articles without an outlet count once together."""
        return len({entry.article.outlet for entry in self.entries})


def group_acts(entries: Iterable[Entry]) -> tuple[Group, ...]:
    """Join mentions of one act, within an article and over articles: same kind, same issuer, the same content words.

    The fullest wording leads: one that names its condition before one that does not, then the surest, then the longest.
    """
    buckets: dict[tuple[str, object, int], list[_ActGroup]] = defaultdict(list)
    homes: dict[tuple[ArticleId, ActId], _ActGroup] = {}
    for entry in sorted(entries, key=_fullest_act):
        act = _act(entry)
        own = (entry.record.article, act.act)
        issuer = tuple(_who(party.resolution, entry) for party in act.issuer) or own
        alike = buckets[act.kind, issuer, _STANCE.get(act.status, 1 + list(Status).index(act.status))]
        words = _content_words(entry, act)
        home = homes.get(own) or next((group for group in alike if group.says(words)), None)
        if home is None:
            home = _ActGroup(head=entry, words=words)
            alike.append(home)
        else:
            home.others.append(entry)
        homes[own] = home
    groups = (group for bucket in buckets.values() for group in bucket)
    return tuple(Group(head=group.head, others=_in_order(group.others)) for group in groups)


def group_quotes(entries: Iterable[Entry]) -> tuple[Group, ...]:
    """Join quotations of one speaker of which one holds the other's words in a row; the longest leads."""
    heads: list[tuple[Entry, str, list[Entry]]] = []
    said = [
        (entry, _who(_statement(entry).speaker, entry), _quoted_words(entry))
        for entry in sorted(entries, key=lambda e: (-_quoted_length(e), _place(e)))
    ]
    openings: dict[object, set[tuple[str, ...]]] = defaultdict(set)
    for _, who, words in said:
        openings[who].add(words[:SHINGLE])
    seen: dict[tuple[object, tuple[str, ...]], list[int]] = defaultdict(list)
    for entry, who, words in said:
        text = f" {' '.join(words)} "
        home = next((i for i in seen[who, words[:SHINGLE]] if text in heads[i][1]), None)
        if home is not None:
            heads[home][2].append(entry)
            continue
        heads.append((entry, text, []))
        # Only runs of words with which somebody's quotation opens are ever looked for.
        for run in {words[:SHINGLE], *zip(*(words[n:] for n in range(SHINGLE)), strict=False)} & openings[who]:
            seen[who, run].append(len(heads) - 1)
    return tuple(Group(head=head, others=_in_order(others)) for head, _, others in heads)


@dataclass(slots=True, kw_only=True)
class _ActGroup:
    head: Entry
    words: frozenset[str]
    others: list[Entry] = field(default_factory=list)

    def says(self, words: frozenset[str]) -> bool:
        """Say whether these content words are mostly those of the fullest wording."""
        shorter = min(len(words), len(self.words))
        return shorter > 1 and len(words & self.words) / shorter >= ALIKE


def _act(entry: Entry) -> Act:
    finding = entry.record.finding
    if not isinstance(finding, Act):
        message = f"record {entry.record.id} is no act"
        raise TypeError(message)
    return finding


def _statement(entry: Entry) -> Statement:
    finding = entry.record.finding
    if not isinstance(finding, Statement):
        message = f"record {entry.record.id} is no statement"
        raise TypeError(message)
    return finding


def _who(resolution: Resolution, entry: Entry) -> object:
    """Return what two mentions of one party share; somebody who cannot be named is only like himself in one article."""
    if isinstance(resolution, Resolved):
        return resolution.person.id
    return (entry.record.article, printed_name(resolution))


def _content_words(entry: Entry, act: Act) -> frozenset[str]:
    spans = act.action or (act.statement,)
    return frozenset(fold(" ".join(entry.words(span) for span in spans)).split()) - _EMPTY_WORDS


def _quoted_words(entry: Entry) -> tuple[str, ...]:
    return tuple(fold(" ".join(entry.words(span) for span in _statement(entry).quotes)).split())


def _quoted_length(entry: Entry) -> int:
    return sum(len(span) for span in _statement(entry).quotes)


def _fullest_act(entry: Entry) -> tuple[object, ...]:
    act = _act(entry)
    return (not act.condition, not act.key, -round(act.confidence, 1), -len(act.statement), _place(entry))


def _place(entry: Entry) -> tuple[str, int, str]:
    return (entry.article.uri, entry.record.span.start, entry.record.id)


def _in_order(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=_place))
