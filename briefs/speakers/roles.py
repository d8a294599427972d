"""Which office does somebody hold, by the words beside their name? "The Vellin president, Ana Reyes," and the like."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from briefs.language.words import folded, words

if TYPE_CHECKING:
    from briefs.speakers.mentions import Name, Names

_APPOSITION = 90
"""Characters within which an office stands beside its holder's name."""

_LONGEST = 8
"""Words of an office; more is a clause."""

ANOTHER = frozenset(
    {
        "former",
        "ex",
        "late",
        "then",
        "outgoing",
        "vice",
        "deputy",
        "assistant",
        "acting",
        "shadow",
        "elect",
        "under",
        "junior",
    }
)
"""Words that make another office of one: the vice president is not the president."""


def roles_beside(text: str, name: Name, known: Names) -> list[str]:
    """Return the offices that stand beside a name, folded: "the French president, Emmanuel Macron," and the like."""
    found = []
    if name.titles:
        found.append(" ".join(name.titles))
    before = words(text, max(0, name.span.start - _APPOSITION), name.span.start)
    while before and (before[-1].lower in name.titles or before[-1].text == "."):
        before.pop()
    apposed = bool(before) and before[-1].text == ","
    if apposed:
        before.pop()
    phrase: list[str] = []
    while before and before[-1].letters and len(phrase) < _LONGEST:
        word = before.pop()
        if word.lower in {"the", "a", "an"} or (not apposed and not _is_office_word(word.lower, known)):
            break
        phrase.insert(0, folded(word.stem))
        if word.possessive:
            break
    if phrase and phrase[-1] in known.titles - {"the", "of"}:
        found.append(" ".join([*phrase, *(name.titles if not apposed else ())]))
    found += _role_after(text, name, known)
    return [role for role in (" ".join(role.split()) for role in found) if role]


def _is_office_word(word: str, known: Names) -> bool:
    return word in known.titles or word in known.states


def _role_after(text: str, name: Name, known: Names) -> list[str]:
    after = words(text, name.span.end, min(len(text), name.span.end + _APPOSITION))
    if [word.text for word in after[:1]] != [","] or not after[1:]:
        return []
    phrase: list[str] = []
    for word in after[1:]:
        if not word.letters:
            break
        if word.lower not in {"the", "a", "an"}:
            phrase.append(folded(word.stem))
    else:
        return []
    heads = " ".join(phrase).split(" of ")[0].split(" for ")[0].split()
    return [" ".join(phrase)] if heads and heads[-1] in known.titles and after[1].lower != "who" else []


def head_of(role: str) -> str:
    """Return the word that says what an office is: `president` of `french president` and of `president of vellin`."""
    for joint in (" of ", " for ", " at ", " in "):
        role = role.split(joint, maxsplit=1)[0]
    return role.rsplit(maxsplit=1)[-1] if role else ""


def fills(role: str, office: str, known: Names) -> bool:
    """Say whether somebody with `role` is meant by `office`: `french president` by `president`, a former one not.

    A state counts under all of its names: the president of France is the French president.
    """
    if head_of(role) != head_of(office):
        return False
    has, wanted = _meant(role, known), _meant(office, known)
    return wanted <= has and not (has & ANOTHER) - wanted


def _meant(role: str, known: Names) -> set[str]:
    parts = role.split()
    joined = {f"{first} {second}" for first, second in pairwise(parts)}
    states = {folded(known.states[name]) for name in (*parts, *joined) if name in known.states}
    return states | {part for part in parts if part not in known.states and part not in _JOINTS}


_JOINTS = frozenset({"of", "the", "for", "in", "s"})
