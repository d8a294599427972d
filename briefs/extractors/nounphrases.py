"""Is this run of words somebody? A name with what belongs to it, a pronoun, or a description: "a union official".

Rules over words, and cautious ones: "a friend of Reyes" is not Reyes, and "the day of the strike" is nobody.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from briefs.document import Span
from briefs.language.words import listed
from briefs.speakers.mentions import follows_address, is_name_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.language.words import Word
    from briefs.speakers.mentions import Names

GAP = "\x00"
"""Stands for every character of a quotation where only the reporter's words are read."""


class Shape(StrEnum):
    """What the words of a source are."""

    NAME = "name"
    """They end with a name: "the French president, Emmanuel Macron"."""
    PRONOUN = "pronoun"
    DESCRIPTION = "description"


class Source(NamedTuple):
    """The words that name who."""

    span: Span
    shape: Shape


PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "who"})

OBJECTS = {"him": "he", "her": "she", "them": "they"}
"""Pronouns after "according to"."""

DETERMINERS = listed(
    "a an the his her its their my our one two three four five six several some many most another other both no this "
    "that these those each every few all"
)
PREPOSITIONS = listed(
    "of for from in at with to on by about against near under between among into over close like behind inside within "
    "across throughout via around along outside per towards toward without despite including upon onto beyond"
)
RELATIVES = listed("who whose whom which that")
_ENDS = PREPOSITIONS | RELATIVES
VERBS = listed(
    "is are was were be been has have had will would can could may might must should do does did said says told tells "
    "claims claimed believes thinks thought argues argued insists insisted knows knew suggests wants wanted made took "
    "came went gave got began became met left saw"
)
"""Words with which another clause has had its verb."""

LONGEST = 20
"""Words in a noun phrase; a longer one is read wrong."""

_WEAK = listed(
    "of the general first state national major home head house party council press police candidate health education "
    "energy trade labor chief officer director commander editor environment transport commerce economy agriculture "
    "security justice treasury campaign parliamentary supreme crown majority minority republican democratic host star "
    "agent mother father sister artist don mp"
)
"""Titles that in lower case are mostly other words: "a major port"."""


def is_pronoun(word: Word) -> bool:
    """Say whether the word is a pronoun that may speak; US is a state."""
    return word.lower in PRONOUNS and word.text != "US" and not word.possessive


def joins_name(tokens: Sequence[Word], place: int, known: Names) -> bool:
    """Say whether a word may stand inside a name with its titles: Secretary of State, Sen., foreign minister."""
    word = tokens[place]
    if word.possessive or word.text == GAP:
        return False
    if word.text == ".":
        return place > 0 and tokens[place - 1].end == word.start and tokens[place - 1].lower in known.titles
    if is_name_word(word, known):
        return True
    if word.lower == "of" and 0 < place < len(tokens) - 1 and tokens[place + 1].capital:
        before = tokens[place - 1]
        return before.capital and (before.lower in known.titles or before.lower in known.bodies)
    return word.lower in known.titles and word.lower not in _WEAK and word.letters


def name_ending(tokens: Sequence[Word], last: int, known: Names) -> Source | None:
    """Return the name that ends at `last`, whatever stands before it."""
    if not is_name_word(tokens[last], known) or tokens[last].possessive:
        return None
    first = last
    while first > 0 and joins_name(tokens, first - 1, known):
        first -= 1
    return Source(Span(tokens[first].start, tokens[last].end), Shape.NAME)


def read_phrase(tokens: Sequence[Word], first: int, last: int, known: Names) -> Source | None:
    """Return who the words `first`..`last` are, when all of them are one noun phrase: its head first, then the rest."""
    first, last = _trimmed(tokens, first, last)
    if first < last and tokens[first].lower in _LEADS_IN:
        first += 1
    if first > last or last - first >= LONGEST or GAP in (word.text for word in tokens[first : last + 1]):
        return None
    if is_pronoun(tokens[first]):
        alone = first == last or tokens[first + 1].lower in RELATIVES
        return Source(Span(tokens[first].start, tokens[first].end), Shape.PRONOUN) if alone else None
    core = _core(tokens, first, last, known)
    if _is_finite(tokens, core + 1, last):
        last = core
    determiner = tokens[core].lower in _ONLY_BEFORE_NOUNS
    if core < first or tokens[core].possessive or determiner or tokens[first].lower in PREPOSITIONS:
        return None
    return _read_from_head(tokens, first, core, last, known)


def _is_finite(tokens: Sequence[Word], place: int, last: int) -> bool:
    """Say whether the phrase’s own verb stands there: the council [issued] a statement; not: a man [accused] of it."""
    if place >= last or not _is_participle(tokens[place]):
        return False
    return tokens[place + 1].lower in DETERMINERS or tokens[place + 1].capital


def _read_from_head(tokens: Sequence[Word], first: int, core: int, last: int, known: Names) -> Source | None:
    whole = Span(tokens[first].start, tokens[last].end)
    if core < last and _is_titled_name(tokens, first, core, last, known):
        return Source(whole, Shape.NAME)
    if _ends_with_name(tokens, first, core, last, known):
        return Source(Span(tokens[first].start, tokens[core].end), Shape.NAME)
    return Source(whole, Shape.DESCRIPTION) if _may_be_somebody(tokens, first, core, known) else None


def _ends_with_name(tokens: Sequence[Word], first: int, core: int, last: int, known: Names) -> bool:
    """Say whether the head is a name's last word, not a body or an office that goes on: Bank [of Vellin]."""
    head = tokens[core].lower
    introduced = tokens[first].lower in {"a", "an"} and first < core
    goes_on = core < last and (head in known.bodies or head in known.titles)
    name = is_name_word(tokens[core], known) or follows_address(tokens, core)
    return name and not introduced and not goes_on and head not in known.people


_LEADS_IN = listed("which that whom what whether how why where as if")
"""Words that only bring a clause: a claim [which] Reyes called false."""

_ONLY_BEFORE_NOUNS = listed("a an the its their my our every no which")


def _trimmed(tokens: Sequence[Word], first: int, last: int) -> tuple[int, int]:
    while first <= last and not tokens[first].letters:
        first += 1
    while last >= first and not tokens[last].letters:
        last -= 1
    return first, last


def _core(tokens: Sequence[Word], first: int, last: int, known: Names) -> int:
    """Return where the head of a noun phrase stands: before its "of", "who" or "accused of"."""
    place = first
    while place < last:
        following = tokens[place + 1]
        ends = following.lower in _ENDS or not (following.letters or following.text in {".", "-"})
        if ends and not joins_name(tokens, place + 1, known):
            break
        if _is_participle(following) and (place > first or is_name_word(tokens[first], known)):
            break
        place += 1
    return place


def _is_participle(word: Word) -> bool:
    return word.lower.endswith("ed") and not word.capital and "-" not in word.text


def _is_titled_name(tokens: Sequence[Word], first: int, core: int, last: int, known: Names) -> bool:
    """Say whether an office without article goes before a name: professor of history at the college Ana Reyes."""
    if tokens[first].lower in DETERMINERS or any(word.possessive for word in tokens[first : core + 1]):
        return False
    whole = name_ending(tokens, last, known)
    if whole is not None and _has_office(tokens, whole.span, known):
        return True
    office = tokens[core].lower in known.titles or tokens[first].lower in known.titles
    return office and whole is not None and is_name_word(tokens[last - 1], known)


def _has_office(tokens: Sequence[Word], span: Span, known: Names) -> bool:
    """Say whether a name brings an office in small letters: Right to Sail [spokesman Luis Reyes]."""
    inside = [word for word in tokens if span.start <= word.start < span.end and word.letters]
    full = bool(inside[2:])
    return full and not inside[0].capital and inside[0].lower in known.titles


def _may_be_somebody(tokens: Sequence[Word], first: int, core: int, known: Names) -> bool:
    """Say whether a phrase has the look of a party: an article, an owner, a name in it, or a head that speaks."""
    opening, head = tokens[first], tokens[core]
    if is_speaking(head, known):
        return True
    if head.lower in known.days or head.lower in _NOBODY:
        return False
    begins = opening.lower in DETERMINERS or any(word.possessive for word in tokens[first:core])
    return begins and head.letters and not head.lower.endswith(("ly", "ing"))


_NOBODY = listed(
    "day week month year morning afternoon evening night time moment years months weeks days hours minutes way point "
    "case example addition fact part result end start beginning course interview conference briefing hearing meeting "
    "speech rally debate visit trip tour war attack strike decision move vote talks deal"
)
"""Heads that never speak."""


def is_speaking(head: Word, known: Names) -> bool:
    """Say whether a noun is one that speaks: an official, officials, a ministry, a letter."""
    if head.lower in _NO_HEADS:
        return False
    lists = (known.people, known.titles, known.bodies, _SPEAKING)
    single = head.lower.removesuffix("s")
    if any(head.lower in heads or single in heads for heads in lists):
        return True
    return head.text.isupper() and len(head.text) > 1


_NO_HEADS = listed("the of first former deputy vice")
"""Words of titles that are no office."""

_SPEAKING = listed(
    "man woman boy girl mother father son daughter brother sister wife husband friend neighbour neighbor aide "
    "ally adviser advisor official source spokesman spokeswoman spokesperson lawyer attorney prosecutor judge "
    "soldier officer expert scientist researcher analyst author writer teacher student doctor nurse worker owner "
    "founder resident voter witness victim survivor politician lawmaker diplomat envoy minister leader statement "
    "report letter document memo study paper article editorial post tweet message sign banner manager executive "
    "player rival opponent counterpart colleague citizen campaigner activist pilot driver farmer businessman "
    "businesswoman journalist reporter correspondent editor historian economist candidate nominee mayor king "
    "queen prince pope bishop priest rabbi imam billionaire magnate star actor actress singer artist coach "
    "leadership captain chairman chairwoman lady person crowd complaint lawsuit filing ruling indictment investor "
    "banker "
    "trader observer couple pair trio family public musician visitor passenger customer caller user commentator "
    "presenter host guest speaker member delegate negotiator representative commissioner inspector auditor "
    "regulator watchdog think-tank insurer airline operator retailer shareholder director chief boss head caption "
    "notice bulletin advisory headline affidavit document review website account page text readout communique ad song "
    "book poster placard email protocol plan proposal note transcript script dossier manifesto"
)
