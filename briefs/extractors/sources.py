"""Who stands beside a cue? The noun phrase that is its subject, before it or after it, or nothing.

Rules over words, and cautious ones: "a friend of Reyes said" is no statement by Reyes, and neither is "after meeting
Reyes, the minister said".
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from briefs.document import Span
from briefs.language.words import listed
from briefs.speakers.mentions import is_name_word

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

_HELPERS = listed(
    "has have had is was were also later then further repeatedly previously just recently already reportedly "
    "merely simply once again long still even only first today yesterday earlier never ever now soon additionally "
    "too often always all both himself herself did does do"
)
_WHEN = listed("on last this early late in morning afternoon evening night week month year")
_DETERMINERS = listed(
    "a an the his her its their my our one two three four five six several some many most another other both no"
)
_PREPOSITIONS = listed(
    "of for from in at with to on by about against near under between among into over close like behind inside within "
    "across throughout via around along outside per towards toward"
)
_INTRODUCERS = _PREPOSITIONS | listed(
    "as than after before when while if since although though because despite during following amid once unless "
    "until asked speaking"
)
_CONJUNCTIONS = listed("but and yet so however meanwhile overall still then also later separately instead nor")
_SUBORDINATORS = listed("although though while whereas because that if when as where")
_VERBS = listed(
    "is are was were be been has have had will would can could may might must should do does did said says told "
    "that who which"
)
_LONGEST = 14
"""Words in a noun phrase; a longer one is read wrong."""


def source_before(tokens: Sequence[Word], cue: int, known: Names) -> Source | None:
    """Return the subject of the cue whose first word is `tokens[cue]`, from the words before it."""
    place = _skip_helpers(tokens, cue - 1, known)
    if place >= 0 and tokens[place].text == ")":
        # US Central Command (Centcom) said
        opening = next((p for p in range(place, max(-1, place - 8), -1) if tokens[p].text == "("), 0)
        place = opening - 1
    if place < 0 or tokens[place].text == GAP:
        return None
    if tokens[place].text in {",", "–", "—", "-"}:
        return _apposed(tokens, place, known)
    return _phrase_ending(tokens, place, known)


def _skip_helpers(tokens: Sequence[Word], place: int, known: Names) -> int:
    while place >= 0:
        lower = tokens[place].lower
        if lower in {"had", "has", "have"} or lower in _HELPERS or (lower.endswith("ly") and not tokens[place].capital):
            place -= 1
        elif lower in known.days:
            place -= 1
            while place >= 0 and tokens[place].lower in _WHEN:
                place -= 1
        elif lower in {"week", "month", "year", "morning", "night"} and tokens[place - 1].lower in {"last", "this"}:
            place -= 2
        elif lower == "statement" and place > 1 and [t.lower for t in tokens[place - 2 : place]] == ["in", "a"]:
            place -= 3
        else:
            break
    return place


def _phrase_ending(tokens: Sequence[Word], last: int, known: Names) -> Source | None:
    """Return the noun phrase that ends at `last`."""
    word = tokens[last]
    if word.lower in PRONOUNS and word.text != "US":
        if word.lower == "who":
            return _antecedent(tokens, last, known)
        return Source(Span(word.start, word.end), Shape.PRONOUN)
    if not word.letters or word.possessive:
        return None
    first = last
    if is_name_word(word, known):
        while first > 0 and _joins_name(tokens, first - 1, known):
            first -= 1
        return _checked(tokens, first, last, known)
    return _described(tokens, last, known)


def name_ending(tokens: Sequence[Word], last: int, known: Names) -> Source | None:
    """Return the name that ends at `last`, whatever stands before it."""
    if not is_name_word(tokens[last], known) or tokens[last].possessive:
        return None
    first = last
    while first > 0 and _joins_name(tokens, first - 1, known):
        first -= 1
    return Source(Span(tokens[first].start, tokens[last].end), Shape.NAME)


def _joins_name(tokens: Sequence[Word], place: int, known: Names) -> bool:
    word = tokens[place]
    if word.possessive or word.text == GAP:
        return False
    if word.text == ".":
        return place > 0 and tokens[place - 1].end == word.start and tokens[place - 1].lower in known.titles
    if is_name_word(word, known):
        return True
    if word.lower == "of" and 0 < place < len(tokens) - 1 and tokens[place + 1].capital:
        # Secretary of State John Kerry, Ministry of Defence
        return tokens[place - 1].capital and tokens[place - 1].lower in known.titles | known.bodies
    return word.lower in known.titles - _WEAK and word.letters


_WEAK = listed(
    "of the general first state national major home head house party council press police candidate health education "
    "energy trade labor chief officer director commander editor environment transport commerce economy agriculture "
    "security justice treasury campaign parliamentary supreme crown majority minority republican democratic"
)
"""Titles that in lower case are mostly other words: "a major port"."""


def _checked(tokens: Sequence[Word], first: int, last: int, known: Names) -> Source | None:
    """Return the name at `first`..`last`, or what it is only a part of: "a spokesman for Reyes"."""
    before = tokens[first - 1].lower if first > 0 else ""
    if before in {"and", "&", "or"} and first > 1 and (tokens[first - 2].capital or tokens[first - 2].text == ","):
        pair = Span(tokens[first - 2].start, tokens[last].end)
        return Source(pair, Shape.DESCRIPTION) if is_name_word(tokens[first - 2], known) else None
    place = first - 1
    while place > max(-1, first - 4) and tokens[place].letters and not _opens_clause(tokens[place], known):
        place -= 1
    if any(word.lower.endswith("ed") for word in tokens[place + 1 : first]):
        # Brandt criticised Ana Reyes, said …: another verb has the name
        return None
    start = _name_start(tokens, place, known)
    if start is None or (start > 0 and tokens[start - 1].lower in _PREPOSITIONS):
        return _described(tokens, last, known)
    return Source(Span(tokens[start].start, tokens[last].end), Shape.NAME)


def _name_start(tokens: Sequence[Word], place: int, known: Names) -> int | None:
    """Return where a name begins with all that belongs to it, from the word that stands before that."""
    if place < 0 or not tokens[place].letters or tokens[place].lower in _CLAUSE_OPENERS:
        # White House press secretary Ana Reyes: the words before the name are hers
        return place + 1
    if tokens[place].possessive:
        return _owner(tokens, place, known)
    return place if tokens[place].lower in _DETERMINERS else None


def _opens_clause(word: Word, known: Names) -> bool:
    return word.possessive or word.lower in _CLAUSE_OPENERS | _DETERMINERS | _PREPOSITIONS or word.lower in known.days


_CLAUSE_OPENERS = listed(
    "that and but as when while if because where which what how why since although though so after before said says "
    "whether until once then however meanwhile also day week year ago later earlier monday tuesday wednesday thursday "
    "friday saturday sunday today yesterday"
)
"""After one of these, or at a sentence's start, a name may be a subject: "… that Reyes said"."""


def _described(tokens: Sequence[Word], last: int, known: Names) -> Source | None:
    """Return the description that ends at `last`: "the head of the union", "Vellin officials"."""
    first: int | None = None
    place = last
    while place >= 0 and last - place < _LONGEST and _may_belong(tokens[place], inner=place != last):
        start = _phrase_start(tokens, place, known)
        if start is not None:
            first = start
            before = tokens[first - 1].lower if first > 0 else ""
            if before in _DETERMINERS:
                first -= 1
                before = tokens[first - 1].lower if first > 0 else ""
            if before not in _PREPOSITIONS:
                break
            place = first - 1
        place -= 1
    if first is None or (first > 0 and tokens[first - 1].lower in _PREPOSITIONS):
        return None
    if not _may_speak(tokens[first : last + 1], known):
        return None
    return Source(Span(tokens[first].start, tokens[last].end), Shape.DESCRIPTION)


def _may_belong(word: Word, *, inner: bool) -> bool:
    return (word.letters or word.text in {"-", "."}) and not (inner and word.lower in _VERBS)


def _phrase_start(tokens: Sequence[Word], place: int, known: Names) -> int | None:
    """Return where a noun phrase begins whose determiner, owner or plural stands at `place`."""
    word = tokens[place]
    if word.possessive:
        return _owner(tokens, place, known)
    if word.lower in _DETERMINERS:
        return place
    if word.lower not in known.people:
        return None
    while place > 0 and _is_modifier(tokens[place - 1], known):
        place -= 1
    return place


def _owner(tokens: Sequence[Word], place: int, known: Names) -> int:
    """Return where the owner's name begins: at "Ana" in "Ana Reyes's lawyer"."""
    while place > 0 and is_name_word(tokens[place - 1], known) and not tokens[place - 1].possessive:
        place -= 1
    return place - 1 if place > 0 and tokens[place - 1].lower in {"the", "a", "an"} else place


def _is_modifier(word: Word, known: Names) -> bool:
    return word.letters and (
        word.lower
        in {
            "senior",
            "local",
            "top",
            "former",
            "western",
            "eastern",
            "state",
            "military",
            "union",
            "health",
            "federal",
            "government",
            "foreign",
            "law",
            "enforcement",
            "security",
            "party",
            "court",
            "police",
        }
        or is_name_word(word, known)
    )


def _may_speak(tokens: Sequence[Word], known: Names) -> bool:
    """Say whether the head of the phrase can speak: "the head of the union" can, "the day of the strike" cannot."""
    joint = next((p for p, word in enumerate(tokens) if p and word.lower in _PREPOSITIONS), len(tokens))
    head = tokens[joint - 1]
    heads = _heads(known)
    plural = head.lower.endswith("s") and head.lower[:-1] in heads
    return head.lower in heads or plural or (head.text.isupper() and len(head.text) > 1)


def _heads(known: Names) -> frozenset[str]:
    return known.people | known.titles | known.bodies | _SPEAKING


_SPEAKING = listed(
    "man woman boy girl mother father son daughter brother sister wife husband friend neighbour neighbor aide "
    "ally adviser advisor official source spokesman spokeswoman spokesperson lawyer attorney prosecutor judge "
    "soldier officer expert scientist researcher analyst author writer teacher student doctor nurse worker owner "
    "founder resident voter witness victim survivor politician lawmaker diplomat envoy minister leader statement "
    "report letter document memo study paper article editorial post tweet message sign banner manager executive "
    "player rival opponent counterpart colleague citizen campaigner activist pilot driver farmer businessman "
    "businesswoman journalist reporter correspondent editor historian economist candidate nominee mayor king "
    "queen prince pope bishop priest rabbi imam billionaire magnate star actor actress singer artist coach "
    "captain chairman chairwoman lady person crowd complaint lawsuit filing ruling indictment investor banker "
    "trader observer couple pair trio family public"
)


def _antecedent(tokens: Sequence[Word], who: int, known: Names) -> Source | None:
    place = who - 1
    if place >= 0 and tokens[place].text == ",":
        place -= 1
    if place < 0 or not is_name_word(tokens[place], known):
        return None
    found = _phrase_ending(tokens, place, known)
    return found if found and found.shape is Shape.NAME else None


def _apposed(tokens: Sequence[Word], comma: int, known: Names) -> Source | None:
    """Return the subject before a comma: Ana Reyes, the minister for ports, [said]."""
    start = comma
    while start > 0 and tokens[start - 1].text not in {GAP, ";", ":", "(", ")"} and comma - start < 5 * _LONGEST:
        start -= 1
    parts: list[tuple[int, int]] = []
    first = start
    for place in range(start, comma + 1):
        if tokens[place].text in {",", "–", "—", "-"}:
            if place > first:
                parts.append((first, place - 1))
            first = place + 1
    for number, (begin, last) in enumerate(parts):
        first = begin
        while first <= last and tokens[first].lower in _CONJUNCTIONS | _SUBORDINATORS:
            first += 1
        opening = tokens[first].lower if first <= last else ""
        if first > last or opening in _INTRODUCERS or opening.endswith(("ing", "ly")):
            continue
        if not all(_is_apposition(tokens, apposed, known) for apposed in parts[number + 1 :]):
            continue
        found = _subject_of(tokens, first, last, parts[number + 1 :], known)
        if found is not None:
            return found
    return None


def _is_apposition(tokens: Sequence[Word], part: tuple[int, int], known: Names) -> bool:
    """Say whether words between commas stand beside a name, "the minister for ports" or "56", and are no list."""
    first, last = part
    opening = tokens[first]
    if opening.lower in _SUBORDINATORS | _CONJUNCTIONS:
        return False
    if opening.lower in _DETERMINERS | {"the", "who", "which", "whose"} or not opening.capital:
        return True
    return all(is_name_word(word, known) or word.text == "." for word in tokens[first : last + 1])


def _subject_of(
    tokens: Sequence[Word], first: int, last: int, apposed: Sequence[tuple[int, int]], known: Names
) -> Source | None:
    head = tokens[first : last + 1]
    if len(head) > _LONGEST or any(word.lower in _VERBS for word in head[1:]):
        return None
    found = _phrase_ending(tokens, last, known)
    if found is None or found.span.start > tokens[first].start:
        return None
    if apposed and found.shape is Shape.DESCRIPTION:
        start, end = apposed[0]
        if all(is_name_word(word, known) or word.text == "." for word in tokens[start : end + 1]):
            return Source(Span(found.span.start, tokens[end].end), Shape.NAME)
    return found


def source_after(tokens: Sequence[Word], after: int, known: Names) -> Source | None:
    """Return the subject that stands right after a cue, from `tokens[after]` on: "...", said [Ana Reyes]."""
    if after >= len(tokens):
        return None
    first = after
    if tokens[first].lower in PRONOUNS and tokens[first].text != "US":
        return Source(Span(tokens[first].start, tokens[first].end), Shape.PRONOUN)
    last = first
    while last < len(tokens) and last - first < _LONGEST and _inside(tokens, last, first, known):
        last += 1
    last -= 1
    while last >= first and not tokens[last].letters:
        last -= 1
    return _phrase_after(tokens, first, last, known) if last >= first else None


def _phrase_after(tokens: Sequence[Word], first: int, last: int, known: Names) -> Source | None:
    span = Span(tokens[first].start, tokens[last].end)
    if is_name_word(tokens[last], known) and _ends_with_holder(tokens, first, last, known):
        return Source(span, Shape.NAME)
    named = _apposed_after(tokens, last + 1, known)
    if named is not None:
        return Source(Span(span.start, tokens[named].end), Shape.NAME)
    may_speak = _may_speak(tokens[first : last + 1], known) or tokens[first].lower in _DETERMINERS
    return Source(span, Shape.DESCRIPTION) if may_speak else None


def _ends_with_holder(tokens: Sequence[Word], first: int, last: int, known: Names) -> bool:
    """Say whether a phrase that ends with a name means its holder, not "a spokesman for Reyes"."""
    joints = [place for place in range(first, last) if tokens[place].lower in {"of", "for"}]
    return all(_joins_name(tokens, place, known) for place in joints)


def _inside(tokens: Sequence[Word], place: int, first: int, known: Names) -> bool:
    word = tokens[place]
    if word.text == ".":
        return place > first and tokens[place - 1].end == word.start and _is_abbreviation(tokens, place, known)
    if not word.letters or word.text == GAP:
        return False
    if word.lower in known.days or word.lower in _VERBS | {
        "when",
        "after",
        "before",
        "during",
        "while",
        "as",
        "last",
        "this",
    }:
        return False
    if word.lower in {"of", "for"}:
        return place > first and (not is_name_word(tokens[place - 1], known) or _joins_name(tokens, place, known))
    return word.lower not in _PREPOSITIONS | {"as", "than", "and", "but", "later", "today", "yesterday", "earlier"}


def _is_abbreviation(tokens: Sequence[Word], place: int, known: Names) -> bool:
    return tokens[place - 1].lower in known.titles and place + 1 < len(tokens) and tokens[place + 1].capital


def _apposed_after(tokens: Sequence[Word], comma: int, known: Names) -> int | None:
    """Return where the name ends that a comma sets beside a description: said the minister, [Ana Reyes]."""
    if comma >= len(tokens) or tokens[comma].text != ",":
        return None
    last = comma + 1
    while last < len(tokens) and is_name_word(tokens[last], known) and not tokens[last].possessive:
        last += 1
    closed = last >= len(tokens) or tokens[last].text in {",", ".", GAP, ";"}
    return last - 1 if last > comma + 1 and closed else None


def opening_subject(tokens: Sequence[Word], known: Names) -> Source | None:
    """Return the subject with which a sentence opens, where that is plain: "On Friday, [Reyes] met the union"."""
    first = _after_introduction(tokens, known)
    if first is None or first >= len(tokens) or tokens[first].text == GAP:
        return None
    if tokens[first].lower in PRONOUNS and tokens[first].text != "US":
        return Source(Span(tokens[first].start, tokens[first].end), Shape.PRONOUN)
    return _leading(tokens, first, known)


def _after_introduction(tokens: Sequence[Word], known: Names) -> int | None:
    first = 0
    for _ in range(4):
        while first < len(tokens) and tokens[first].lower in _CONJUNCTIONS | {","}:
            first += 1
        if first >= len(tokens):
            return None
        opening = tokens[first].lower
        if opening not in _INTRODUCERS and not (opening.endswith("ing") and tokens[first].letters):
            return first
        comma = next((p for p in range(first, min(len(tokens), first + 40)) if tokens[p].text == ","), None)
        if comma is None:
            return None
        first = comma + 1
        apposed = _apposed_after(tokens, comma, known)
        if apposed is not None and apposed + 2 < len(tokens) and is_name_word(tokens[apposed + 2], known):
            # In remarks to the editor, Ana Reyes, Brandt said
            first = apposed + 2
    return first


def _leading(tokens: Sequence[Word], first: int, known: Names) -> Source | None:
    last = first
    start = first + 1 if tokens[first].lower in _DETERMINERS else first
    place = start
    while place < len(tokens) and place - first < _LONGEST and _joins_name(tokens, place, known):
        place += 1
    last = place - 1
    following = tokens[place] if place < len(tokens) else None
    if last < start or (following is not None and (following.possessive or following.lower in _heads(known))):
        return None
    if not is_name_word(tokens[last], known):
        named = _apposed_after(tokens, last + 1, known)
        if named is not None:
            return Source(Span(tokens[first].start, tokens[named].end), Shape.NAME)
        return Source(Span(tokens[first].start, tokens[last].end), Shape.DESCRIPTION)
    return Source(Span(tokens[first].start, tokens[last].end), Shape.NAME)
