"""Which characters do these bytes stand for? The file's own mark first, then its word, then its looks.

Bytes that are valid UTF-8 beyond ASCII are UTF-8 whatever their label says: pages labelled `iso-8859-1` that were saved
as UTF-8 are common, the reverse accident all but impossible.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefs.errors import Problem
from briefs.readers.address import address
from briefs.readers.sniffing import binary_kind

if TYPE_CHECKING:
    from briefs.readers.interface import Resource

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins the same
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# What browsers make of a label: the wider Windows or Chinese set that contains it.
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}

# Labels that are believed. Python knows others that are no text encodings (rot13), slow (punycode) or a way to hide
# characters (utf-7); UTF-16 is told by its mark or its zeros, never by a label.
_BELIEVED = frozenset(
    ["cp1252", "cp866", "cp874", "cp932", "cp949", "gb18030", "big5", "big5hkscs", "euc_jp", "koi8-r", "koi8-u"]
    + ["iso2022_jp", "mac-roman", "mac-cyrillic", "tis-620"]
    + [f"cp125{number}" for number in range(9)]
    + [f"iso8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 11, 13, 14, 15, 16)]
)
_SEVEN_BIT = frozenset(["iso2022_jp"])

# Damage: control characters, the replacement character and code points that are none.
_DAMAGE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff]")
_DAMAGE_ALLOWED = 0.01
_DAMAGE_NOTED = 2
"""A stray sign or two in one sentence make no garbage."""

_SAMPLE = 256 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecodable:
    """Bytes that are no text, or none that can be told."""

    what: str
    remedy: str = "save it as UTF-8 and read it again"


def decode(resource: Resource, declared: str | None = None, *, lenient: bool = False) -> str | Problem:
    """Return the text of a file: byte order mark dropped, CRLF made LF, nothing else changed.

    `declared` is the label the copy carries; a server's label stands behind it. `lenient` lets a few broken bytes
    stand as U+FFFD: a page should not be lost to a broken advertisement, while a wire's file can be sent again.
    """
    text = decode_bytes(resource.data, declared or charset_of(resource.media_type), lenient=lenient)
    if isinstance(text, Undecodable):
        return Problem(where=address(resource.uri), what=text.what, remedy=text.remedy)
    return text


def decode_bytes(data: bytes, declared: str | None = None, *, lenient: bool = False) -> str | Undecodable:
    """Return the text of `data` as `decode` does, or why there is none."""
    text = _characters(data, declared, lenient=lenient)
    if isinstance(text, Undecodable):
        return text
    damage = len(_DAMAGE.findall(text))
    if damage > len(text) * (_DAMAGE_ALLOWED if damage > _DAMAGE_NOTED else 1 / 3):
        return Undecodable(what="decodes to garbage: wrong encoding, or no text at all")
    return text.replace("\r\n", "\n")


def charset_of(media_type: str | None) -> str | None:
    """Return the charset in a media type such as `text/html; charset=windows-1252`."""
    found = re.search(r"charset\s*=\s*[\"']?([\w.:+-]{1,40})", media_type or "", re.IGNORECASE)
    return found[1] if found else None


def _characters(data: bytes, declared: str | None, *, lenient: bool) -> str | Undecodable:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _strictly(data[len(mark) :], encoding)
            name = encoding.upper().removesuffix("-LE").removesuffix("-BE")
            return Undecodable(what=f"wrong encoding: is marked as {name} and is not") if text is None else text
    if b"\0" in data:
        return _unmarked_utf16(data) or _binary(data)
    label = _believed(declared)
    if data.isascii():
        seven_bit = _strictly(data, label) if label in _SEVEN_BIT else None
        return data.decode("ascii") if seven_bit is None else seven_bit
    text = _strictly(data, "utf-8")
    if text is None and _is_mostly_utf8(data):
        return data.decode("utf-8", "replace") if lenient else _broken_byte(data)
    if text is None and label is not None:
        text = _strictly(data, label)
    return _by_looks(data) if text is None else text


def _binary(data: bytes) -> Undecodable:
    kind = binary_kind(data)
    return Undecodable(
        what=f"is {kind}, not text" if kind else "is binary (it holds NUL bytes), not text",
        remedy="leave it out, or save the article as text, HTML or JSON",
    )


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _believed(declared: str | None) -> str | None:
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip()).name
    except (LookupError, ValueError):
        return None
    name = _WIDER.get(name, name)
    return name if name in _BELIEVED else None


def _unmarked_utf16(data: bytes) -> str | None:
    """Read UTF-16 without its mark: nearly every second byte of Western text is zero then."""
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    for encoding, zeros, letters in (
        ("utf-16-le", sample[1::2], sample[::2]),
        ("utf-16-be", sample[::2], sample[1::2]),
    ):
        if half and zeros.count(0) > half * 0.8 and letters.count(0) == 0:
            return _strictly(data, encoding)
    return None


def _is_mostly_utf8(data: bytes) -> bool:
    """Say whether bytes that are no UTF-8 are so but for a few: by chance, other encodings hold hardly any of it."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return beyond_ascii - broken >= 5 * broken


def _broken_byte(data: bytes) -> Undecodable:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as broken:
        line = data.count(b"\n", 0, broken.start) + 1
        return Undecodable(
            what=f"wrong encoding: is UTF-8 but for the byte 0x{data[broken.start]:02X} on line {line}",
            remedy="fetch the file again, or save it as UTF-8",
        )
    return Undecodable(what="wrong encoding")


def _by_looks(data: bytes) -> str | Undecodable:
    western = _strictly(data, "cp1252")
    if western is not None and _reads_western(western):
        return western
    from charset_normalizer import from_bytes  # noqa: PLC0415 - 20 ms that few files need

    best = from_bytes(data[:_SAMPLE], cp_isolation=sorted(_BELIEVED)).best()
    text = _strictly(data, best.encoding) if best is not None else None
    return Undecodable(what="wrong encoding: no known one makes text of it") if text is None else text


# Letters beyond ASCII as Western European words have them: small inside a word, large at its head or in capitals.
_WESTERN_WORD = re.compile(
    """
      [A-ZÀ-ÃÄ-ÖØ-ÜŒŠŽ]? [a-zà-ïñ-öø-üÿœšžßƒ]*    # Café, naïve
    | [A-ZÀ-ÖØ-ÜŒŠŽß]+                             # CAFÉ
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"[^\W\d_]+ (?: [^\x00-\x7f] [^\W\d_]+ )*", re.VERBOSE)
_BETWEEN_WORDS = re.compile("[‘’“”–—…‹›„‚•«»·\xa0\xad]")
_WESTERN_SIGNS = frozenset("€‚„…†‡‰‹‘’“”•–—™›\xa0¡£§¨©ª«\xad®°±²³´·º»¼½¾¿×÷")
_WESTERN_SHARE = 0.15
_WESTERN_FEW = 4


def _reads_western(text: str) -> bool:
    """Say whether text decoded as Windows-1252 reads like it.

    Short texts defeat a statistical detector: it takes “Señor” for DOS. Signs may not stand inside words ("poni³s³"),
    and letters beyond ASCII must be few and stand as they do in words.
    """
    text = text[:_SAMPLE]
    letters = beyond = 0
    for word in _WORD.findall(text):
        letters += len(word)
        if not word.isascii():
            if not all(_WESTERN_WORD.fullmatch(part) for part in _BETWEEN_WORDS.split(word)):
                return False
            beyond += sum(char.isalpha() for char in word if not char.isascii())
    signs = {char for char in text if not char.isascii() and not char.isalpha()}
    few = max(letters * _WESTERN_SHARE, min(_WESTERN_FEW, letters / 3))
    return signs <= _WESTERN_SIGNS and beyond <= few
