"""Whom does "he said" mean? The subject of what came before, when that is plain; otherwise nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefs.person import Ambiguous, PersonKind, Resolution, Resolved, Step, Unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.document import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Somebody who did or said something earlier in the article."""

    span: Span
    frame: int
    """The number of its sentence."""
    paragraph: int
    resolution: Resolution
    pronoun: str | None
    """`he` or `she` where name or title tells."""


_GROUPS = frozenset({PersonKind.STATE, PersonKind.BODY, PersonKind.GROUP})


def antecedent(pronoun: str, frame: int, paragraph: int, subjects: Sequence[Subject]) -> Resolution:
    """Return whom a pronoun means: the one fitting subject of the nearest sentence before it that has any.

    `subjects` are those that stand before it, in reading order. Sentences of the same paragraph come first, then those
    of the one before. Two fitting subjects in one sentence are ambiguous. A subject that the article only describes is
    carried on as such, a White House official, he; one that nobody could resolve ends the search, and nothing is
    guessed across it.
    """
    if pronoun == "i":
        return Unknown(reason="the writer speaks in the first person")
    nearest: list[Resolution] = []
    where: int | None = None
    for subject in reversed(subjects):
        if subject.frame > frame:
            continue
        if subject.paragraph < paragraph - 1 or (where is not None and subject.frame != where):
            break
        if _fits(pronoun, subject):
            nearest.append(subject.resolution)
            where = subject.frame
    return _agreed(nearest) or Unknown(reason=f"no one name stands clearly before “{pronoun}”")


def _agreed(nearest: Sequence[Resolution]) -> Resolution | None:
    """Return what the subjects of one sentence come to together."""
    people = {found.person.id: found for found in nearest if isinstance(found, Resolved)}
    if len(people) > 1:
        return Ambiguous(candidates=tuple(found.person for found in people.values()), step=Step.PRONOUN)
    first = nearest[0] if nearest else None
    if any(type(other) is not type(first) for other in nearest):
        return None
    match first:
        case Resolved():
            return Resolved(person=first.person, step=Step.PRONOUN, name=first.name)
        case Unknown(description=str()) if all(other == first for other in nearest):
            return first
        case Ambiguous() if len(nearest) == 1:
            return first
        case _:
            return None


def _fits(pronoun: str, subject: Subject) -> bool:
    """Say whether the pronoun may go back to the subject; what cannot be resolved may be anybody."""
    singular = pronoun in {"he", "she"}
    match subject.resolution:
        case Resolved(person=person):
            of_a_person = person.kind is PersonKind.PERSON
            return of_a_person and subject.pronoun in {None, pronoun} if singular else person.kind in _GROUPS
        case Unknown(description=str(description)):
            return not description.endswith("s") if singular else pronoun == "they"
        case _:
            return singular
