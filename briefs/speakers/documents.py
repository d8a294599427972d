"""Whose words are a letter's or a statement's? Its owner's, its sender's, or whoever was just said to write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefs.document import Span
from briefs.language.words import folded, listed
from briefs.person import Resolved, Step, Unknown
from briefs.speakers.mentions import Kind, find_names
from briefs.speakers.pronouns import Rank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.language.words import Word
    from briefs.person import Resolution
    from briefs.speakers.aliases import Cast
    from briefs.speakers.discourse import Discourse
    from briefs.speakers.mentions import Name, Names

DOCUMENTS = listed(
    "statement report letter memo document study paper article editorial tweet message sign banner complaint "
    "lawsuit filing ruling indictment post book film song poem review headline communique declaration text notice "
    "bulletin advisory affidavit website account page readout ad poster placard email protocol plan proposal note "
    "transcript script dossier manifesto caption motto slogan"
)
_WRITTEN = listed(
    "wrote written sent signed issued published released penned posted tweeted filed addressed drafted circulated "
    "approved unveiled delivered issuing signing releasing prepared"
)
_FROM = listed("from by")
_LOOK_BACK = 6
"""Sentences within which a document was spoken of before it speaks itself."""


class Documents:
    """The letters, statements and reports of one article, and who stands behind each."""

    def __init__(self, text: str, cast: Cast, discourse: Discourse, known: Names) -> None:
        self._text = text
        self._cast = cast
        self._discourse = discourse
        self._known = known

    def author(self, tokens: Sequence[Word], cut: int) -> Resolution | None:
        """Return whose document it is: the words themselves tell, "Reyes’s letter", or a sentence before does."""
        span = Span(tokens[0].start, tokens[-1].end)
        names = find_names(self._text, span.start, span.end, self._known)
        for name in names:
            party = self._cast.find(name)
            beside = cut > 1 and name.span.end == tokens[cut - 2].end and name.kind is not Kind.PERSON
            owns = (name.possessive or beside) and name.span.end <= tokens[cut - 1].start
            if isinstance(party, Resolved) and (owns or _follows(tokens, name)):
                return _as_author(party)
        return None if names else self._told_before(folded(tokens[cut - 1].stem), span.start)

    def spoken_of_before(self, start: int) -> Resolution | None:
        """Return whose words "it says" gives, when the sentence before brings in a document: a notice."""
        here = self._discourse.frame_at(start)
        for number in range(here, max(-1, here - 2), -1):
            tokens = self._discourse.frames[number].words
            heads = [
                word.lower
                for place, word in enumerate(tokens)
                if word.lower in DOCUMENTS and word.end < start and not _is_where(tokens, place)
            ]
            if heads:
                why = f"a document speaks, and the article does not say whose: “{heads[-1]}”"
                return self._told_before(heads[-1], start) or Unknown(reason=why)
        return None

    def _told_before(self, head: str, start: int) -> Resolution | None:
        here = self._discourse.frame_at(start)
        for number in range(here, max(-1, here - _LOOK_BACK), -1):
            tokens = self._discourse.frames[number].words
            place = next((p for p, word in enumerate(tokens) if word.lower == head and word.end < start), None)
            if place is None:
                continue
            party = self._writer_near(tokens, place)
            if party is None and _is_where(tokens, place):
                party = self._subject(number, Rank.SPEAKER)
            elif party is None and any(word.lower in _WRITTEN for word in tokens):
                party = self._subject(number, Rank.SUBJECT)
            if party is not None:
                return _as_author(party)
        return None

    def _writer_near(self, tokens: Sequence[Word], place: int) -> Resolved | None:
        """Return the party right beside the document's first mention: a letter from Reyes, that Reyes had sent."""
        after = tokens[place + 1 : place + 10]
        if not after:
            return None
        for name in self._discourse.names_in(Span(after[0].start, after[-1].end)):
            before = [w.lower for w in after if w.end <= name.span.start and w.lower not in {"the", *name.titles}]
            following = [w.lower for w in after if w.start >= name.span.end and w.lower not in {"had", "has"}]
            sent = following[:1] != [] and following[0] in _WRITTEN and before[:1] in (["that"], ["which"])
            by = before[-1:] != [] and before[-1] in _FROM and (before[:-1] == [] or before[-2] in _WRITTEN)
            party = self._cast.find(name)
            if isinstance(party, Resolved) and (sent or by):
                return party
        return None

    def _subject(self, number: int, least: Rank) -> Resolved | None:
        """Return the one party that the sentence is about or lets speak."""
        parties = {
            mention.resolution.person.id: mention.resolution
            for mention in self._discourse.mentions_of(number)
            if mention.rank >= least and isinstance(mention.resolution, Resolved)
        }
        return next(iter(parties.values())) if len(parties) == 1 else None


def _follows(tokens: Sequence[Word], name: Name) -> bool:
    """Say whether the name stands right after "from" or "by"."""
    before = [word.lower for word in tokens if word.end <= name.span.start and word.lower not in {"the", *name.titles}]
    return bool(before) and before[-1] in _FROM


def _is_where(tokens: Sequence[Word], place: int) -> bool:
    """Say whether somebody speaks in the document, in a statement, so that "it" is not the document."""
    before = {word.lower for word in tokens[max(0, place - 3) : place]}
    return bool({"in", "via", "through"} & before) and bool({"a", "an", "the", "its", "his", "her"} & before)


def _as_author(party: Resolved) -> Resolved:
    return Resolved(person=party.person, step=Step.DESCRIPTION, name=party.name)
