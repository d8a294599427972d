"""What does a phrase of a lexicon match? Words, any form of a verb, classes of verbs, short gaps: no regular expressions.

A phrase is tried only where its first word stands and reaches over a few words, so reading stays linear in the text.
"""  # noqa: E501

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


def forms(verb: str) -> frozenset[str]:
    """Return the forms of a verb by the regular rules: deny, denies, denied, denying."""
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
def load_classes(folder: Path | None = None) -> Mapping[str, frozenset[str]]:
    """Return the word classes of `deeds.yaml` with all forms of their verbs; raise `LexiconError`."""
    path = (folder or shipped()) / "deeds.yaml"
    classes = {}
    for name, listed in read_fields(path).items():
        if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed):
            remedy = "write a list of words; put quotes around yes, no, on and off"
            raise LexiconError([Problem(where=str(path), what=f"{name} is not a list of words", remedy=remedy)])
        plain = name in {"measures", "future", "future-or-would"}
        found: set[str] = set()
        for item in listed:
            verb, *irregular = normal(item).split("/")
            found |= {verb, *irregular} if plain else {*forms(verb), *irregular}
        classes[str(name)] = frozenset(found)
    return classes


def compile_phrase(text: str, classes: Mapping[str, frozenset[str]]) -> Phrase:
    """Return a phrase ready to match; raise `ValueError`, in an editor's words, for one that cannot be read."""
    steps = []
    for part in text.split():
        optional = part.startswith("(") and part.endswith(")")
        bare = part[1:-1] if optional else part
        if bare == "...":
            steps.append(Step(frozenset()))
        elif bare.startswith("<") and bare.endswith(">"):
            if bare[1:-1] not in classes:
                message = f"{bare} is no class in deeds.yaml; known are {', '.join(sorted(classes))}"
                raise ValueError(message)
            steps.append(Step(classes[bare[1:-1]], optional))
        elif bare.startswith("~"):
            verb, *irregular = normal(bare[1:]).split("/")
            steps.append(Step(forms(verb) | set(irregular), optional))
        else:
            steps.append(Step(frozenset(normal(bare).split("/")), optional))
    if not steps or not steps[0].words or steps[0].optional or not steps[-1].words:
        message = f"{text!r} must begin with a word that cannot be missing, and end with a word"
        raise ValueError(message)
    return Phrase(text=text, steps=tuple(steps))


def normal(word: str) -> str:
    """Return a word as it is compared: in lower case, with a straight apostrophe."""
    return word.replace("’", "'").lower()


def spread(tokens: Sequence[Word]) -> list[Word]:
    """Return the words to match in: no quotation marks, and "we'll" as two words."""
    found: list[Word] = []
    for token in tokens:
        text = normal(token.text)
        if text in {'"', "“", "”", "„", "«", "»", "'", "‘", "``"}:
            continue
        ending = next((end for end in ("'ll", "'d") if text.endswith(end) and len(text) > len(end)), None)
        if ending is None:
            found.append(token._replace(lower=normal(token.lower)))
        else:
            middle = token.end - len(ending)
            head = text[: -len(ending)]
            found.append(Word(token.start, middle, token.text[: -len(ending)], token.text[: -len(ending)], head))
            found.append(Word(middle, token.end, token.text[-len(ending) :], token.text[-len(ending) :], ending))
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
