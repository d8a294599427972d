"""What did somebody mean who typed a line? `troops speaker:"Ana Reyes" since:2w`, forgivingly.

Phones curl quotation marks, people put a space after a colon or write `=`, and a colon also stands in "10:30" and in
"re: tariffs". What can be meant is taken; what cannot is told in one sentence. Time grows with the line, never faster.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches

from bot.commands.days import read_day
from bot.commands.registry import Command, Option, Takes
from bot.problems import MisaskedError
from bot.settings.timing import TimingError
from briefs.folding import fold

LONGEST = 300
"""Characters of one option: more than anybody remembers of a quotation, and less than an article."""

_NEAR = 0.8
"""How much alike a mistyped name must be to be recognised: "speeker" is, "from" is no "form"."""

_SLIP = 3
"""Letters that a mistyped name is short of or has too many, and one more."""

_NAMED = re.compile(
    r"""
    (?P<name> [^\W\d_]++ )      # letters: 10:30 names nothing
    (?P<apart> \s*+ )
    [:=]
    """,
    re.VERBOSE,
)
_GAP = re.compile(r"\s*+")
_RUN = re.compile(r"\S++")
_MARKS = '"“”„‟«»＂'
"""Any of these opens a phrase at the start of a word, and the next one closes it, whatever a phone made of the pair."""
_MARK = re.compile(f"[{_MARKS}]")
_OPENS_SINGLE = "'‘‚’"
_CLOSES_SINGLE = re.compile(r"['’‘](?!\S)")
"""At the end of a word only: the apostrophe in O'Neill closes nothing."""
_STRAY = ",;"
"""What may follow a value in a list of options: speaker:Reyes, since:2w."""


def parse(text: str, command: Command) -> dict[str, str]:
    """Return the options that `text` gives to `command`, by name; raise `MisaskedError`.

    Words without a name go to the option that takes them, phrases in straight quotation marks. A value is one word or
    stands in quotation marks; a command without an option for words takes all up to the next name.
    """
    line = _Line(text=text, command=command)
    while not line.ends():
        name = line.name()
        if name is None:
            line.words.append(line.word())
        elif name in line.options:
            message = f"“{name}” is given twice; once is enough."
            raise MisaskedError(message)
        else:
            line.options[name] = line.value(name)
    if line.words and command.words is None:
        message = f"/{command.name} has no use for “{_clipped(' '.join(line.words))}”; {_known(command)}."
        raise MisaskedError(message)
    if line.words and command.words:
        given = line.options.get(command.words)
        line.options[command.words] = " ".join((given, *line.words) if given else line.words)
    return line.options


def phrases(words: str) -> tuple[str, ...]:
    """Return single words, and what stands in quotation marks as one: `"close the strait" tariff`."""
    line = _Line(text=words, command=None)
    while not line.ends():
        line.words.append(line.word())
    return tuple(word.strip('"') for word in line.words if word.strip('"'))


def check(options: Mapping[str, str], command: Command, *, now: datetime) -> dict[str, str]:
    """Return the options as the handler takes them; raise `MisaskedError` for one that cannot be meant."""
    known = {option.name: option for option in command.options}
    checked = {}
    for name, given in options.items():
        option = known.get(name)
        if option is None:
            message = f"There is no option “{_clipped(name)}”; {_known(command)}."
            raise MisaskedError(message)
        value = " ".join(given.split())
        if len(value) > LONGEST:
            message = f"“{name}” is too long; give at most {LONGEST} characters."
            raise MisaskedError(message)
        if value:
            checked[name] = _checked(value, option, now)
    return checked


def _checked(value: str, option: Option, now: datetime) -> str:
    match option.takes:
        case Takes.DAY:
            try:
                read_day(value, now=now)
            except TimingError as cause:
                message = f"“{_clipped(value)}” is no day; {cause.remedy}."
                raise MisaskedError(message) from cause
        case Takes.CHOICE:
            choices = {fold(choice): choice for choice in option.choices}
            if fold(value) not in choices:
                message = f"“{option.name}” is {_either(option.choices)}, not “{_clipped(value)}”."
                raise MisaskedError(message)
            return choices[fold(value)]
        case Takes.TEXT:
            pass
    return value


@dataclass(slots=True, kw_only=True)
class _Line:
    """A line that is being read, from left to right; every character is looked at a few times at most."""

    text: str
    command: Command | None
    at: int = 0
    words: list[str] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)

    def ends(self) -> bool:
        """Skip what is empty and say whether anything is left."""
        gap = _GAP.match(self.text, self.at)
        self.at = gap.end() if gap else self.at
        return self.at >= len(self.text)

    def name(self) -> str | None:
        """Read the name of an option and its colon; None, and nothing is read, where no option is named."""
        found = _NAMED.match(self.text, self.at)
        if not found or self.command is None:
            return None
        name = found["name"].casefold()
        known = tuple(option.name for option in self.command.options)
        if name in known:
            self.at = found.end()
            return name
        near = None if found["apart"] else _near(name, known)
        if near:
            message = f"There is no option “{_clipped(found['name'])}”; did you mean “{near}”?"
            raise MisaskedError(message)
        return None

    def word(self) -> str:
        """Read a word, or a phrase: it comes in straight quotation marks."""
        if self.text[self.at] in _MARKS:
            return f'"{self._phrase()}"'
        start = self.at
        self.at = self._end_of_run()
        return self.text[start : self.at]

    def value(self, name: str) -> str:
        """Read what stands after a name."""
        if self.ends() or self._names_another():
            option = next(option for option in self.command.options if option.name == name) if self.command else None
            example = f", such as {_quoted(option.example)}" if option and option.example else ""
            message = f"“{name}:” needs a value{example}."
            raise MisaskedError(message)
        start = self.at
        first = self.text[start]
        if first in _MARKS:
            return self._phrase()
        if first in _OPENS_SINGLE and (closing := _CLOSES_SINGLE.search(self.text, start + 1)):
            self.at = closing.end()
            return self.text[start + 1 : closing.start()].strip()
        self.at = end = self._end_of_run()
        if self.command and self.command.words is None:
            while not self.ends() and not self._names_another():
                self.at = end = self._end_of_run()
        return self.text[start:end].rstrip(_STRAY)

    def _names_another(self) -> bool:
        before = self.at
        named = self.name() is not None
        self.at = before
        return named

    def _phrase(self) -> str:
        start = self.at + 1
        closing = _MARK.search(self.text, start)
        if closing is None:
            message = f"A quotation mark before “{_clipped(self.text[start:])}” does not close; add one at the end."
            raise MisaskedError(message)
        self.at = closing.end()
        return " ".join(self.text[start : closing.start()].split())

    def _end_of_run(self) -> int:
        run = _RUN.match(self.text, self.at)
        return run.end() if run else len(self.text)


def _near(name: str, known: Sequence[str]) -> str | None:
    """Return the option that a name of about the same length is a slip of the finger away from."""
    like = [option for option in known if abs(len(option) - len(name)) < _SLIP]
    return next(iter(get_close_matches(name, like, 1, _NEAR)), None)


def _known(command: Command) -> str:
    return f"it takes {_either([option.name for option in command.options], last='and')}"


def _either(names: Iterable[str], *, last: str = "or") -> str:
    *head, tail = names
    return f"{', '.join(head)} {last} {tail}" if head else tail


def _quoted(example: str) -> str:
    return f'"{example}"' if " " in example else example


def _clipped(text: str, most: int = 40) -> str:
    text = " ".join(text[: most * 2].split())
    return text if len(text) <= most else f"{text[: most - 1]}…"
