"""Who has been mentioned so far, and how? The article read once from its beginning, sentence by sentence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from briefs.document import Span
from briefs.extractors.attributions import find_attributions
from briefs.extractors.frames import find_frames
from briefs.extractors.nounphrases import is_speaking
from briefs.extractors.sources import GAP, opening_subject
from briefs.language.words import folded, listed, word
from briefs.person import PersonKind, Resolved, Unknown
from briefs.speakers.documents import DOCUMENTS
from briefs.speakers.furniture import own_paragraphs
from briefs.speakers.mentions import Kind
from briefs.speakers.pronouns import Mention, Place, Rank
from briefs.speakers.roles import head_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from briefs.document import Document
    from briefs.extractors.cues import Cue
    from briefs.extractors.frames import Frame
    from briefs.person import Resolution
    from briefs.speakers.aliases import Cast
    from briefs.speakers.mentions import Name, Names

_LOOK_BACK = 40
"""Mentions among which a pronoun's is sought."""

_ASKS = listed("ask asks asked asking press presses pressed question questioned")
"""Verbs after which "he" is whoever was asked: A reporter asked Reyes whether he would stay."""

_BESIDE = re.compile(
    r"\b(?:by|with|of|from|for|about|against|near|alongside)\s(?:(?!that|which|who|when)[a-z’']+,?\s){0,3}\Z"
)
_CLOSE = 40
"""Characters before a name in which its preposition stands: by his spokesman, Oskar Venn."""

_MALE, _FEMALE = listed("he him his himself"), listed("she her hers herself")


class Discourse:
    """The mentions of an article in reading order; filled as it is read."""

    def __init__(self, document: Document, cast: Cast, known: Names) -> None:
        self._document = document
        self._cast = cast
        self._known = known
        self._own = own_paragraphs(document)
        self.frames = tuple(find_frames(document))
        self._starts = [frame.span.start for frame in self.frames]
        self._name_starts = [name.span.start for name in cast.names]
        self.ranked: list[dict[Span, Rank]] = []
        """What stands in each sentence: who is named, acts and speaks there."""
        self.mentions: list[Mention] = []
        self._mention_starts: list[int] = []
        self._described: list[Mention] = []
        self._said: dict[int, frozenset[str]] = {}
        self._counts: Counter[str] = Counter()
        self.foremost: str | None = None
        """The id of the person mentioned most so far."""

    def names_in(self, span: Span) -> Sequence[Name]:
        """Return the names that stand in a stretch of text."""
        first = bisect_left(self._name_starts, span.start)
        last = bisect_left(self._name_starts, span.end)
        return self._cast.names[first:last]

    def frame_at(self, offset: int) -> int:
        """Return the number of the sentence in which `offset` stands."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def before(self, offset: int) -> Sequence[Mention]:
        """Return the latest mentions that stand before `offset`."""
        here = bisect_left(self._mention_starts, offset)
        return self.mentions[max(0, here - _LOOK_BACK) : here]

    def named_in(self, number: int, offset: int) -> set[str]:
        """Return the ids of those whom a sentence names before `offset`."""
        return self._people(Span(self.frames[number].span.start, max(offset, self.frames[number].span.start)))

    def mentions_of(self, number: int) -> Sequence[Mention]:
        """Return the mentions of one sentence."""
        first = bisect_left(self.mentions, number, key=lambda mention: mention.frame)
        last = bisect_right(self.mentions, number, key=lambda mention: mention.frame)
        return self.mentions[first:last]

    def described_before(self, offset: int) -> Sequence[Mention]:
        """Return the latest parties before `offset` that the article only describes."""
        here = bisect_left(self._described, offset, key=lambda mention: mention.span.start)
        return self._described[max(0, here - _LOOK_BACK) : here]

    def place(self, span: Span) -> Place:
        """Return where a pronoun stands, with those who cannot be meant by it."""
        number = self.frame_at(span.start)
        if not self.frames:
            return Place(frame=0, paragraph=0)
        frame = self.frames[number]
        said = self._spoken_of(number)
        after = self._clause_after(frame, span)
        opens = number == 0 or self.frames[number - 1].paragraph != frame.paragraph
        return Place(
            frame=number, paragraph=frame.paragraph, opens=opens, spoken_to=self._people(after), spoken_of=said
        )

    def _spoken_of(self, number: int) -> frozenset[str]:
        """Return the ids of those whom the quotations of a sentence name."""
        if number not in self._said:
            quotations = self.frames[number].quotations
            self._said[number] = frozenset(p for quotation in quotations for p in self._people(quotation.inner))
        return self._said[number]

    def _clause_after(self, frame: Frame, span: Span) -> Span:
        """Return the reporter's words from a pronoun up to the next mark: he [told Brandt]."""
        first = bisect_left(frame.words, span.end, key=lambda word: word.start)
        last = first
        while last < len(frame.words) and frame.words[last].letters and frame.words[last].text != GAP:
            last += 1
        return Span(span.end, frame.words[last - 1].end) if last > first else Span(span.end, span.end)

    def _people(self, span: Span) -> set[str]:
        found = (self._cast.find(name) for name in self.names_in(span) if not name.possessive)
        return {party.person.id for party in found if isinstance(party, Resolved)}

    def read(self, cues: Mapping[str, tuple[Cue, ...]], resolve: Callable[[Span, Rank], Resolution]) -> None:
        """Read the article: note who speaks, who acts and who is named; `resolve` says whom their words mean."""
        for frame in self.frames:
            self._count_pronouns(frame)
        spoken: set[str] = set()
        self.ranked = [
            dict(self._ranked(frame, cues)) if self._own.holds(frame.span.start) else {} for frame in self.frames
        ]
        for number, frame in enumerate(self.frames):
            ranked = self.ranked[number]
            for span in sorted(ranked, key=lambda span: (span.start, -span.end)):
                if not self.mentions or span.start >= self.mentions[-1].span.end:
                    party = resolve(span, ranked[span])
                    if self._may_be_meant(party, ranked[span], spoken):
                        self._note(number, frame, span, ranked[span], party)

    def _may_be_meant(self, party: Resolution, rank: Rank, spoken: set[str]) -> bool:
        """Say whether a party may be gone back to: a lone capitalised word only once it has spoken."""
        if not isinstance(party, Resolved) or party.person.kind not in {PersonKind.PERSON, PersonKind.STATE}:
            return True
        if folded(party.person.name) in self._known.states:
            return True
        if rank is Rank.SPEAKER:
            spoken.add(party.person.id)
        return party.person.id in spoken or self._cast.member(party.person) is not None

    def _ranked(self, frame: Frame, cues: Mapping[str, tuple[Cue, ...]]) -> Iterator[tuple[Span, Rank]]:
        quoted = [quotation.outer for quotation in frame.quotations]
        for name in self.names_in(frame.span):
            if name.kind is not Kind.OTHER or len(name.parts) == 1:
                inside = any(span.contains(name.span) for span in quoted[:_LOOK_BACK])
                if not inside:
                    yield name.span, self._rank(name)
        opening = opening_subject(frame.words, self._known)
        if opening is not None and self._document.slice(opening.span).lower() != "it":
            yield opening.span, Rank.SUBJECT
        for link in find_attributions(frame, cues, self._known):
            if link.source is not None:
                asks = link.found.cue.words[0] in _ASKS
                yield link.source.span, Rank.OWNER if asks else Rank.SPEAKER

    def _rank(self, name: Name) -> Rank:
        if name.possessive:
            return Rank.OWNER
        if _BESIDE.search(self._document.text, max(0, name.span.start - _CLOSE), name.span.start):
            return Rank.BESIDE
        return Rank.INTRODUCED if self._cast.introduces(name) else Rank.NAMED

    def _note(self, number: int, frame: Frame, span: Span, rank: Rank, resolution: Resolution) -> None:
        words = self._document.slice(span).split()
        opening = words[0].lower() if words else ""
        pronoun = opening if opening in {"he", "she"} else None
        if isinstance(resolution, Resolved) and resolution.person.kind is PersonKind.PERSON:
            pronoun = self._cast.pronoun(resolution.person) or pronoun
        elif words:
            pronoun = pronoun or self._known.pronouns.get(words[-1].lower()) or _OF_ONE_SEX.get(words[-1].lower())
        mention = Mention(
            span=span,
            frame=number,
            paragraph=frame.paragraph,
            resolution=resolution,
            pronoun=pronoun,
            rank=rank,
            human=not self._is_thing(resolution),
        )
        self._mention_starts.append(span.start)
        self.mentions.append(mention)
        self._count(mention)
        if isinstance(resolution, Unknown) and resolution.description is not None:
            self._described.append(mention)

    def _count(self, mention: Mention) -> None:
        if isinstance(mention.resolution, Resolved) and self._cast.has(mention.resolution.person.id):
            person = mention.resolution.person.id
            self._counts[person] += 1
            if self.foremost is None or self._counts[person] > self._counts[self.foremost]:
                self.foremost = person

    def _is_thing(self, resolution: Resolution) -> bool:
        match resolution:
            case Unknown(description=str(description)):
                head = head_of(folded(description))
                body = head in self._known.bodies or head in DOCUMENTS or head in self._known.things
                return body or not is_speaking(word(head, 0, len(head)), self._known)
            case _:
                return False

    def _count_pronouns(self, frame: Frame) -> None:
        """Let a sentence that names one person, and calls somebody "he" after it, tell for "he"."""
        said = {word.lower for word in frame.words}
        told = [pronoun for pronoun, forms in (("he", _MALE), ("she", _FEMALE)) if said & forms]
        if len(told) != 1:
            return
        quoted = [quotation.outer for quotation in frame.quotations[:_LOOK_BACK]]
        named = [name for name in self.names_in(frame.span) if not any(span.contains(name.span) for span in quoted)]
        parties = {id(party): party for party in (self._cast.find(name) for name in named)}.values()
        people = {party.person.id: party.person for party in parties if isinstance(party, Resolved)}
        people = {key: person for key, person in people.items() if person.kind is PersonKind.PERSON}
        if len(people) == 1:
            member = self._cast.member(people.popitem()[1])
            if member is not None:
                member.votes[told[0]] += 1


_OF_ONE_SEX = dict.fromkeys(listed("man father son brother husband boy uncle boyfriend"), "he") | dict.fromkeys(
    listed("woman mother daughter sister wife girl aunt girlfriend widow"), "she"
)
