"""Where do paragraphs and sentences begin and end? Spans, trimmed of white space, in reading order.

The rules are for English; other languages come out well enough to be kept and counted.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from briefs.document import Mark, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefs.document import Quotation

_LINE = re.compile(r"[^\n\r\f\v\u2028\u2029]+")

NARROWEST_WRAP, WIDEST_WRAP = 30, 100
"""No program wraps text wider than this; longer lines are paragraphs, shorter ones a list."""

FEWEST_WRAPS = 3
"""Fewer wrapped lines than this are no evidence of a width."""


def find_paragraphs(text: str) -> tuple[Span, ...]:
    """Return the paragraphs of `text`: what stands between newlines, one or more of them.

    One exception. Text wrapped at a width, as in old mail and wire copy, has blank lines between its paragraphs and
    breaks lines only where the next word no longer fits. Where nearly all of its inner line breaks are of that kind,
    such a break is white space inside the paragraph, and so is one before a lower-case letter. All other breaks part
    paragraphs: a list of short lines, a byline, verse.
    """
    lines = [Span(m.start() + _left(m.group()), m.start() + len(m.group().rstrip())) for m in _LINE.finditer(text)]
    lines = [line for line in lines if len(line)]
    wraps = _wraps(text, lines)
    paragraphs: list[Span] = []
    for line, joins in zip(lines, [False, *wraps], strict=False):
        if joins:
            paragraphs[-1] = Span(paragraphs[-1].start, line.end)
        else:
            paragraphs.append(line)
    return tuple(paragraphs)


def _left(line: str) -> int:
    return min(len(line) - len(line.lstrip()), len(line.rstrip()))


def _wraps(text: str, lines: Sequence[Span]) -> list[bool]:
    """Say for each line but the last whether the line break after it is a wrap."""
    pairs = list(itertools.pairwise(lines))
    inner = [text.count("\n", line.end, following.start) == 1 for line, following in pairs]
    width = max((len(line) for line in lines), default=0)
    none = [False] * len(pairs)
    if not NARROWEST_WRAP <= width <= WIDEST_WRAP or all(inner):
        return none
    forced = [
        adjoining and len(line) + 1 + _first_word(text, following) > width
        for (line, following), adjoining in zip(pairs, inner, strict=True)
    ]
    if sum(forced) < FEWEST_WRAPS or sum(forced) < 0.8 * sum(inner):
        return none
    return [
        adjoining and (full or text[following.start].islower())
        for (_, following), adjoining, full in zip(pairs, inner, forced, strict=True)
    ]


def _first_word(text: str, line: Span) -> int:
    return len(text[line.start : min(line.end, line.start + WIDEST_WRAP)].split(maxsplit=1)[0])


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_END = re.compile(r"[.!?…]+[\"”“’'»›)\]]*")
"""Stops and the marks that close after them. White space must follow, which is asked outside: a look-ahead here would
make a million full stops cost the square of a million."""

_TITLES = _words(
    "mr mrs ms mx dr prof sen sens rep reps gov govs gen lt col maj capt cmdr adm sgt cpl pvt rev hon st ste mt fr sr "
    "messrs mme mlle pres supt insp det amb atty dist"
)
"""Never the end of a sentence: a name follows."""

_BEFORE_NUMBERS = _words(
    "no nos vol art arts sec pp p fig figs ch para jan feb mar apr jun jul aug sep sept oct nov dec"
)
"""No end before a number: No. 10, Sept. 11."""

_SHORT = _words(
    "u.s u.k u.n e.u u.a.e d.c l.a n.y a.m p.m i.e e.g cf vs v etc inc corp co ltd llc bros jr ph.d m.d b.a m.a "
    "al est approx dept univ assn ave blvd rd ft in lb oz nov dec jan feb aug sept oct mass calif conn ariz fla ga "
    "ill ind kan ky la md mich minn mo mont neb nev okla ore pa tenn tex va wash wis wyo dem gop w.t.o"
)
"""May end a sentence, but only before a word that begins one: "to the U.S. The talks", not "the U.S. Senate"."""

_STARTERS = _words(
    "a an the this that these those it he she they we i you his her their its our my but and or so yet in on at by for "
    "from with as after before when while since if although though however meanwhile there here what who why how where "
    "not no some many most all both each one two three several last next now then still also another such even only "
    "according asked during despite under over to"
)

_LAST_WORD = re.compile(r"[\w.&'’-]+\Z")
_NEXT_WORD = re.compile(r"\s+[\"“‘'«„(\[]*([^\W_][\w'’]*)?")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]\Z")
_NAMED_SPEAKER = re.compile(
    r"\s+(?:[A-Z][\w.'’-]{0,20}\s){1,4}(?:said|says|asked|asks|wrote|told|added|replied|demanded|wondered"
    r"|responded|retorted|shouted|quipped|joked|yelled|continued|exclaimed|cried|inquired|pressed|recalled|tweeted|posted"
    r"|remarked|countered|answered|mused|declared|insisted|explained|warned|argued|noted|chanted|screamed|recounted)\b"
)
_REACH = 24


def find_sentences(text: str, paragraphs: Sequence[Span], quotations: Sequence[Quotation]) -> tuple[Span, ...]:
    """Return the sentences of `text`, none across a paragraph's end.

    A sentence inside a quotation is a sentence of its own: "We are ready. / But he is not," said Reyes. A question
    or a cry goes on into its cue: "Why?" she asked.
    """
    closers = {q.outer.end for q in quotations if q.balanced and q.mark is not Mark.SINGLE}
    sentences = []
    for paragraph in paragraphs:
        start = paragraph.start
        for end in _ends(text, paragraph, closers):
            if end > start:
                sentences.append(_trimmed(text, start, end))
                start = end
        if start < paragraph.end:
            sentences.append(_trimmed(text, start, paragraph.end))
    return tuple(sentence for sentence in sentences if len(sentence))


def _ends(text: str, paragraph: Span, closers: set[int]) -> Iterator[int]:
    for match in _END.finditer(text, paragraph.start, paragraph.end):
        if match.end() < paragraph.end and not text[match.end()].isspace():
            continue
        stops = match.group().rstrip("\"”“’'»›)]")
        after_quotation = match.end() in closers and len(stops) < len(match.group())
        if _is_end(text, match.start(), match.end(), stops, after_quotation=after_quotation):
            yield match.end()


def _is_end(text: str, start: int, end: int, stops: str, *, after_quotation: bool) -> bool:
    following = _NEXT_WORD.match(text, end, end + 4 * _REACH)
    word = (following.group(1) or "") if following else ""
    if word[:1].islower():
        return False
    if stops != ".":
        asks = after_quotation and stops != "…"
        return not (asks and _NAMED_SPEAKER.match(text, end, end + 4 * _REACH))
    before = _LAST_WORD.search(text, max(0, start - _REACH), start)
    last = before.group().strip("'’").lower() if before else ""
    begins = word.lower() in _STARTERS
    if last in _TITLES and not after_quotation:
        return False
    if last in _BEFORE_NUMBERS and word[:1].isdigit():
        return False
    if last in _SHORT or (len(last) == 1 and last.isalpha()) or ("." in last and _INITIALS.match(last)):
        # A lone capital is an initial, John F. Kerry; "I." is not.
        return begins or after_quotation or (last == "i" and bool(word)) or not word
    return True


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    start += min(len(words) - len(words.lstrip()), len(words))
    return Span(start, max(start, start + len(words.strip())))
