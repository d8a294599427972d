"""What does a phrase of a lexicon match? Words, any form of a verb, classes of words, short gaps.

No regular expressions: a phrase is tried only where its first word stands and reaches over a few words, so reading
stays linear in the text. The signs an editor may write are told at the head of `threats.yaml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from briefs.errors import Problem
from briefs.extractors.lexicon import LexiconError, read_fields, shipped
from briefs.language.words import Word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_GAP = 4
"""Words that `...` may stand for."""
_VERBS, _WORDS = "verbs", "words"
_MARKS = frozenset("\"“”„«»‘’'`‹›") | {"``", "''"}
_ENDINGS = ("'ll", "'d")
"""Endings that are words of their own: "we'll" is "we" and "'ll"."""


class Step(NamedTuple):
    """One place in a phrase: one of several words, or a gap where `words` is empty."""

    words: frozenset[str]
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A phrase as it is matched."""

    text: str
    """As the lexicon writes it."""
    steps: tuple[Step, ...]

    @property
    def first(self) -> frozenset[str]:
        """The words with which it may begin."""
        return self.steps[0].words


@dataclass(frozen=True, slots=True, kw_only=True)
class Classes:
    """The word classes of `deeds.yaml`."""

    words: Mapping[str, frozenset[str]]
    """Every form of every word, by the name of the class."""
    plain: Mapping[str, str]
    """The plain form of each verb's forms: struck is strike."""
    verbs: tuple[str, ...]
    """The names of the classes that hold verbs."""

    def of(self, word: str) -> tuple[str, ...]:
        """Return the classes of verbs that a word belongs to."""
        return tuple(name for name in self.verbs if word in self.words[name])


def forms(verb: str) -> frozenset[str]:
    """Return the forms of a verb by the regular rules: deny, denies, denied, denying.

    A last consonant may double, whether it does or not: "planned" and "helpped" are both listed, and only one is ever
    met.
    """
    endings = {verb, f"{verb}s", f"{verb}ed", f"{verb}ing"}
    if verb.endswith("e"):
        endings |= {f"{verb}d", f"{verb[:-1]}ing"}
    elif verb.endswith("y") and verb[-2:-1] not in "aeiou":
        endings |= {f"{verb[:-1]}ies", f"{verb[:-1]}ied"}
    elif verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        endings.add(f"{verb}es")
    else:
        endings |= {f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing"}
    return frozenset(endings)


@cache
def load_classes(folder: Path | None = None) -> Classes:
    """Return the word classes of `deeds.yaml`; raise `LexiconError` for all its mistakes together."""
    path = (folder or shipped()) / "deeds.yaml"
    found: dict[str, frozenset[str]] = {}
    plain: dict[str, str] = {}
    problems = []
    fields = read_fields(path)
    for part in (_VERBS, _WORDS):
        for name, listed in _named_lists(fields.get(part, {})):
            if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed):
                remedy = "write a list of words; put quotes around yes, no, on and off"
                problems.append(Problem(where=str(path), what=f"{part}: {name} is not a list of words", remedy=remedy))
                continue
            members: set[str] = set()
            for item in listed:
                bare, *irregular = normal(item).split("/")
                own = forms(bare) | set(irregular) if part == _VERBS else {bare, *irregular}
                members |= own
                if part == _VERBS:
                    plain |= {form: bare for form in own if form not in plain}
            found[name] = frozenset(members)
    if problems:
        raise LexiconError(problems)
    verbs = tuple(name for name, _ in _named_lists(fields.get(_VERBS, {})))
    return Classes(words=found, plain=plain, verbs=verbs)


def _named_lists(part: object) -> list[tuple[str, object]]:
    return [(str(name), listed) for name, listed in part.items()] if isinstance(part, dict) else []


def compile_phrase(text: str, classes: Mapping[str, frozenset[str]]) -> Phrase:
    """Return a phrase ready to match; raise `ValueError`, in an editor's words, for one that cannot be read."""
    steps = [_step(part, classes) for part in text.split()]
    if not steps or not steps[0].words or steps[0].optional or not steps[-1].words:
        message = f"{text!r} must begin with a word that cannot be missing, and end with a word"
        raise ValueError(message)
    return Phrase(text=text, steps=tuple(steps))


def _step(part: str, classes: Mapping[str, frozenset[str]]) -> Step:
    optional = part.startswith("(") and part.endswith(")")
    bare = part[1:-1] if optional else part
    if bare == "...":
        return Step(frozenset(), optional)
    if bare.startswith("<") and bare.endswith(">"):
        if bare[1:-1] not in classes:
            message = f"{bare} is no class in deeds.yaml; known are {', '.join(sorted(classes))}"
            raise ValueError(message)
        return Step(classes[bare[1:-1]], optional)
    if bare.startswith("~"):
        verb, *irregular = normal(bare[1:]).split("/")
        return Step(forms(verb) | set(irregular), optional)
    return Step(frozenset(normal(bare).split("/")), optional)


def normal(word: str) -> str:
    """Return a word as it is compared: in lower case, with a straight apostrophe."""
    return word.replace("’", "'").lower()


def spread(tokens: Sequence[Word]) -> list[Word]:
    """Return the words to match in: no quotation marks, and "we'll" as two words."""
    found: list[Word] = []
    for token in tokens:
        text = normal(token.text)
        if text in _MARKS:
            continue
        ending = next((end for end in _ENDINGS if text.endswith(end) and len(text) > len(end)), None)
        if ending is None:
            found.append(token._replace(lower=normal(token.lower)))
        else:
            middle = token.end - len(ending)
            head, tail = token.text[: -len(ending)], token.text[-len(ending) :]
            found.append(Word(token.start, middle, head, head, text[: -len(ending)]))
            found.append(Word(middle, token.end, tail, tail, ending))
    return found


def match(phrase: Phrase, tokens: Sequence[Word], place: int) -> int | None:
    """Return where a phrase ends that begins at `place`, or None."""
    return _match(phrase.steps, 0, tokens, place)


def _match(steps: Sequence[Step], step: int, tokens: Sequence[Word], place: int) -> int | None:
    if step == len(steps):
        return place
    here = steps[step]
    if not here.words:
        for skipped in range(_GAP + 1):
            end = _match(steps, step + 1, tokens, place + skipped)
            if end is not None:
                return end
            if place + skipped >= len(tokens) or not tokens[place + skipped].letters:
                return None
        return None
    if place < len(tokens) and tokens[place].lower in here.words:
        end = _match(steps, step + 1, tokens, place + 1)
        if end is not None:
            return end
    return _match(steps, step + 1, tokens, place) if here.optional else None
