"""What does pydantic's complaint mean to an editor? What was found, and what to write, at a place of the tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from bot.settings.tree import Flaw, Mapping, Place, line_of
from bot.settings.values import closest, did_you_mean, shown


def explain(error: ValidationError, model: type[BaseModel], root: Mapping, at: Place) -> Iterator[Flaw]:
    """Yield a flaw for each thing that `error` says of the settings at the place `at` of the file."""
    told = error.errors(include_url=False)
    meant = {_meant(each["loc"], model) for each in told if each["type"] == "extra_forbidden"}
    for each in told:
        where = tuple(each["loc"])
        if each["type"] == "missing" and where in meant:
            continue  # it is there, misspelt
        what, remedy, where = _words(each["type"], each, model, where)
        place = (*at, *where)
        yield Flaw(line=line_of(root, place), place=place, what=what, remedy=remedy)


def _words(kind: str, each: Any, model: type[BaseModel], where: Place) -> tuple[str, str, Place]:
    match kind:
        case "setting":
            at = each["ctx"]["at"]
            return each["ctx"]["what"], each["ctx"]["remedy"], (*where, at) if at else where
        case "missing":
            key = str(where[-1])
            meaning = group_at(model, where[:-1]).model_fields[key].description
            return f'"{key}" is missing', f"add it: {meaning}", where[:-1]
        case "extra_forbidden":
            known = tuple(group_at(model, where[:-1]).model_fields)
            remedy = did_you_mean(str(where[-1]), known).strip() or f"known here: {', '.join(known)}"
            return "there is no such setting", remedy, where
        case "model_type":
            known = tuple(group_at(model, where).model_fields)
            what = f"{shown(each['input'])} stands where a group of settings belongs"
            return what, f"below it, indented: {', '.join(known)}", where
        case _:
            return str(each["msg"]), "see docs/configuration.md", where


def _meant(where: Place, model: type[BaseModel]) -> Place:
    """Return the place of the setting that an unknown one was probably meant to be."""
    close = closest(str(where[-1]), group_at(model, where[:-1]).model_fields)
    return (*where[:-1], close) if close else ()


def group_at(model: type[BaseModel], where: Place) -> type[BaseModel]:
    """Return the group of settings at `where` below `model`, which is there; a list's number is no step."""
    for step in where:
        if isinstance(step, str):
            (model,) = _groups_in(model.model_fields[step].annotation)
    return model


def _groups_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the group in an annotation: itself, in a list of it, or with None for none."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _groups_in(part)
