"""Where does the clause begin whose verb a cue is, and into which parts do commas part it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefs.extractors.nounphrases import GAP, PREPOSITIONS, RELATIVES, VERBS
from briefs.language.words import is_adverb, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.language.words import Word
    from briefs.speakers.mentions import Names

_HELPERS = listed(
    "has have had is was were also later then further just always often still even only first today yesterday earlier "
    "never ever now soon additionally too all both himself herself themselves itself did does do once again long "
    "simply tonight already however nonetheless nevertheless meanwhile therefore thus instead though indeed perhaps"
)
_WHEN = listed("on last this early late in morning afternoon evening night week month year weekend")
INTRODUCERS = PREPOSITIONS | listed(
    "as than after before when while if since although though because despite during following amid once unless "
    "until asked speaking whether given according late early next hours days weeks months years"
)
CONJUNCTIONS = listed("but and yet so however meanwhile overall still then also later separately instead nor or")
SUBORDINATORS = listed(
    "although though while whereas because that if when as where what how why whether since until unless before after "
    "once"
)
ASIDES = frozenset({",", "–", "—", "-"})
_REACH = 60
"""Words over which a clause is read back."""


def skip_helpers(tokens: Sequence[Word], place: int, known: Names) -> int:
    """Return where the words end that stand before a verb and its helpers: Reyes [on Monday once again had] said."""
    while place >= 0:
        lower = tokens[place].lower
        if lower in _HELPERS or is_adverb(tokens[place]):
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


def clause_start(tokens: Sequence[Word], last: int, *, across: bool = False) -> int:
    """Return where the clause begins that ends at `last`: after a quotation, a colon, or "that".

    `across` what stands between commas: an official, who spoke because he was asked, [said].
    """
    place = last
    while place >= 0 and last - place < _REACH:
        word = tokens[place]
        if word.text in {GAP, ";", ":", "(", ")"}:
            return place + 1
        opens = (
            not across and word.lower in SUBORDINATORS and not (word.lower == "that" and _is_relative(tokens, place))
        )
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
    "acknowledged admitted showed shows stated states thought thinks knew knows hopes hope hoped feared concluded "
    "concludes explained explains revealed reveals stressed saying adding arguing claiming warning noting fact concern "
    "concerns concerned clear evidence idea news view belief reporters so is was it found denied denies complained "
    "predicted promised vowed pledged threatened agreed recalled replied means mean meant given provided"
)


def parts_of(tokens: Sequence[Word], first: int, last: int) -> list[tuple[int, int]]:
    """Return the stretches between commas and dashes, without the conjunctions that open them."""
    parts = []
    begin = first
    for place in range(first, last + 2):
        if place > last or tokens[place].text in ASIDES:
            while begin < place and tokens[begin].lower in CONJUNCTIONS:
                begin += 1
            if begin < place and not all(_is_adverbial(word) for word in tokens[begin:place]):
                parts.append((begin, place - 1))
            begin = place + 1
    return parts


def _is_adverbial(word: Word) -> bool:
    """Say whether a word between commas is no phrase of its own: Reyes, [however], said."""
    return is_adverb(word) or not word.letters or word.lower in _HELPERS or word.lower in CONJUNCTIONS


def introduces(tokens: Sequence[Word], place: int, known: Names) -> bool:
    """Say whether a part opens with a preposition or a time: [In Vellin], [last week]; this official does not."""
    word = tokens[place]
    following = tokens[place + 1].lower if place + 1 < len(tokens) else ""
    timed = word.lower in {"last", "this", "earlier", "later"} and (following in _WHEN or following in known.days)
    return word.lower in INTRODUCERS or word.lower in known.days or timed or word.lower in {"earlier", "later"}


def after_verb(tokens: Sequence[Word], first: int, last: int) -> int:
    """Return where the subject begins after another clause's verb: "The complaint claims [Winner] admitted"."""
    for place in range(last, first, -1):
        if tokens[place].lower in VERBS and not tokens[place].capital:
            relative = any(word.lower in RELATIVES for word in tokens[first:place])
            that = place + 1 < last and tokens[place + 1].lower == "that"
            return first if relative else place + 1 + that
    return first
