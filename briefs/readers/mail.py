"""Newsletters and press releases: one mail in an `.eml`, many in an mbox.

The `email` package is used with its old policy. The newer one parses every header by a grammar, and a hostile
`Content-Type` of 120 kB keeps it busy for two minutes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr
from functools import cache
from typing import TYPE_CHECKING, Any

from briefs.article import Article
from briefs.errors import Problem
from briefs.readers.address import address, inside, web_link
from briefs.readers.dates import moment
from briefs.readers.encoding import Undecodable, decode_bytes
from briefs.readers.fields import language, one_line
from briefs.readers.lines import unwrapped
from briefs.readers.markup import html_paragraphs, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefs.readers.interface import ReadingDefaults, Resource

_SUFFIXES = frozenset({".eml", ".mbox", ".mbx"})
_LONGEST_HEADER = 4_000
_LONGEST_HEADERS = 256 * 1024
_MOST_PARTS = 20_000

_HEADER = re.compile(rb"([!-9;-~]{1,70}):")
_MAIL_ONLY = frozenset({b"message-id", b"mime-version", b"received", b"return-path", b"dkim-signature", b"list-id"})
_MAIL_ALSO = frozenset({b"from", b"to", b"subject", b"date", b"content-type"})
_HEADERS_NEEDED = 3

_HEADER_END = re.compile(rb"\r?\n\r?\n")

# The line that parts messages stands after a blank one and before a header.
_POSTMARK = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]*\n(?=[!-9;-~]{1,70}:)")
_QUOTED_POSTMARK = re.compile(rb"^>(>*From )", re.MULTILINE)

_STUB = 3
"""How many times longer the HTML must be for the plain part to be only "View this mail in your browser"."""


_SIGNATURE = re.compile(r"^-- ?\r?$", re.MULTILINE)
"""Two dashes on a line of their own, as RFC 3676 has them: what follows is not the letter."""


class MailReader:
    """Reads the plain part of a mail, or its HTML where the plain one is a stub; attachments are left out.

    The sender's name is the outlet, the subject the title; a mail's `Message-ID` is its guid.
    """

    name = "mail"

    def confidence(self, resource: Resource) -> float:
        """A mail's own headers prove it: a memo may open with From, To and Subject."""
        start = resource.data[:8192]
        postmark = _POSTMARK.match(start)
        if _has_headers(start[postmark.end() :] if postmark else start):
            return 1.0
        is_mail = resource.suffix in _SUFFIXES or (resource.media_type or "").startswith("message/rfc822")
        return 0.5 if is_mail else 0.0

    def read(self, resource: Resource, defaults: ReadingDefaults) -> Iterator[Article | Problem]:
        """Yield the messages in the order of the file."""
        data = resource.data.lstrip()
        where = address(resource.uri)
        postmarks = list(_POSTMARK.finditer(data))
        if not postmarks or postmarks[0].start() > 0:
            yield _article(data, resource.uri, None, where, defaults)
            return
        ends = [postmark.start() for postmark in postmarks[1:]] + [len(data)]
        for number, (postmark, end) in enumerate(zip(postmarks, ends, strict=True), start=1):
            message = _QUOTED_POSTMARK.sub(rb"\1", data[postmark.end() : end])
            yield _article(message, resource.uri, number, f"{where}, message {number}", defaults)


def _has_headers(start: bytes) -> bool:
    names: set[bytes] = set()
    for line in start.splitlines():
        if not line.strip():
            break
        found = _HEADER.match(line)
        if found:
            names.add(found[1].lower())
        elif not line[:1].isspace() or not names:
            return False
    known = names & (_MAIL_ONLY | _MAIL_ALSO)
    return bool(names & _MAIL_ONLY) and len(known) >= _HEADERS_NEEDED


def _article(data: bytes, uri: str, number: int | None, where: str, defaults: ReadingDefaults) -> Article | Problem:
    try:
        mail = _read(data)
    except Exception:  # noqa: BLE001 - on hostile headers the package raises whatever they make it stumble over
        return Problem(where=where, what="is not a mail that can be read", remedy="save its text, or send it again")
    if isinstance(mail, Undecodable):
        return Problem(where=where, what=mail.what, remedy=mail.remedy)
    if not mail.paragraphs:
        return Problem(where=where, what="is a mail without text", remedy="save what is attached to it")
    return Article(
        uri=uri if number is None else inside(uri, mail.id, number),
        text=joined(mail.paragraphs),
        title=one_line(mail.subject),
        outlet=one_line(mail.sender) or defaults.outlet,
        published=moment(mail.date),
        url=web_link(mail.link),
        language=language(mail.language),
        guid=one_line(mail.id),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mail:
    """What we take of one mail."""

    paragraphs: tuple[str, ...]
    subject: str | None
    sender: str | None
    date: str | None
    id: str | None
    link: str | None
    language: str | None


def _read(data: bytes) -> _Mail | Undecodable:
    header = _HEADER_END.search(data)
    if (header.start() if header else len(data)) > _LONGEST_HEADERS or data.count(b"\n--") > _MOST_PARTS:
        return Undecodable(what="has more headers or parts than any mail", remedy="save the article's words as text")
    from email.parser import BytesParser  # noqa: PLC0415 - only mail needs it

    message = BytesParser(policy=_policy()).parsebytes(data)
    body = _body(message)
    if isinstance(body, Undecodable):
        return body
    name, mailbox = parseaddr(_raw(message, "from") or "")
    return _Mail(
        paragraphs=tuple(body),
        subject=_decoded(_raw(message, "subject")),
        sender=_decoded(name) or mailbox,
        date=_raw(message, "date"),
        id=(_raw(message, "message-id") or "").strip().strip("<>") or None,
        link=(_raw(message, "archived-at") or "").strip().strip("<>") or None,
        language=_raw(message, "content-language"),
    )


@cache
def _policy() -> Any:
    """Return the old policy, which reads no more of a header than a person would."""
    from email.policy import Compat32  # noqa: PLC0415 - only mail needs it

    class Short(Compat32):
        def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
            name, value = super().header_source_parse(sourcelines)
            return name, value[:_LONGEST_HEADER]

    return Short()


def _raw(message: Message, name: str) -> str | None:
    """Return a header as it was sent, its bytes beyond ASCII read as the text they most likely are."""
    value = next((value for key, value in message.raw_items() if key.lower() == name), None)
    if value is None:
        return None
    words = str(value)
    if words.isascii():
        return words
    read = decode_bytes(words.encode("utf-8", "surrogateescape"))
    return None if isinstance(read, Undecodable) else read


def _decoded(words: str | None) -> str | None:
    """Return a header with its encoded words (`=?utf-8?q?Caf=C3=A9?=`) read."""
    if not words or "=?" not in words:
        return words
    try:
        parts = decode_header(words)
    except HeaderParseError:
        return words
    read = [part if isinstance(part, str) else decode_bytes(part, charset, lenient=True) for part, charset in parts]
    return "".join(part for part in read if isinstance(part, str))


def _body(message: Message) -> list[str] | Undecodable:
    plain = html = None
    for part in message.walk():
        if part.is_multipart() or part.get_content_disposition() == "attachment" or part.get_filename():
            continue
        if plain is None and part.get_content_type() == "text/plain":
            plain = part
        elif html is None and part.get_content_type() == "text/html":
            html = part
    marked_up = _text(html) if html is not None else ""
    words = _text(plain) if plain is not None else ""
    if isinstance(words, Undecodable):
        if not marked_up or isinstance(marked_up, Undecodable):
            return words
        words = ""
    from_html = (
        [] if isinstance(marked_up, Undecodable) else [line for line in html_paragraphs(marked_up) if _says(line)]
    )
    from_plain = _lines(plain, words) if plain is not None else []
    return from_html if len(joined(from_html)) > _STUB * len(joined(from_plain)) else from_plain


def _says(line: str) -> bool:
    """Say whether there is a letter or digit in it: newsletters pad their previews with invisible signs."""
    return any(char.isalnum() for char in line)


def _text(part: Message) -> str | Undecodable:
    payload = part.get_payload(decode=True)
    return decode_bytes(payload, part.get_content_charset(), lenient=True) if isinstance(payload, bytes) else ""


def _lines(part: Message, words: str) -> list[str]:
    """Return the paragraphs of a plain part, without the signature or small print below its dashes.

    `format=flowed` says itself which lines go on.
    """
    above = _SIGNATURE.split(words, maxsplit=1)[0]
    words = above if above.strip() else words
    if str(part.get_param("format", "")).lower() != "flowed":
        return unwrapped(words)
    drop = str(part.get_param("delsp", "")).lower() == "yes"
    flowed = re.sub(r"(?<!^--) \n ?(?=[^\n])", "" if drop else " ", words, flags=re.MULTILINE)
    return [line for line in (" ".join(line.split()) for line in flowed.split("\n")) if line]
