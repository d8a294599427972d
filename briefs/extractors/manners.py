"""Was it said, thought, written, or does a document say so? The cue tells, or what its subject is.

"Trump wants" is not "Trump said".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefs.language.words import listed, words
from briefs.statement import Manner

if TYPE_CHECKING:
    from briefs.document import Span

_THOUGHT = re.compile(
    r"""
    think|thought|believ|feel|felt|want|hop(?:e|es|ed|ing)$|fear|expect|doubt|suspect|worr|wish|know|knew|consider
    |assum|imagin|intend|plan(?:s|ned|ning)?$|view|see$|sees$|saw$|seen$|regard|dream|guess|wonder|desir|prefer|mind
    |opinion|conclu|decid|lik(?:e|es|ed|ing)$|love|hate|concern|conviction|optimis|pessimis|convinc|confident|aware
    |understand|understood|forget|forgot|remember|recogni|realis|realiz|learn|consensus|skepti|scepti|afraid|certain
    """,
    re.VERBOSE,
)
_WRITTEN = re.compile(
    r"wr[oi]te|writing|written|tweet|retweet|post(?:s|ed|ing)?$|blog|e-?mail|text(?:s|ed|ing)$|type[ds]?$"
)
_DOCUMENTS = listed(
    "report reports poll polls survey surveys study studies document documents memo letter statement filing lawsuit "
    "complaint ruling indictment transcript transcripts records data figures article book editorial email emails "
    "newspaper website paper analysis review headline ad ads advertisement order law bill treaty constitution"
)
_NOUN = re.compile(r"\b(?:of|in|from|by|for|on|to|with|which|that|who)\b")


def manner(text: str, source: Span | None, cue: Span | None) -> Manner:
    """Return how the words came about that `cue` attributes to `source`."""
    if source is not None and _is_document(text, source):
        return Manner.DOCUMENT
    if cue is not None:
        for word in words(text, cue.start, min(cue.end, cue.start + 200)):
            if _WRITTEN.match(word.lower):
                return Manner.WRITTEN
            if _THOUGHT.match(word.lower):
                return Manner.THOUGHT
    return Manner.SAID


def _is_document(text: str, source: Span) -> bool:
    """Say whether the head of the noun phrase is something written: "the first report of the inquiry"."""
    phrase = text[source.start : min(source.end, source.start + 200)]
    head = _NOUN.split(phrase, maxsplit=1)[0].split(",", 1)[0].split()
    return bool(head) and head[-1].strip("\"'“”‘’.:").lower() in _DOCUMENTS
