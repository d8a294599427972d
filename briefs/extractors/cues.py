"""Which words attribute? The cues of `config/lexicons/cues.yaml`, found in a reporter's sentence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from briefs.document import Span
from briefs.extractors.lexicon import LexiconError, read_entries, shipped
from briefs.extractors.nounphrases import GAP
from briefs.language.words import listed
from briefs.statement import Manner

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from briefs.errors import Problem
    from briefs.language.words import Word

CLAUSE, PHRASE = "clause", "phrase"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One form of a cue."""

    words: tuple[str, ...]
    takes: str
    """`clause` or `phrase`."""
    object: bool
    beside: bool
    """Counts only right beside a quotation, since elsewhere it is no speech: "talks continued"."""
    unless: tuple[str, ...]
    """Words after which it is none: "responded to"."""
    manner: Manner
    example: str

    @property
    def participle(self) -> bool:
        """Say whether it hangs on another verb's subject: "saying"."""
        return self.words[0].endswith("ing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A cue where it stands: the words `first` up to `end` of a frame."""

    cue: Cue
    first: int
    end: int
    span: Span


@cache
def load_cues(folder: Path | None = None) -> Mapping[str, tuple[Cue, ...]]:
    """Return the cues by their first word, the longest first; raise `LexiconError` for all mistakes together."""
    by_word: dict[str, list[Cue]] = {}
    problems: list[Problem] = []
    for entry in read_entries((folder or shipped()) / "cues.yaml"):
        try:
            entry.only(("words", "takes", "object", "beside", "unless", "manner", "example"))
            for form in entry.text("words").strip("/ ").split("/"):
                cue = Cue(
                    words=tuple(form.lower().split()),
                    takes=entry.choice("takes", (CLAUSE, PHRASE)),
                    object=entry.flag("object"),
                    beside=entry.flag("beside"),
                    unless=entry.texts("unless"),
                    manner=Manner(entry.choice("manner", [manner.value for manner in Manner])),
                    example=entry.text("example"),
                )
                by_word.setdefault(cue.words[0] if cue.words else "", []).append(cue)
        except LexiconError as mistake:
            problems += mistake.problems
    if problems:
        raise LexiconError(problems)
    return {word: tuple(sorted(cues, key=lambda cue: -len(cue.words))) for word, cues in by_word.items()}


_NOUN_BEFORE = listed("a an the his her its their this that these those no any some of in my our your")
_NEGATIONS = frozenset({"not", "never", "n't", "cannot", "to"})
_OPEN = listed("could would should might may must will can")


def find_cues(tokens: Sequence[Word], cues: Mapping[str, tuple[Cue, ...]]) -> list[Found]:
    """Return the cues among a frame's words, in reading order.

    A noun is none, "his claim", nor is what somebody did not say or has yet to say: "declined to say", "would call it".
    """
    found: list[Found] = []
    place = 0
    while place < len(tokens):
        cue = next(
            (
                cue
                for cue in cues.get(tokens[place].lower, ())
                if [word.lower for word in tokens[place : place + len(cue.words)]] == list(cue.words)
            ),
            None,
        )
        if cue is None or not _is_verb(tokens, place, cue):
            place += 1
            continue
        end = place + len(cue.words)
        if cue.object:
            end = _after_object(tokens, end)
        found.append(Found(cue=cue, first=place, end=end, span=Span(tokens[place].start, tokens[end - 1].end)))
        place = end
    return found


def _is_verb(tokens: Sequence[Word], place: int, cue: Cue) -> bool:
    if cue.words == ("according", "to"):
        return True
    word = tokens[place]
    named = word.capital and place > 0 and tokens[place - 1].letters
    after = tokens[place + len(cue.words)].lower if place + len(cue.words) < len(tokens) else ""
    owned = place > 0 and tokens[place - 1].possessive
    if word.possessive or named or owned or after in cue.unless:
        return False
    before = [earlier.lower for earlier in tokens[max(0, place - 3) : place]]
    if not before:
        # "Asked about it, Reyes said": Reyes was asked.
        return cue.participle or (cue.words[0] in _OPENING and len(tokens) > place + 1)
    relative = before[-1] == "that" and cue.words[0].endswith("ed")
    noun = before[-1] in _NOUN_BEFORE and not cue.participle and not relative
    unsaid = any(earlier in _NEGATIONS or earlier.endswith(("n't", "n’t")) for earlier in before[-2:])
    passive = before[-1] in _PASSIVE and not cue.participle
    joined = "and" in [earlier.lower for earlier in tokens[max(0, place - 5) : place]]
    misread = _is_base(cue.words[0]) and not joined and not _takes_base(tokens[place - 1])
    open_ = before[-1] in _OPEN and not tokens[place - 1].capital
    followed = cue.words[0].endswith("s") and after in _PASSIVE | {"have", "had", "has"}
    return not (noun or unsaid or passive or misread or followed or open_)


_OPENING = frozenset({"said", "wrote", "added", "tweeted"})
"""Verbs with which a sentence may open: Said Reyes: “…”"""

_IRREGULAR = listed("said told wrote thought felt spoke put read swore quoth went according")


def _is_base(verb: str) -> bool:
    """Say whether a verb stands in its bare form, as after "they": call, state, report."""
    return verb not in _IRREGULAR and not verb.endswith(("ed", "s", "ing"))


def _takes_base(before: Word) -> bool:
    """Say whether a bare verb may follow: they call, officials say, people who claim; not "the US state department"."""
    plural = before.lower.endswith("s") and not before.lower.endswith(("ss", "us", "is")) and not before.possessive
    return plural or before.lower in _PLURALS or before.text in {GAP, ","} or before.lower.endswith("ly")


_PLURALS = listed("they we i you who people police men women others many some both and also still even often to media")


_PASSIVE = listed("is are was were be been being")


def _after_object(tokens: Sequence[Word], place: int) -> int:
    """Return where the words end that name who was told: reporters, the BBC, an economic forum in Vellin."""
    start = place
    stop = min(len(tokens), start + _LONGEST_OBJECT + 1)
    while place < stop and tokens[place].letters and tokens[place].lower not in _STOPS:
        place += 1
    return place if place - start <= _LONGEST_OBJECT else start


_LONGEST_OBJECT = 3
"""Words that name who was told: The Associated Press."""


_STOPS = listed("that on in at how why what he she it they we i there after before during to if when")
