"""Who is meant by "the minister", "the ministry" or "the letter"? Somebody the article names, or nobody it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefs.document import Span
from briefs.language.words import folded, listed
from briefs.person import Ambiguous, PersonKind, Resolved, Step, Unknown
from briefs.speakers.documents import DOCUMENTS, Documents
from briefs.speakers.pronouns import SOMEBODY, Rank, antecedent
from briefs.speakers.roles import head_of, roles_beside

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from briefs.document import Document
    from briefs.language.words import Word
    from briefs.person import Person, Resolution
    from briefs.speakers.aliases import Cast
    from briefs.speakers.discourse import Discourse
    from briefs.speakers.mentions import Name, Names
    from briefs.speakers.pronouns import Mention

_INDEFINITE = listed("a an one some several many two three four five six another other few")
_OWN = listed("his her its their my our this that these those")
_JOINTS = listed("of for in at from on with by near about against under inside within to who whose which that")
_PLACES = listed("in at near outside inside")
_FAR = 3
"""Sentences after which "the official" no longer goes back to whoever spoke."""

_FEW = 2
"""Words of a description that goes back to somebody named: the Vellin diplomat; with more it has its own holder."""

_MORE = 4
_SERVANTS = listed(
    "official spokesman spokeswoman spokesperson aide adviser advisor officer source lawyer attorney expert analyst "
    "diplomat negotiator representative member judge prosecutor soldier"
)
"""Heads of whom there are many: with words of its own each is another."""

_FIRMS = listed(
    "airline carrier company firm bank broadcaster tabloid outlet retailer startup organisation organization charity "
    "group agency body network club watchdog union movement alliance newspaper paper magazine station channel "
    "thinktank think-tank chain giant platform maker manufacturer operator insurer supermarket brand developer"
)
_OFFICES = listed(
    "minister president premier chancellor governor mayor king queen pope pontiff prince senator congressman "
    "congresswoman commissioner ambassador secretary general"
)
"""Offices that one person holds: the Vellin foreign minister is who just spoke, where nobody else is told of."""

_NEAR = 8
"""Sentences within which a party was mentioned lately."""

_ORDINALS = listed("first second third fourth other another same latter last next one two")
"""Words that tell one party from others: the second lawmaker is nobody who just spoke."""

_SECRET = listed("anonymity named unnamed anonymous identified declined condition")
"""Words with which an article says that it will not name somebody."""

_LONGEST = 200
"""Words of a sentence that are searched for them; a longer one is no sentence, and may hold a thousand mentions."""

_NEXT, _LEAD = 2, 1
"""Sentences within which a description is followed by the name; and how many an article's lead has."""

_GENERIC = listed(
    "official diplomat politician lawmaker leader legislator senator congressman congresswoman statesman veteran "
    "billionaire businessman businesswoman tycoon magnate star actor actress singer author writer man woman mogul "
    "pundit analyst expert economist historian scholar academic professor scientist commentator activist campaigner "
    "candidate nominee contender hopeful incumbent premier republican democrat conservative player coach striker "
    "manager veteran officer general commander spokesman spokeswoman spokesperson minister secretary president "
    "chancellor governor mayor ambassador envoy chief boss head mp mep peer tory executive founder entrepreneur "
    "member chair chairman chairwoman candidate actress hopeful star rapper "
    "journalist reporter host lawyer attorney judge prosecutor teenager father mother"
)
"""Heads that a named person may go by once they speak: "the diplomat added"."""


class Descriptions:
    """The parties of one article that are described, not named."""

    def __init__(self, document: Document, cast: Cast, discourse: Discourse, known: Names, day: date | None) -> None:
        self._text = document.text
        self._cast = cast
        self._discourse = discourse
        self._known = known
        self._day = day
        self.documents = Documents(document.text, cast, discourse, known)

    def resolve(self, part: Sequence[Word]) -> Resolution:
        """Return whom a description means."""
        tokens = [word for word in part if word.letters]
        opening = tokens[0].lower
        definite = opening not in _INDEFINITE and opening not in _OWN
        member = _one_of(tokens)
        tokens = [*(member or _without_article(tokens))]
        cut = next((place for place, word in enumerate(tokens) if place and word.lower in _JOINTS), len(tokens))
        head = folded(tokens[cut - 1].stem)
        if head in DOCUMENTS:
            return self._document(tokens, cut, head)
        if definite and not member:
            found = self._definite(tokens, cut, head, alone=opening == "the")
        else:
            found = self._indefinite(tokens, cut, one_of=bool(member))
        may_be_named = opening in {"a", "an", "the"} or tokens[0].possessive
        if isinstance(found, Unknown) and may_be_named and head not in self._known.bodies:
            return self._named_next(tokens, head) or found
        return found

    def _named_next(self, tokens: Sequence[Word], head: str) -> Resolution | None:
        """Return whom the sentences right after name: "A mayor said …. Ana Reyes said …".

        A full name that comes in without a word on who it is belongs to whoever was described just before. At an
        article's head it may bring its office with it: the lead describes, the next sentence names.
        """
        if head.endswith("s") or not (head in _GENERIC or head in _SERVANTS or head in self._known.titles):
            return None
        here = self._discourse.frame_at(tokens[0].start)
        if any(word.lower in _SECRET for word in self._discourse.frames[here].words[:_LONGEST]):
            return None
        for number in range(here + 1, min(here + 1 + _NEXT, len(self._discourse.frames))):
            name = self._introduced(number)
            if name is not None:
                return self._as_named(name, head, lead=here <= _LEAD)
        return None

    def _introduced(self, number: int) -> Name | None:
        """Return the person whom a sentence names for the first time, as the one who speaks or acts."""
        for span, rank in self._discourse.ranked[number].items():
            if rank < Rank.SUBJECT:
                continue
            for name in self._discourse.names_in(span):
                if self._cast.introduces(name):
                    return name
        return None

    def _as_named(self, name: Name, head: str, *, lead: bool) -> Resolution | None:
        found = self._cast.find(name)
        if not isinstance(found, Resolved) or found.person.kind is not PersonKind.PERSON:
            return None
        roles = {head_of(role) for role in roles_beside(self._text, name, self._known)}
        apposed = self._text[name.span.end : name.span.end + 1] in {",", "("} or bool(name.titles)
        sexes = {self._known.pronouns.get(head), self._cast.pronoun(found.person)} - {None}
        lead = lead and head not in _SERVANTS
        if len(sexes) > 1 or ((roles or apposed) and not lead) or (roles & _OFFICES and head not in roles):
            return None
        return Resolved(person=found.person, step=Step.DESCRIPTION, name=found.name)

    def _document(self, tokens: Sequence[Word], cut: int, head: str) -> Resolution:
        writer = self.documents.author(tokens, cut)
        if writer is not None:
            return writer
        described = self._described(tokens, cut)
        return Unknown(reason=f"a document speaks, and the article does not say whose: “{described or head}”")

    def _indefinite(self, tokens: Sequence[Word], cut: int, *, one_of: bool) -> Resolution:
        described = self._described(tokens, cut)
        if not one_of:
            return Unknown(reason="the article gives no name", description=described)
        plural = self._earlier(tokens, cut, tokens[0].start)
        described = plural.description if plural is not None and plural.description else described
        head, *rest = described.split(" of ", maxsplit=1)
        single = head[:-1] if head.endswith("s") and not head.endswith("ss") else head
        return Unknown(reason="the article gives no name", description=" of ".join([single, *rest]))

    def _definite(self, tokens: Sequence[Word], cut: int, head: str, *, alone: bool) -> Resolution:
        """Return the holder of an office, the body, the unnamed party introduced before, or whoever just spoke."""
        start = tokens[0].start
        office = " ".join(folded(word.stem) for word in tokens)
        holders = self._cast.holders(office, self._day)
        if holders:
            bare = len(tokens) == 1 and len(holders) == 1
            if bare and not self._is_foremost(holders[0], start):
                why = f"another may be the {head} that is meant"
                return Unknown(reason=why, description=self._described(tokens, cut))
            return self._holder(holders, start)
        if head in self._known.bodies:
            return self._body(tokens, cut, head, alone=alone)
        found: Resolution | None = self._earlier(tokens, cut, start)
        if found is None and cut == len(tokens) and (alone or head in _OFFICES):
            found = self._by_another_word(tokens, head)
        return found or Unknown(reason="the article gives no name", description=self._described(tokens, cut))

    def _by_another_word(self, tokens: Sequence[Word], head: str) -> Resolution | None:
        """Return the firm or the person that just spoke: Harbour Air, "the airline"; Reyes, "the diplomat"."""
        firm = self._latest_body(tokens) if head in _FIRMS else None
        return firm or self._who_just_spoke(tokens, head)

    def _holder(self, holders: Sequence[Person], start: int) -> Resolution:
        if len(holders) == 1:
            return Resolved(person=holders[0], step=Step.TITLE, name=self._cast.told(holders[0]))
        ids = {person.id for person in holders}
        near = [
            mention
            for mention in self._discourse.before(start)
            if isinstance(mention.resolution, Resolved) and mention.resolution.person.id in ids
        ]
        here = self._discourse.place(Span(start, start))
        pronouns = [antecedent(pronoun, here, near) for pronoun in ("he", "she")]
        found = [party for party in pronouns if isinstance(party, Resolved)]
        if len({party.person.id for party in found}) == 1 and not any(isinstance(p, Ambiguous) for p in pronouns):
            return Resolved(person=found[0].person, step=Step.TITLE, name=found[0].name)
        return Ambiguous(candidates=tuple(holders), step=Step.TITLE)

    def _is_foremost(self, person: Person, start: int) -> bool:
        """Say whether a bare office may mean somebody: they were spoken of lately, or the article is about them."""
        if self._is_near(person, start):
            return True
        return self._discourse.foremost in {None, person.id}

    def _earlier(self, tokens: Sequence[Word], cut: int, start: int) -> Unknown | None:
        """Return the party introduced before by the same word: "a senior League official", then "the official"."""
        wanted = {folded(word.stem) for word in tokens[:cut]}
        for mention in reversed(self._discourse.described_before(start)):
            match mention.resolution:
                case Unknown(description=str(description)):
                    if wanted <= set(folded(description).split()):
                        return mention.resolution
                case _:
                    pass
        return None

    def _who_just_spoke(self, tokens: Sequence[Word], head: str) -> Resolution | None:
        """Return the named person who spoke last and whom nothing keeps from being meant."""
        generic = head in _GENERIC or head.endswith("-year-old")
        others = any(word.lower in _ORDINALS for word in tokens)
        if not generic or others or len(tokens) > (_FEW if head in _SERVANTS else _MORE):
            return None
        here = self._discourse.place(Span(tokens[0].start, tokens[-1].end))
        near = [m for m in self._discourse.before(tokens[0].start) if here.frame - m.frame <= _FAR]
        party = antecedent(SOMEBODY, here, near)
        if not isinstance(party, Resolved) or not self._has_spoken(party.person, near):
            return None
        named_here = here.spoken_of | self._discourse.named_in(here.frame, tokens[0].start)
        if party.person.id in named_here or not self._may_go_by(tokens, head, party.person):
            return None
        return Resolved(person=party.person, step=Step.DESCRIPTION, name=party.name)

    def _may_go_by(self, tokens: Sequence[Word], head: str, person: Person) -> bool:
        """Say whether a description may be a person's: of their state and sex, and no office-holder for an official."""
        member = self._cast.member(person)
        if person.kind is not PersonKind.PERSON or member is None:
            return False
        states = {self._known.states[folded(word.stem)] for word in tokens if folded(word.stem) in self._known.states}
        served = self._cast.states_of(member)
        sexes = {self._known.pronouns.get(head), member.takes} - {None}
        if len(sexes) > 1 or (states and served and not states & served):
            return False
        servant = head in _SERVANTS and head != "diplomat"
        return not (servant and {head_of(role) for role in member.roles} & _OFFICES)

    def _has_spoken(self, person: Person, near: Sequence[Mention]) -> bool:
        return any(
            mention.rank is Rank.SPEAKER
            and isinstance(mention.resolution, Resolved)
            and mention.resolution.person.id == person.id
            for mention in near
        )

    def _body(self, tokens: Sequence[Word], cut: int, head: str, *, alone: bool) -> Resolution:
        described = self._described(tokens, cut)
        if any(_is_own(word) or word.possessive for word in tokens):
            self._cast.bodies.learn(described)
            return Resolved(person=self._cast.bodies.party(described), step=Step.NAME, name=described)
        full = self._cast.bodies.ending(folded(described))
        if full is not None and (head not in _FIRMS or self._is_near(self._cast.bodies.party(full), tokens[0].start)):
            return Resolved(person=self._cast.bodies.party(full), step=Step.DESCRIPTION, name=full)
        latest = self._latest_body(tokens) if alone and len(tokens) <= _FAR and head in _FIRMS else None
        return latest or Unknown(reason=f"which {head} is meant is not plain", description=described)

    def _latest_body(self, tokens: Sequence[Word]) -> Resolution | None:
        """Return the body that spoke or acted right before, for "the group said"."""
        here = self._discourse.frame_at(tokens[0].start)
        near = [
            mention
            for mention in self._discourse.before(tokens[0].start)
            if here - mention.frame < _FAR and mention.rank >= Rank.SUBJECT
        ]
        found = {
            mention.resolution.person.id: mention.resolution
            for mention in near
            if isinstance(mention.resolution, Resolved) and self._may_be_a_body(mention, mention.resolution.person)
        }
        if len(found) != 1:
            return None
        party = next(iter(found.values()))
        return Resolved(person=party.person, step=Step.DESCRIPTION, name=party.name)

    def _is_near(self, party: Person, start: int) -> bool:
        """Say whether a party was mentioned a few sentences before `start`."""
        here = self._discourse.frame_at(start)
        return any(
            isinstance(mention.resolution, Resolved)
            and mention.resolution.person.id == party.id
            and here - mention.frame <= _NEAR
            for mention in self._discourse.before(start)
        )

    def _may_be_a_body(self, mention: Mention, person: Person) -> bool:
        """Say whether a party is a body, or a lone name that has spoken and that nothing shows to be a person's."""
        unproven = person.kind is PersonKind.PERSON and self._cast.member(person) is None
        return person.kind is PersonKind.BODY or (unproven and mention.rank is Rank.SPEAKER)

    def _described(self, tokens: Sequence[Word], cut: int) -> str:
        """Return the words that describe, without the place where somebody merely is: a diplomat [in Vellin]."""
        last = len(tokens)
        body = folded(tokens[cut - 1].stem) in self._known.bodies
        where = cut < last and tokens[cut].lower in _PLACES and all(word.capital for word in tokens[cut + 1 :])
        if (not body and where) or (cut < last and tokens[cut].lower not in _KEPT):
            last = cut
        said = next((place for place in range(cut, last) if _is_aside(tokens[place])), last)
        last = min(last, max(said, cut))
        who = next((place for place, word in enumerate(tokens) if place and word.lower in _RELATIVES), last)
        last = min(last, who) or 1
        return " ".join(Span(tokens[0].start, tokens[last - 1].end).slice(self._text).split())


_RELATIVES = listed("who whose which that")
_KEPT = listed("of for at from with to in close near inside behind")
"""What tells who somebody is stays, an official [at the ministry]; when they spoke does not."""


def _is_aside(word: Word) -> bool:
    return word.lower in {"on", "quoted", "interviewed", "named", "speaking"}


def _one_of(tokens: Sequence[Word]) -> Sequence[Word]:
    """Return what follows "one of the", of whom somebody speaks; nothing where the words are others."""
    opening = [word.lower for word in tokens[:3]]
    return tokens[3:] if opening[:2] == ["one", "of"] else ()


def _without_article(tokens: Sequence[Word]) -> Sequence[Word]:
    strip = tokens[0].lower in _INDEFINITE | _OWN | {"the"}
    return tokens[1:] if strip and len(tokens) > 1 else tokens


def _is_own(word: Word) -> bool:
    """Say whether a word makes a body's name its own: Vellin's ministry, not a Vellin-based club."""
    return word.capital and not word.lower.endswith("-based")
