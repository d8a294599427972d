"""PDF, where it holds text and not a picture of text."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING, Any

from briefs.article import Article
from briefs.errors import Problem
from briefs.readers.address import address
from briefs.readers.fields import language, one_line
from briefs.readers.lines import PROPORTIONAL, unwrapped
from briefs.readers.markup import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefs.readers.interface import ReadingDefaults, Resource

_UNHEARD = logging.NullHandler()
"""Where no log is kept: its warnings would stand on standard error beside our problem."""

_MOST_PAGES = 200
_MOST_OPERATIONS = 200_000
_FORM_COUNTS = 200
"""A picture, or a form: a page in itself, which pypdf reads anew each time it is drawn."""
_MOST_CONTENT = 4 * 1024 * 1024
_MOST_CHARACTERS = 2_000_000
_READABLE = 0.6
_TITLE_WITHIN = 2_000

_TEXT = "save the article as text, HTML or JSON"


class PdfReader:
    """Reads the text layer of a PDF, line by line, and joins the lines into paragraphs.

    It is undated and has no byline: a PDF tells when its file was made, not when its article was published. Its title
    counts only if it stands on the page, since many are called "Microsoft Word - draft3.doc".
    """

    name = "pdf"

    def confidence(self, resource: Resource) -> float:
        """The first bytes prove it."""
        if b"%PDF-" in resource.data[:1024]:
            return 1.0
        return 0.5 if resource.suffix == ".pdf" or resource.media_type == "application/pdf" else 0.0

    def read(self, resource: Resource, defaults: ReadingDefaults) -> Iterator[Article | Problem]:
        """Yield the one article."""
        where = address(resource.uri)
        logging.getLogger("pypdf").addHandler(_UNHEARD)
        try:
            document = _open(resource.data)
            text = _text(document)
            title, tag = _said(document)
        except _TooMuchError as much:
            yield Problem(where=where, what=f"has {much}", remedy="take out the article's pages")
            return
        except Exception as broken:  # noqa: BLE001 - pypdf raises whatever a broken or hostile file makes it stumble over
            locked = type(broken).__name__ in {"FileNotDecryptedError", "WrongPasswordError", "DependencyError"}
            what = "is locked with a password" if locked else "is a broken PDF"
            yield Problem(where=where, what=what, remedy=_TEXT)
            return
        if not text.strip():
            yield Problem(where=where, what="holds no text, only pictures of it", remedy=_TEXT)
        elif not _is_readable(text):
            yield Problem(
                where=where, what="has letters that stand for other letters (its fonts hide them)", remedy=_TEXT
            )
        else:
            body = joined(unwrapped(text, slack=PROPORTIONAL))
            yield Article(
                uri=resource.uri,
                text=body,
                title=title if title and title in " ".join(body[:_TITLE_WITHIN].split()) else None,
                outlet=defaults.outlet,
                language=tag,
            )


class _TooMuchError(Exception):
    """A limit was passed; says which."""


def _open(data: bytes) -> Any:
    import pypdf  # noqa: PLC0415 - a quarter of a second that only PDFs need

    return pypdf.PdfReader(io.BytesIO(data))


def _said(document: Any) -> tuple[str | None, str | None]:
    """Return the title and the language that the document gives itself."""
    information = document.metadata
    return one_line(information.title if information else None), language(document.root_object.get("/Lang"))


def _text(document: Any) -> str:
    """Return the pages' lines in order; raise `_TooMuchError` before a hostile file takes minutes.

    Every drawing operation is counted, because forms within forms can repeat a few of them without end.
    """
    pages = len(document.pages)
    if pages > _MOST_PAGES:
        message = f"{pages:,} pages, more than an article"
        raise _TooMuchError(message)
    operations = content = characters = 0

    def count(operator: bytes, *_: Any) -> None:
        nonlocal operations
        operations += _FORM_COUNTS if operator == b"Do" else 1
        if operations > _MOST_OPERATIONS:
            message = "far more drawing than an article needs"
            raise _TooMuchError(message)

    texts: list[str] = []
    for page in document.pages:
        drawn = page.get_contents()
        content += len(drawn.get_data()) if drawn is not None else 0
        if content > _MOST_CONTENT:
            message = "far more drawing than an article needs"
            raise _TooMuchError(message)
        texts.append(page.extract_text(visitor_operand_before=count))
        characters += len(texts[-1])
        if characters > _MOST_CHARACTERS:
            message = "far more text than an article"
            raise _TooMuchError(message)
    return "\n".join(texts)


def _is_readable(text: str) -> bool:
    """Say whether most signs are letters, digits and spaces: a font without a character table gives anything else."""
    plain = sum(char.isalnum() or char.isspace() for char in text)
    private = sum("\ue000" <= char <= "\uf8ff" or char == "\ufffd" for char in text)
    return plain >= _READABLE * len(text) and private * 20 < len(text) and "/gid0" not in text and "(cid:" not in text
