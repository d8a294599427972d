"""Who stands beside a cue? The noun phrase that is its subject, before it or after it, or nothing.

The subject is the first noun phrase of the clause: in "An official in her office said" the official, not the office.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefs.document import Span
from briefs.extractors.nounphrases import (
    DETERMINERS,
    GAP,
    LONGEST,
    OBJECTS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    VERBS,
    Shape,
    Source,
    is_pronoun,
    is_speaking,
    joins_name,
    name_ending,
    read_phrase,
)
from briefs.language.words import listed
from briefs.speakers.mentions import is_name_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.language.words import Word
    from briefs.speakers.mentions import Names

__all__ = ["GAP", "PRONOUNS", "Shape", "Source", "name_ending", "opening_subject", "source_after", "source_before"]

_HELPERS = listed(
    "has have had is was were also later then further just always often still even only first today yesterday earlier "
    "never ever now soon additionally too all both himself herself themselves itself did does do once again long "
    "simply tonight already however nonetheless nevertheless meanwhile therefore thus instead though indeed perhaps have"
)
_WHEN = listed("on last this early late in morning afternoon evening night week month year weekend")
_INTRODUCERS = PREPOSITIONS | listed(
    "as than after before when while if since although though because despite during following amid once unless "
    "until asked speaking whether given according late early next hours days weeks months years"
)
_CONJUNCTIONS = listed("but and yet so however meanwhile overall still then also later separately instead nor or")
_SUBORDINATORS = listed(
    "although though while whereas because that if when as where what how why whether since until unless before after "
    "once"
)
_NOT_IN_A_NAME = VERBS | PREPOSITIONS | RELATIVES
_BEFORE_NOUNS = PREPOSITIONS | DETERMINERS
_OPENS_A_CLAUSE = _SUBORDINATORS | _CONJUNCTIONS
_OPENS_APPOSITION = DETERMINERS | RELATIVES
_REACH = 60
"""Words over which a clause is read back."""

_ASIDES = frozenset({",", "–", "—", "-"})
_INTRODUCTIONS = 4
"""Phrases that may stand before a sentence's subject."""


def source_before(tokens: Sequence[Word], cue: int, known: Names) -> Source | None:
    """Return the subject of the cue whose first word is `tokens[cue]`, from the words before it."""
    last = _skip_helpers(tokens, cue - 1, known)
    if last < 0 or tokens[last].text == GAP:
        return None
    if tokens[last].lower in {"who", "which", "that"}:
        return _antecedent(tokens, last, known)
    if is_pronoun(tokens[last]):
        return Source(Span(tokens[last].start, tokens[last].end), Shape.PRONOUN)
    beside = tokens[last].text in _ASIDES
    parts = _parts(tokens, _clause_start(tokens, last, across=beside), last)
    if not parts:
        return None
    return _apposed(tokens, parts, known) if beside else _in_last_part(tokens, parts, known)


def _skip_helpers(tokens: Sequence[Word], place: int, known: Names) -> int:
    """Return where the words end that stand before a verb and its helpers: Reyes [on Monday once again had] said."""
    while place >= 0:
        lower = tokens[place].lower
        if lower in _HELPERS or (lower.endswith("ly") and not tokens[place].capital):
            place -= 1
        elif lower in known.days:
            place -= 1
            while place >= 0 and (tokens[place].lower in _WHEN or tokens[place].text.isdigit()):
                place -= 1
        elif lower in {"week", "month", "year", "morning", "night"} and tokens[place - 1].lower in {"last", "this"}:
            place -= 2
        else:
            break
    return place


def _clause_start(tokens: Sequence[Word], last: int, *, across: bool = False) -> int:
    """Return where the clause begins that ends at `last`: after a quotation, a colon, or "that".

    `across` what stands between commas: an official, who spoke because he was asked, [said].
    """
    place = last
    while place >= 0 and last - place < _REACH:
        word = tokens[place]
        if word.text in {GAP, ";", ":", "(", ")"}:
            return place + 1
        opens = not across and word.lower in _SUBORDINATORS and not (word.lower == "that" and _is_relative(tokens, place))
        if opens and place < last:
            return place if word.lower in {"before", "after", "since", "until", "once", "as"} else place + 1
        place -= 1
    return place + 1


def _is_relative(tokens: Sequence[Word], that: int) -> bool:
    """Say whether "that" goes back to a noun, the union that sails, and does not report what a verb before it says."""
    before = tokens[max(0, that - 5) : that]
    return not any(word.lower in _BEFORE_THAT or word.lower.endswith("ed") for word in before)


_BEFORE_THAT = listed(
    "said says say told tells tell claimed claims claim added adds insisted insists believed believes believe noted "
    "notes argued argues announced announces confirmed confirms warned warns reported reports suggested suggests "
    "acknowledged admitted showed shows stated states thought thinks knew knows hopes hope hoped feared fears concluded "
    "concludes explained explains revealed reveals stressed saying adding arguing claiming warning noting fact concern "
    "concerns concerned clear evidence idea news view belief reporters so is was it found denied denies complained "
    "predicted promised vowed pledged threatened agreed recalled replied means mean meant given provided"
)


def _parts(tokens: Sequence[Word], first: int, last: int) -> list[tuple[int, int]]:
    """Return the stretches between commas and dashes, without the conjunctions that open them."""
    parts = []
    begin = first
    for place in range(first, last + 2):
        if place > last or tokens[place].text in _ASIDES:
            while begin < place and tokens[begin].lower in _CONJUNCTIONS:
                begin += 1
            if begin < place and not all(_is_adverbial(word) for word in tokens[begin:place]):
                parts.append((begin, place - 1))
            begin = place + 1
    return parts


def _is_adverbial(word: Word) -> bool:
    """Say whether a word between commas is no phrase of its own: Reyes, [however], said."""
    adverb = word.lower.endswith("ly") and not word.capital
    return adverb or not word.letters or word.lower in _HELPERS or word.lower in _CONJUNCTIONS


def _in_last_part(tokens: Sequence[Word], parts: Sequence[tuple[int, int]], known: Names) -> Source | None:
    """Return the subject that ends right before the verb: "On Friday, an official in her office [said]"."""
    first, last = parts[-1]
    first = _after_verb(tokens, first, last)
    if first > last:
        return None
    pair = _coordinated(tokens, first, last, known)
    if pair is not None:
        return pair
    joint = next((place for place in range(last, first, -1) if tokens[place].lower in {"and", "but", "or"}), None)
    if joint is not None:
        first = joint + 1
    if tokens[first].lower == "with":
        # … with Ana Reyes calling it a gift
        return read_phrase(tokens, first + 1, last, known)
    if _introduces(tokens[first], known):
        return _ending(tokens, first, last, known)
    return read_phrase(tokens, first, last, known)


def _introduces(word: Word, known: Names) -> bool:
    return word.lower in _INTRODUCERS or word.lower in known.days or word.lower in {"last", "this", "earlier", "later"}


def _after_verb(tokens: Sequence[Word], first: int, last: int) -> int:
    """Return where the subject begins after another clause's verb: "The complaint claims [Winner] admitted"."""
    for place in range(last, first, -1):
        if tokens[place].lower in VERBS and not tokens[place].capital:
            relative = any(word.lower in RELATIVES for word in tokens[first:place])
            that = place + 1 < last and tokens[place + 1].lower == "that"
            return first if relative else place + 1 + that
    return first


def _coordinated(tokens: Sequence[Word], first: int, last: int, known: Names) -> Source | None:
    """Return two names joined by "and", when nothing but they stands there: "Neufeld and Keck"."""
    joint = next((place for place in range(first, last) if tokens[place].lower in {"and", "&"}), None)
    if joint is None or joint == first:
        return None
    names = all(joins_name(tokens, place, known) for place in range(first, joint))
    if not names or not is_name_word(tokens[joint - 1], known):
        return None
    second = read_phrase(tokens, joint + 1, last, known)
    if second is None or second.shape is not Shape.NAME:
        return None
    return Source(Span(tokens[first].start, second.span.end), Shape.DESCRIPTION)


def _ending(tokens: Sequence[Word], first: int, last: int, known: Names) -> Source | None:
    """Return the noun phrase at the end of a part that begins otherwise: "In Vellin one adviser to the mayor"."""
    for place in range(first + 1, last + 1):
        before = tokens[place - 1].lower
        begins = tokens[place].lower in DETERMINERS or tokens[place].capital or tokens[place].lower in known.people
        determined = tokens[place].lower in DETERMINERS
        inside = before in _BEFORE_NOUNS or (not determined and joins_name(tokens, place - 1, known))
        if not begins or inside:
            continue
        found = read_phrase(tokens, place, last, known)
        if found is not None:
            return found
    if tokens[first].lower in PREPOSITIONS:
        return None
    whole = name_ending(tokens, last, known)
    return whole if whole is not None and tokens[first].start <= whole.span.start else None


def _antecedent(tokens: Sequence[Word], who: int, known: Names) -> Source | None:
    """Return whom "who" goes back to: Ana Reyes, who [said]."""
    last = who - 1
    if last >= 0 and tokens[last].text in _ASIDES:
        last -= 1
    if last < 0 or not tokens[last].letters:
        return None
    named = name_ending(tokens, last, known)
    before = next((word for word in reversed(tokens[:last]) if named and word.end <= named.span.start), None)
    inside = before is not None and before.lower in _BEFORE_NOUNS
    if named is not None and not inside:
        return named
    parts = _parts(tokens, _clause_start(tokens, last), last)
    found = _in_last_part(tokens, parts, known) if parts else None
    return found if found is not None and found.span.end == tokens[last].end else named


def _apposed(tokens: Sequence[Word], parts: Sequence[tuple[int, int]], known: Names) -> Source | None:
    """Return the subject before a comma: Ana Reyes, the minister for ports, [said]."""
    for number, (begin, last) in enumerate(parts):
        first = _after_verb(tokens, begin, last)
        opening = tokens[first].lower if first <= last else ""
        if first > last or opening.endswith(("ing", "ly")):
            continue
        beside = parts[number + 1 :]
        if not all(_is_apposition(tokens, part, known) for part in beside):
            continue
        if _introduces(tokens[first], known):
            found = _ending(tokens, first, last, known) if beside else None
        else:
            found = _coordinated(tokens, first, last, known) or read_phrase(tokens, first, last, known)
        if found is None:
            continue
        if found.shape is Shape.DESCRIPTION and beside and _is_name(tokens, _without_age(tokens, beside[0]), known):
            return Source(Span(found.span.start, tokens[beside[0][1]].end), Shape.NAME)
        return found
    return None


def _without_age(tokens: Sequence[Word], part: tuple[int, int]) -> tuple[int, int]:
    """Return the words after an age: [23-year-old] Ana Reyes."""
    aged = part[0] < part[1] and tokens[part[0]].lower.endswith("-year-old")
    return (part[0] + 1, part[1]) if aged else part


def _is_name(tokens: Sequence[Word], part: tuple[int, int], known: Names) -> bool:
    return all(joins_name(tokens, place, known) for place in range(part[0], part[1] + 1))


def _is_apposition(tokens: Sequence[Word], part: tuple[int, int], known: Names) -> bool:
    """Say whether words between commas stand beside a name, "the minister for ports" or "56", and are no list."""
    first, last = part
    opening = tokens[first]
    if opening.lower in _OPENS_A_CLAUSE:
        return False
    if opening.lower in _OPENS_APPOSITION or not opening.capital or _is_party_or_place(tokens, first, last):
        return True
    if _is_name(tokens, part, known) or is_speaking(tokens[last], known) or opening.lower in known.titles:
        return True
    return any(is_speaking(word, known) for word in tokens[first : min(last, first + 4)])


def _is_party_or_place(tokens: Sequence[Word], first: int, last: int) -> bool:
    """Say whether a short form stands there: R-Ariz., Mass."""
    letters = [word for word in tokens[first : last + 1] if word.letters]
    hyphened = tokens[first].text[:2] in {"R-", "D-", "I-"}
    return hyphened or (len(letters) == 1 and tokens[last].text == ".")


def source_after(tokens: Sequence[Word], after: int, known: Names) -> Source | None:
    """Return the subject that stands right after a cue, from `tokens[after]` on: "...", said [Ana Reyes]."""
    if after >= len(tokens):
        return None
    alone = after + 1 >= len(tokens) or not tokens[after + 1].letters
    if is_pronoun(tokens[after]) or (tokens[after].lower in OBJECTS and alone):
        return Source(Span(tokens[after].start, tokens[after].end), Shape.PRONOUN)
    last = after
    while last < len(tokens) and last - after < LONGEST and _inside(tokens, last, after, known):
        last += 1
    last -= 1
    while last >= after and not tokens[last].letters:
        last -= 1
    return _phrase_after(tokens, after, last, known) if last >= after else None


def _phrase_after(tokens: Sequence[Word], first: int, last: int, known: Names) -> Source | None:
    span = Span(tokens[first].start, tokens[last].end)
    joints = (place for place in range(first, last) if tokens[place].lower in {"of", "for"})
    holder = all(joins_name(tokens, place, known) for place in joints)
    if is_name_word(tokens[last], known) and tokens[last].lower not in known.people and holder:
        second = _joined_after(tokens, last, known)
        return Source(Span(span.start, second), Shape.DESCRIPTION) if second else Source(span, Shape.NAME)
    named = _apposed_after(tokens, last + 1, known)
    if named is not None:
        return Source(Span(span.start, tokens[named].end), Shape.NAME)
    found = read_phrase(tokens, first, last, known)
    if found is None:
        return None
    return Source(span, found.shape) if found.shape is Shape.DESCRIPTION else found


def _joined_after(tokens: Sequence[Word], last: int, known: Names) -> int | None:
    """Return where a second name ends that "and" joins to the first: said Neufeld [and Keck]."""
    if last + 2 >= len(tokens) or tokens[last + 1].lower not in {"and", "&"}:
        return None
    end = last + 2
    while end < len(tokens) and joins_name(tokens, end, known):
        end += 1
    named = end > last + 2 and is_name_word(tokens[end - 1], known)
    closed = end >= len(tokens) or not tokens[end].letters
    return tokens[end - 1].end if named and closed else None


def _inside(tokens: Sequence[Word], place: int, first: int, known: Names) -> bool:
    word = tokens[place]
    if word.text == ".":
        short = place > first and tokens[place - 1].end == word.start and tokens[place - 1].lower in known.titles
        return short and place + 1 < len(tokens) and tokens[place + 1].capital
    if not word.letters or word.text == GAP:
        return False
    if word.lower in known.days or word.lower in _NOT_IN_A_SUBJECT:
        return False
    if word.lower in {"of", "for"}:
        return place > first and (not is_name_word(tokens[place - 1], known) or joins_name(tokens, place, known))
    return word.lower not in PREPOSITIONS


_ENDS_SUBJECT = listed(
    "when after before during while as than and but or last this later today yesterday earlier recently adding because "
    "if"
)

_NOT_IN_A_SUBJECT = VERBS | RELATIVES | _ENDS_SUBJECT


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
    if is_pronoun(tokens[first]):
        return Source(Span(tokens[first].start, tokens[first].end), Shape.PRONOUN)
    return _leading(tokens, first, known)


def _after_introduction(tokens: Sequence[Word], known: Names) -> int | None:
    first = 0
    for _ in range(_INTRODUCTIONS):
        while first < len(tokens) and (tokens[first].lower in _CONJUNCTIONS or tokens[first].text in _ASIDES):
            first += 1
        if first >= len(tokens):
            return None
        opening = tokens[first].lower
        if opening not in _INTRODUCERS and not (opening.endswith(("ing", "ly")) and tokens[first].letters):
            return first
        comma = next((p for p in range(first, min(len(tokens), first + 40)) if tokens[p].text == ","), None)
        if comma is None:
            return None
        first = comma + 1
        apposed = _apposed_after(tokens, comma, known)
        following = tokens[apposed + 2] if apposed is not None and apposed + 2 < len(tokens) else None
        if following is not None and (
            is_name_word(following, known) or (is_pronoun(following) and following.lower != "who")
        ):
            # In remarks to the editor, Ana Reyes, Brandt said
            first = (apposed or 0) + 2
    return first


def _leading(tokens: Sequence[Word], first: int, known: Names) -> Source | None:
    """Return the noun phrase that begins at `first`: a name with its titles, or a description up to its head."""
    start = first + 1 if tokens[first].lower in DETERMINERS else first
    place = start
    while place < len(tokens) and place - first < LONGEST and joins_name(tokens, place, known):
        place += 1
    pair = _joined_after(tokens, place - 1, known) if place > start else None
    if pair is not None:
        return Source(Span(tokens[first].start, pair), Shape.DESCRIPTION)
    if place > start and is_name_word(tokens[place - 1], known) and not _goes_on(tokens, place, known):
        return Source(Span(tokens[first].start, tokens[place - 1].end), Shape.NAME)
    return _described(tokens, first, known)


def _goes_on(tokens: Sequence[Word], place: int, known: Names) -> bool:
    """Say whether a phrase goes on after a name: Reyes’s lawyer, Vellin officials."""
    if place >= len(tokens):
        return False
    following = tokens[place]
    return following.possessive or (is_speaking(following, known) and following.letters and following.lower not in VERBS)


def _described(tokens: Sequence[Word], first: int, known: Names) -> Source | None:
    last = None
    for place in range(first, min(len(tokens), first + LONGEST // 2)):
        word = tokens[place]
        ends = word.lower in DETERMINERS if place > first else False
        if not word.letters or word.text == GAP or word.lower in _NOT_IN_A_NAME or ends:
            break
        verb = word.lower.endswith("ed") or (word.lower.endswith("s") and last == place - 1 and not is_speaking(word, known))
        if verb and not word.capital and (last is not None or place > first + 1):
            break
        if is_speaking(word, known) and not word.possessive:
            last = place
    if last is None:
        return None
    after = last + 1
    while after < len(tokens) and joins_name(tokens, after, known):
        after += 1
    if after > last + 1 and is_name_word(tokens[after - 1], known) and not _goes_on(tokens, after, known):
        return Source(Span(tokens[first].start, tokens[after - 1].end), Shape.NAME)
    named = _apposed_after(tokens, _after_modifiers(tokens, last + 1), known)
    if named is not None:
        return Source(Span(tokens[first].start, tokens[named].end), Shape.NAME)
    return Source(Span(tokens[first].start, tokens[_with_body(tokens, last, known)].end), Shape.DESCRIPTION)


def _after_modifiers(tokens: Sequence[Word], place: int) -> int:
    """Return where the words end that go with a noun: the deputy chair [of the harbour council], …"""
    if place >= len(tokens) or tokens[place].lower not in {"of", "for", "in", "at"}:
        return place
    while place < len(tokens) and tokens[place].letters and tokens[place].lower not in VERBS:
        place += 1
    return place


def _with_body(tokens: Sequence[Word], last: int, known: Names) -> int:
    """Return where a description ends that names its body: analysts [at the Harbour Bank]."""
    place = last + 1
    if place >= len(tokens) or tokens[place].lower not in {"at", "of", "from", "with"}:
        return last
    place += 1
    if place < len(tokens) and tokens[place].lower == "the":
        place += 1
    end = place
    while end < len(tokens) and is_name_word(tokens[end], known):
        end += 1
    return end - 1 if end > place and not tokens[end - 1].possessive else last
