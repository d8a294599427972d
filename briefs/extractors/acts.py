"""Who threatens, who pledges? Acts found by the lexicons, with issuer, condition and status.

A first version by rules. It prefers silence: no issuer in plain sight, no act; what one side says the other will do is
nobody's act.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefs.acts import Act, ActId, MentionId, Party, Pledge, Status, Threat, Time
from briefs.document import Span
from briefs.extractors.attributions import Attribution, find_attributions
from briefs.extractors.commitments import ANY, QUOTED, Hit, by_first_word, find_hits, load_commitments
from briefs.extractors.conditions import find_condition
from briefs.extractors.cues import load_cues
from briefs.extractors.frames import find_frames
from briefs.extractors.issuers import Bound, Issuers, Setting, governing
from briefs.extractors.phrases import spread
from briefs.extractors.salience import weigh
from briefs.language.words import folded, listed, words
from briefs.speakers.aliases import Cast
from briefs.speakers.mentions import load_names
from briefs.statement import Form, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from briefs.document import Document
    from briefs.record import Finding

_CLASSES: dict[str, type[Act]] = {"threat": Threat, "pledge": Pledge}

_PAST = re.compile(
    r"\b(?:in (?:19|20)\d\d|(?:last|previous) (?:year|decade|summer|autumn|winter|spring)|years? ago|decades? ago"
    r"|in the past|at the time|back (?:when|in))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Found:
    """An act before it is numbered."""

    hit: Hit
    sentence: Span
    bound: Bound
    condition: Span | None
    time: Time
    spoken: bool


class LexiconActs:
    """Finds threats and pledges by the words of `threats.yaml` and `pledges.yaml`."""

    name = "acts"
    version = "1"
    languages = frozenset({"en"})

    def __init__(self, lexicons: Path | None = None) -> None:
        self._index = by_first_word(load_commitments(lexicons))
        self._cues = load_cues(lexicons)
        self._names = load_names(lexicons)

    def extract(self, document: Document, found: Sequence[Finding]) -> Iterator[Act]:
        """Yield the acts of `document` in reading order; `found` holds its statements, which say who speaks."""
        acts = list(self._acts(document, [finding for finding in found if isinstance(finding, Statement)]))
        yield from _numbered(document.text, acts)

    def _acts(self, document: Document, statements: Sequence[Statement]) -> Iterator[_Found]:
        text = document.text
        speech = _Speech(statements)
        reports = _Reports(document, self)
        issuers: Issuers | None = None
        for sentence in document.sentences:
            tokens = spread(words(text, sentence.start, sentence.end))
            kinds: set[str] = set()
            for hit in find_hits(tokens, self._index):
                if hit.commitment.kind in kinds:
                    continue
                setting = speech.setting(hit.span) or reports.setting(hit.span)
                if not _in_tense(hit, setting):
                    continue
                issuers = issuers or Issuers(text, Cast(document, (), self._names), self._names)
                bound = issuers.bound(tokens, hit, setting)
                if bound is None:
                    continue
                kinds.add(hit.commitment.kind)
                yield _Found(
                    hit=hit,
                    sentence=sentence,
                    bound=bound,
                    condition=find_condition(tokens, hit.span),
                    time=Time.BACKGROUND if _PAST.search(text, sentence.start, sentence.end) else Time.CURRENT,
                    spoken=setting.quoted,
                )

    def attributions(self, document: Document) -> Iterator[tuple[Span, list[Attribution]]]:
        """Yield each reporter's sentence with its attributions."""
        for frame in find_frames(document):
            yield frame.span, find_attributions(frame, self._cues, self._names)


def _in_tense(hit: Hit, setting: Setting) -> bool:
    return hit.commitment.tense == ANY or (setting.quoted if hit.commitment.tense == QUOTED else setting.reported)


class _Speech:
    """Who says what stands between quotation marks."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        pairs = [(quote, statement) for statement in statements for quote in statement.quotes]
        self._pairs = sorted(pairs, key=lambda pair: pair[0])
        self._starts = [quote.start for quote, _ in self._pairs]

    def setting(self, trigger: Span) -> Setting | None:
        """Return the setting of words in direct speech; None where they are the reporter's, a fragment apart."""
        place = bisect_right(self._starts, trigger.start) - 1
        if place < 0:
            return None
        quote, statement = self._pairs[place]
        if not quote.contains(trigger) or statement.form is not Form.DIRECT:
            return None
        return Setting(quoted=True, speaker=statement.source, reported=True)


class _Reports:
    """Who is reported to say what stands outside quotation marks."""

    def __init__(self, document: Document, acts: LexiconActs) -> None:
        self._frames = list(acts.attributions(document))
        self._starts = [span.start for span, _ in self._frames]

    def setting(self, trigger: Span) -> Setting:
        """Return the setting of words in the reporter's sentence."""
        place = bisect_right(self._starts, trigger.start) - 1
        link = governing(self._frames[place][1], trigger) if place >= 0 else None
        if link is None:
            return Setting(quoted=False, speaker=None, reported=False)
        speaker = link.source.span if link.source else None
        return Setting(quoted=False, speaker=speaker, reported=True, cue=link.found.cue.words[0])


def _numbered(text: str, found: Sequence[_Found]) -> Iterator[Act]:
    """Turn what was found into acts: numbered, those of one act joined, weighed."""
    merged = _Merged(text)
    acts: list[Act] = []
    spoken = set()
    counts = dict.fromkeys(_CLASSES, 0)
    for item in found:
        kind = item.hit.commitment.kind
        counts[kind] += 1
        act = _act(item, MentionId(f"{kind[0]}{counts[kind]}"), merged.name(item))
        acts.append(act)
        if item.spoken:
            spoken.add(act.id)
    yield from weigh(acts, len(text), spoken)


def _act(item: _Found, name: MentionId, act: ActId) -> Act:
    entry = item.hit.commitment
    status = entry.status
    if item.condition is not None and status is Status.STATED:
        status = Status.CONDITIONAL
    return _CLASSES[entry.kind](
        id=name,
        act=act,
        statement=item.sentence,
        trigger=item.hit.span,
        issuer=tuple(Party(span=span) for span in item.bound.spans),
        issuer_for=item.bound.stands_for,
        condition=(item.condition,) if item.condition else (),
        status=status,
        time=item.time,
        confidence=0.8 if item.bound.spans else 0.5,
        reasons=(f"lexicon: “{item.hit.phrase.text}” ({entry.file})",),
        plover=entry.plover,
        cameo=entry.cameo,
    )


_COMMON = listed(
    "that this with from have will would they their there which when what were been being said says told about after more "  # noqa: E501
    "than into over also could should some such only other these those must while where your ours them then"
)


class _Merged:
    """Joins the mentions of one act: same kind, same issuer, words in common."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[tuple[str, str], list[tuple[ActId, set[str]]]] = {}
        self._counts: dict[str, int] = {}

    def name(self, item: _Found) -> ActId:
        """Return the id of the act that a mention belongs to, a new one perhaps."""
        kind = item.hit.commitment.kind
        issuer = " ".join(self._short(span) for span in item.bound.spans)
        inside = words(self._text, item.sentence.start, item.sentence.end)
        content = {word.lower for word in inside if len(word.lower) > 3 and word.lower not in _COMMON}  # noqa: PLR2004
        acts = self._known.setdefault((kind, issuer), [])
        for act, earlier in acts[-8:]:
            shared = content & earlier - set(issuer.split())
            if len(shared) >= 2 or (shared and item.hit.commitment.issuer == "owner"):  # noqa: PLR2004
                earlier |= content  # noqa: PLW2901
                return act
        self._counts[kind] = self._counts.get(kind, 0) + 1
        act = ActId(f"{kind[0].upper()}{self._counts[kind]}")
        acts.append((act, content))
        return act

    def _short(self, span: Span) -> str:
        last = words(self._text, span.start, span.end)[-1:]
        return folded(last[0].stem) if last else ""
