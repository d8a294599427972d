"""Whose words are a letter's or a statement's? Its owner's, its sender's, or whoever was just said to write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefs.document import Span
from briefs.language.words import folded, listed
from briefs.person import PersonKind, Resolved, Step, Unknown
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


def author(
    text: str, tokens: Sequence[Word], cut: int, cast: Cast, discourse: Discourse, known: Names
) -> Resolution | None:
    """Return whose document it is: the words themselves tell, "Reyes’s letter", or those of a sentence before."""
    span = Span(tokens[0].start, tokens[-1].end)
    named = [(name, cast.find(name)) for name in find_names(text, span.start, span.end, known)]
    for name, party in named:
        beside = cut > 1 and name.span.end == tokens[cut - 2].end and name.kind is not Kind.PERSON
        owns = (name.possessive or beside) and name.span.end <= tokens[cut - 1].start
        if isinstance(party, Resolved) and (owns or _follows(tokens, name)):
            return _as_author(party)
    if named:
        return None
    return _told_before(folded(tokens[cut - 1].stem), span.start, cast, discourse)


def spoken_of_before(start: int, cast: Cast, discourse: Discourse) -> Resolution | None:
    """Return whose words "it says" gives, when the sentence right before brings in a document: a notice, it says."""
    here = discourse.frame_at(start)
    for number in range(here, max(-1, here - 2), -1):
        tokens = discourse.frames[number].words
        heads = [
            word
            for place, word in enumerate(tokens)
            if word.lower in DOCUMENTS and word.end < start and not _is_where(tokens, place)
        ]
        if heads:
            head = heads[-1].lower
            writer = _told_before(head, start, cast, discourse)
            return writer or Unknown(reason=f"a document speaks, and the article does not say whose: “{head}”")
    return None


def _follows(tokens: Sequence[Word], name: Name) -> bool:
    """Say whether the name stands right after "from" or "by"."""
    before = [word.lower for word in tokens if word.end <= name.span.start and word.lower not in {"the", *name.titles}]
    return bool(before) and before[-1] in _FROM


def _told_before(head: str, start: int, cast: Cast, discourse: Discourse) -> Resolution | None:
    here = discourse.frame_at(start)
    for number in range(here, max(-1, here - _LOOK_BACK), -1):
        tokens = discourse.frames[number].words
        place = next((p for p, word in enumerate(tokens) if word.lower == head and word.end < start), None)
        if place is None:
            continue
        party = _writer_near(tokens, place, cast, discourse)
        if party is None and _is_where(tokens, place):
            party = _subject(number, discourse, Rank.SPEAKER)
        elif party is None and any(word.lower in _WRITTEN for word in tokens):
            party = _subject(number, discourse, Rank.SUBJECT)
        if party is not None:
            return _as_author(party)
    return None


def _writer_near(tokens: Sequence[Word], place: int, cast: Cast, discourse: Discourse) -> Resolved | None:
    """Return the party right beside the document's first mention: a letter from Reyes, that Reyes had sent."""
    after = tokens[place + 1 : place + 10]
    if not after:
        return None
    for name in discourse.names_in(Span(after[0].start, after[-1].end)):
        before = [word.lower for word in after if word.end <= name.span.start and word.lower not in {"the", *name.titles}]
        following = [word.lower for word in after if word.start >= name.span.end and word.lower not in {"had", "has"}]
        sent = bool(following) and following[0] in _WRITTEN and bool(before) and before[0] in {"that", "which"}
        party = cast.find(name)
        by = bool(before) and before[-1] in _FROM and (len(before) == 1 or before[-2] in _WRITTEN)
        if isinstance(party, Resolved) and (sent or by):
            return party
    return None


def _subject(number: int, discourse: Discourse, least: Rank) -> Resolved | None:
    """Return the one party that the sentence is about or lets speak."""
    subjects = [
        mention.resolution
        for mention in discourse.mentions
        if mention.frame == number and mention.rank >= least and isinstance(mention.resolution, Resolved)
    ]
    parties = {party.person.id: party for party in subjects if isinstance(party, Resolved)}
    return next(iter(parties.values())) if len(parties) == 1 else None


def _is_where(tokens: Sequence[Word], place: int) -> bool:
    """Say whether somebody speaks in the document, in a statement, so that "it" is not the document."""
    before = [word.lower for word in tokens[max(0, place - 3) : place]]
    return bool({"in", "via", "through"} & set(before)) and bool({"a", "an", "the", "its", "his", "her"} & set(before))


def _as_author(party: Resolved) -> Resolved:
    named = party.name if party.person.kind is not PersonKind.STATE else party.name
    return Resolved(person=party.person, step=Step.DESCRIPTION, name=named)
