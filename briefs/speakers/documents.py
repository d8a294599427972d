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
    "wrote written sent signed issued published released penned posted tweeted filed addressed drafted circulated"
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
        heads = [word for word in discourse.frames[number].words if word.lower in DOCUMENTS and word.end < start]
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
        party = _writer_near(tokens, place, cast, discourse) or _subject(number, discourse)
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
        if isinstance(party, Resolved) and (sent or (bool(before) and before[-1] in _FROM)):
            return party
    return None


def _subject(number: int, discourse: Discourse) -> Resolved | None:
    """Return the one party that the sentence is about, where the sentence tells of writing or sending."""
    if not any(word.lower in _WRITTEN for word in discourse.frames[number].words):
        return None
    subjects = [
        mention.resolution
        for mention in discourse.mentions
        if mention.frame == number and mention.rank is Rank.SUBJECT and isinstance(mention.resolution, Resolved)
    ]
    return subjects[0] if len(subjects) == 1 and isinstance(subjects[0], Resolved) else None


def _as_author(party: Resolved) -> Resolved:
    named = party.name if party.person.kind is not PersonKind.STATE else party.name
    return Resolved(person=party.person, step=Step.DESCRIPTION, name=named)
