"""What kind of file is this, by its first bytes?"""

from __future__ import annotations

import codecs
import re

_HEAD = 64 * 1024

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"BM", "a bitmap image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"%PDF-", "a PDF"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a sound recording"),
    (b"PAR1", "a Parquet table"),
)
_OFFICE = ((b"word/", "a Word document"), (b"xl/", "an Excel sheet"), (b"ppt/", "a PowerPoint file"))
_IN_RIFF = {b"WEBP": "a WebP image", b"WAVE": "a sound recording", b"AVI ": "a video"}


def binary_kind(data: bytes) -> str | None:
    """Return what a well-known binary file is, such as "a PNG image"; None for text and for what we do not know.

    Two-letter marks count only beside a NUL byte: an article may begin "BM Holdings said".
    """
    if data.startswith(b"PK\x03\x04"):
        inside = data[:_HEAD]
        return next((name for mark, name in _OFFICE if mark in inside), "a zip archive")
    if data.startswith(b"RIFF"):
        return _IN_RIFF.get(data[8:12])
    if data[4:8] == b"ftyp":
        return "a picture or video"
    for mark, name in _SIGNATURES:
        if data.startswith(mark) and (len(mark) > 3 or b"\0" in data[:_HEAD]):  # noqa: PLR2004
            return name
    return None


def head(data: bytes) -> str:
    """Return the first characters of a file, good enough to tell its format: markup is ASCII in every encoding."""
    start = data[:_HEAD]
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if start.startswith(mark):
            return start[2:].decode(encoding, "ignore")
    return start.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")


def is_text(data: bytes) -> bool:
    """Say whether a file without a telling name may be plain text."""
    start = head(data)
    return bool(start.strip()) and "\0" not in start and start.count("\ufffd") * 3 < len(start)


_NAME = re.compile(r"[A-Za-z_][\w.:-]{0,60}")


def root_element(data: bytes) -> str | None:
    """Return the name of the root element of XML or HTML without its prefix, as written: `newsItem`, `rss`, `HTML`.

    A document type names it too. None when the file does not begin with markup.
    """
    text = head(data)
    at = 0
    while True:
        at += len(text) - at - len(text[at:].lstrip())
        if text.startswith("<?", at):
            end, width = text.find("?>", at), 2
        elif text.startswith("<!--", at):
            end, width = text.find("-->", at), 3
        else:
            break
        if end < 0:
            return None
        at = end + width
    if text[at : at + 9].lower() == "<!doctype":
        at += 9
        at += len(text[at : at + 40]) - len(text[at : at + 40].lstrip())
    elif text.startswith("<", at):
        at += 1
    else:
        return None
    name = _NAME.match(text, at)
    return name[0].rsplit(":", 1)[-1] if name else None


def declared_encoding(data: bytes) -> str | None:
    """Return the encoding in an XML declaration such as `<?xml version="1.0" encoding="windows-1252"?>`."""
    found = re.match(r"\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})", head(data[:400]))
    return found[1] if found else None
