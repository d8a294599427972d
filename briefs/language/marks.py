"""Where do quotation marks open and close? Pairs of marks, as facts; who says the words is not asked here.

One pass over the marks of each paragraph with a stack, so the time is linear in the text whatever the marks.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, assert_never

from briefs.document import Mark, Quotation, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_GLYPHS = re.compile(r"[“”„‟\"«»‹›‘’‚‛]|``|'+")

_FAMILY = {
    **dict.fromkeys('“”„‟"', Mark.DOUBLE),
    **dict.fromkeys("‘’‚‛'", Mark.SINGLE),
    **dict.fromkeys("«»‹›", Mark.GUILLEMETS),
    "``": Mark.TWO_SINGLES,
    "''": Mark.TWO_SINGLES,
}

_OPENING_NEIGHBOURS = frozenset("([{<-–—―/=…“„‟\"«‹»›‘‚'`")
_ELISION = re.compile(r"(?:\d\ds?|em|tis|twas|til|till|cause|bout|round|n|cos|cuz|neath|gainst)\b", re.IGNORECASE)
"""What an apostrophe at a word's start stands before: the '90s, rock 'n' roll, get 'em."""

_FEET = re.compile(r"\d['’′]\s?\d{1,2}$")


class _Glyph(NamedTuple):
    """One candidate mark and what its neighbours allow."""

    start: int
    end: int
    text: str
    can_open: bool
    can_close: bool

    @property
    def family(self) -> Mark:
        return _FAMILY[self.text]


@dataclass(slots=True)
class _Open:
    """A mark that waits for its partner."""

    glyph: _Glyph
    continued: bool = False


def find_quotations(text: str, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    """Return the quotations of `text` in reading order; each lies inside one paragraph.

    A quotation that its paragraph leaves open goes on where the next paragraph opens with the same kind of mark, as
    in a long speech printed in several paragraphs. Otherwise it is taken to the paragraph's end and marked as not
    balanced; single marks left open are apostrophes. A closing mark without partner is ignored, and so are inches:
    he is 6'2".
    """
    parts: list[list[Quotation]] = []
    carried: Mark | None = None
    for number, paragraph in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        pairing = _Pairing(text, paragraph, carried)
        expected = carried is not None
        carried = _continuation(text, following, pairing.outermost)
        here = pairing.close(continues=carried is not None)
        if not any(quotation.continues and quotation.outer.end == paragraph.end for quotation in here):
            # A mark with nothing behind it is no speech that could go on.
            carried = None
        if expected and not any(quotation.continued for quotation in here):
            parts[-1] = _ended(parts[-1])
        parts.append(here)
    found = (quotation for part in parts for quotation in part)
    return tuple(sorted(found, key=lambda quotation: (quotation.outer.start, quotation.depth)))


def _ended(part: Sequence[Quotation]) -> list[Quotation]:
    """Return a paragraph's quotations when the next one does not go on with them after all."""
    end = max(quotation.outer.end for quotation in part)
    open_ones = {quotation for quotation in part if quotation.continues and quotation.outer.end == end}
    kept = (quotation for quotation in part if quotation not in open_ones or quotation.mark is not Mark.SINGLE)
    return [dataclasses.replace(q, continues=False, balanced=False) if q in open_ones else q for q in kept]


def _continuation(text: str, following: Span | None, left_open: Mark | None) -> Mark | None:
    """Return the kind of mark with which the next paragraph goes on, if it does."""
    if left_open is None or following is None:
        return None
    first = _GLYPHS.match(text, following.start)
    if first is None or first.end() >= following.end or text[first.end()].isspace():
        return None
    glyphs = _split(first.group(), single_open=False)
    return left_open if _FAMILY[glyphs[0]] is left_open else None


def _split(run: str, *, single_open: bool) -> list[str]:
    """Return the marks in a run of glyphs: ''' closes a single mark and then a double one, or the other way round."""
    if not run.startswith("'") or run in {"'", "''"}:
        return [run]
    pairs, odd = divmod(len(run), 2)
    if not odd:
        return ["''"] * pairs
    return ["'"] + ["''"] * pairs if single_open else ["''"] * pairs + ["'"]


class _Pairing:
    """The marks of one paragraph, paired."""

    def __init__(self, text: str, paragraph: Span, carried: Mark | None) -> None:
        self._text = text
        self._paragraph = paragraph
        self._stack: list[_Open] = []
        self._waiting: dict[Mark, list[_Glyph]] = {mark: [] for mark in Mark}
        self._pairs: list[tuple[_Open, _Glyph]] = []
        self._parted: list[tuple[_Open, _Glyph]] = []
        glyphs = self._glyphs()
        closes_later = _strong_closers(text, glyphs)
        for glyph, closer_ahead in zip(glyphs, closes_later, strict=True):
            if carried is not None and glyph.start == paragraph.start:
                self._push(glyph, continued=True)
            elif self._closes(glyph, closer_ahead=closer_ahead):
                self._pop(glyph)
            elif self._goes_on(glyph):
                self._carry(glyph)
            elif self._opens(glyph, closer_ahead=closer_ahead):
                self._push(glyph)

    def _glyphs(self) -> list[_Glyph]:
        found = []
        for run in _GLYPHS.finditer(self._text, self._paragraph.start, self._paragraph.end):
            before = self._text[run.start() - 1] if run.start() > self._paragraph.start else " "
            position = run.start()
            for text in _split(run.group(), single_open=not before.isspace()):
                found.append(self._glyph(position, text))
                position += len(text)
        return found

    def _glyph(self, start: int, text: str) -> _Glyph:
        end = start + len(text)
        before = self._text[start - 1] if start > self._paragraph.start else " "
        after = self._text[end] if end < self._paragraph.end else " "
        can_open = (before.isspace() or before in _OPENING_NEIGHBOURS) and not after.isspace()
        can_close = not before.isspace() and before not in "([{"
        return _Glyph(start, end, text, can_open, can_close)

    @property
    def outermost(self) -> Mark | None:
        """The kind of the outermost mark that stays open; a lone single mark may be an apostrophe and comes last.

        A mark that ends its paragraph opens nothing there that could go on.
        """
        families = [opened.glyph.family for opened in self._stack if opened.glyph.end < self._paragraph.end]
        return next((family for family in families if family is not Mark.SINGLE), families[0] if families else None)

    def _push(self, glyph: _Glyph, *, continued: bool = False) -> None:
        self._stack.append(_Open(glyph, continued))
        self._waiting[glyph.family].append(glyph)

    def _pop(self, closing: _Glyph) -> None:
        # Whatever was opened inside and not closed is dropped with it: it crosses a stronger boundary.
        while self._stack:
            opened = self._stack.pop()
            self._waiting[opened.glyph.family].pop()
            if opened.glyph.family is closing.family:
                self._pairs.append((opened, closing))
                return

    def _goes_on(self, glyph: _Glyph) -> bool:
        """Say whether speech that is still open goes on here, as at a paragraph's start: "One came. "Two came."

        Copy that has lost its paragraph breaks keeps their marks.
        """
        opened = self._stack[-1].glyph if self._stack else None
        if opened is None or glyph.family is Mark.SINGLE or opened.text != glyph.text or not glyph.can_open:
            return False
        before = self._text[max(opened.end, glyph.start - 4) : glyph.start].rstrip()
        apart = self._text[glyph.start - 1].isspace() and self._text[glyph.end : glyph.end + 1].isupper()
        return apart and before[-1:] in {".", "?", "!"}

    def _carry(self, glyph: _Glyph) -> None:
        opened = self._stack.pop()
        self._waiting[opened.glyph.family].pop()
        self._parted.append((opened, glyph))
        self._push(glyph, continued=True)

    def _closes(self, glyph: _Glyph, *, closer_ahead: bool) -> bool:
        if not self._waiting[glyph.family]:
            return False
        opened = self._waiting[glyph.family][-1]
        match glyph.family:
            case Mark.SINGLE:
                return self._closes_single(glyph, closer_ahead=closer_ahead)
            case Mark.GUILLEMETS:
                return (opened.text in "«‹") != (glyph.text in "«‹")
            case Mark.TWO_SINGLES:
                return glyph.text == "''" and (glyph.can_close or not glyph.can_open)
            case Mark.DOUBLE:
                return self._closes_double(glyph, opened, closer_ahead=closer_ahead)
            case _:
                assert_never(glyph.family)

    def _closes_single(self, glyph: _Glyph, *, closer_ahead: bool) -> bool:
        crosses = self._stack[-1].glyph.family is not Mark.SINGLE
        opens = glyph.text in "‚‛" or (glyph.text == "‘" and glyph.can_open)
        if crosses or opens or not glyph.can_close or self._after(glyph).isalnum():
            return False
        return not (_is_possessive(self._text, glyph) and closer_ahead)

    def _closes_double(self, glyph: _Glyph, opened: _Glyph, *, closer_ahead: bool) -> bool:
        match glyph.text:
            case "“":
                # A German closing mark, or an English opening one that was typed for the closing one.
                return glyph.can_close and not glyph.can_open
            case "„" | "‟":
                return False
            case "”":
                return True
            case _:
                straight_inside_curly = glyph.can_open and opened.text != glyph.text
                opens = (glyph.can_open and not glyph.can_close) or straight_inside_curly
                return not opens and not self._is_inch(glyph, closer_ahead=closer_ahead)

    def _is_inch(self, glyph: _Glyph, *, closer_ahead: bool) -> bool:
        before = self._text[max(0, glyph.start - 6) : glyph.start]
        if _FEET.search(before):
            return True
        after = self._text[glyph.end : glyph.end + 2]
        return before[-1:].isdigit() and after[:1] == " " and after[1:].islower() and closer_ahead

    def _opens(self, glyph: _Glyph, *, closer_ahead: bool) -> bool:
        before, after = self._before(glyph), self._after(glyph)
        match glyph.text:
            case "“" | "„" | "‟" | "«" | "‹" | "``":
                return True
            case "»" | "›" | "”":
                return glyph.can_open and (before.isspace() or before in "([")
            case "‘" | "‚" | "‛":
                return not before.isalnum() and not after.isspace() and not _ELISION.match(self._text, glyph.end)
            case "'":
                return glyph.can_open and closer_ahead and not _ELISION.match(self._text, glyph.end)
            case '"' | "''":
                return not before.isalnum() and (glyph.can_open or before.isspace() or not after.isspace())
            case _:
                return False

    def _before(self, glyph: _Glyph) -> str:
        return self._text[glyph.start - 1] if glyph.start > self._paragraph.start else " "

    def _after(self, glyph: _Glyph) -> str:
        return self._text[glyph.end] if glyph.end < self._paragraph.end else " "

    def close(self, *, continues: bool) -> list[Quotation]:
        """Return the paragraph's quotations; those left open run to its end."""
        found = [
            (opened.glyph, closing.start, closing.end, opened.continued, False, True) for opened, closing in self._pairs
        ]
        found += [(opened.glyph, mark.start, mark.start, opened.continued, True, True) for opened, mark in self._parted]
        end = self._paragraph.end
        outermost = self.outermost
        for opened in self._stack:
            goes_on = continues and opened.glyph.family is outermost
            continues = continues and not goes_on
            if goes_on or opened.continued or opened.glyph.family is not Mark.SINGLE:
                found.append((opened.glyph, end, end, opened.continued, goes_on, goes_on))
        found.sort(key=lambda item: (item[0].start, -item[2]))
        quotations = []
        enclosing: list[int] = []
        for glyph, inner_end, outer_end, continued, goes_on, balanced in found:
            inner = _trimmed(self._text, glyph.end, inner_end)
            if inner is None:
                continue
            while enclosing and enclosing[-1] <= glyph.start:
                enclosing.pop()
            quotations.append(
                Quotation(
                    inner=inner,
                    outer=Span(glyph.start, outer_end),
                    mark=glyph.family,
                    depth=len(enclosing),
                    continues=goes_on,
                    continued=continued,
                    balanced=balanced,
                )
            )
            if balanced:
                enclosing.append(outer_end)
        return quotations


def _strong_closers(text: str, glyphs: list[_Glyph]) -> list[bool]:
    """Say for each mark whether a clear closing mark of its family comes before the next clear opening one."""
    ahead: list[bool] = [False] * len(glyphs)
    state = dict.fromkeys(Mark, False)
    for place in range(len(glyphs) - 1, -1, -1):
        glyph = glyphs[place]
        family = glyph.family
        ahead[place] = state[family]
        after = text[glyph.end] if glyph.end < len(text) else " "
        if glyph.can_open and not glyph.can_close:
            state[family] = False
        elif glyph.can_close and not after.isalnum() and not (family is Mark.SINGLE and _is_possessive(text, glyph)):
            state[family] = True
    return ahead


def _is_possessive(text: str, glyph: _Glyph) -> bool:
    """Say whether the mark may be the apostrophe of a plural: the workers' demands."""
    after = text[glyph.end : glyph.end + 2]
    return text[glyph.start - 1 : glyph.start] in {"s", "S", "n"} and after[:1] == " " and after[1:].isalpha()


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """Return the span without the white space at its ends, as in « oui »; None when nothing is left.

    Nothing is copied: quotations nested by the thousand would cost the square of their number.
    """
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
