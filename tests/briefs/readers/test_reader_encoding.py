"""Which characters the bytes stand for."""

from __future__ import annotations

import pytest

from briefs.errors import Problem
from briefs.readers.encoding import Undecodable, charset_of, decode, decode_bytes
from briefs.readers.interface import Resource

CURLY = "“We won’t close it – yet,” she said… for €5m."
ACCENTS = "The Señor Núñez café in Genève says: “Ça va, naïve façade.”"
POLISH = (
    "„Nie będziemy płacić żadnych ceł ani opłat portowych”, powiedział minister gospodarki w środę w Gdańsku, gdzie też"
)
POLISH += " wcześniej zażądał źródeł i wyjaśnień. Później dodał, że rząd zamknie cieśninę, jeżeli cła pozostaną."
RUSSIAN = (
    "Министр заявил журналистам, что правительство закроет пролив, если пошлина не будет отменена до конца недели."
)
JAPANESE = "大臣は月曜日、記者団に対し「関税が撤廃されなければ海峡を封鎖する」と述べた。"
CHINESE = "部长星期一对记者说：“如果不取消关税，我们将关闭海峡。”政府承诺渡轮将继续运行，没有人会被困住。"


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        (CURLY.encode(), None, CURLY),
        (b"\xef\xbb\xbf" + CURLY.encode(), None, CURLY),  # a mark is dropped
        (CURLY.encode("utf-16"), None, CURLY),
        (CURLY.encode("utf-16-le"), None, CURLY),  # no mark, but every second byte is zero
        ("No, she said.".encode("utf-16-be"), None, "No, she said."),
        (CURLY.encode("cp1252"), None, CURLY),  # short and mostly signs: a detector's worst case
        ("“No,” she said.".encode("cp1252"), None, "“No,” she said."),
        (ACCENTS.encode("cp1252"), None, ACCENTS),  # taken for DOS by the detector alone
        ("À Genève, “ça va”".encode("cp1252"), None, "À Genève, “ça va”"),
        ("À Genève".encode("latin-1"), "iso-8859-1", "À Genève"),
        ("“À Genève”".encode("cp1252"), "iso-8859-1", "“À Genève”"),  # the label means Windows-1252, as browsers know
        (CURLY.encode(), "iso-8859-1", CURLY),  # mislabelled UTF-8
        (CURLY.encode("cp1252"), "utf-8", CURLY),  # mislabelled Windows-1252
        (POLISH.encode("cp1250"), "windows-1250", POLISH),
        (POLISH.encode("cp1250"), None, POLISH),  # ³ and ¹ inside words are no Western text
        (POLISH[1:50].encode("iso8859-2"), "iso-8859-2", POLISH[1:50]),
        (RUSSIAN.encode("cp1251"), None, RUSSIAN),
        (RUSSIAN.encode("koi8-r"), "koi8-r", RUSSIAN),
        (JAPANESE.encode("shift_jis"), "Shift_JIS", JAPANESE),
        (JAPANESE.encode("euc_jp"), "euc-jp", JAPANESE),
        (JAPANESE.encode("iso2022_jp"), "iso-2022-jp", JAPANESE),  # all its bytes are ASCII
        (CHINESE.encode("gb18030"), "gb2312", CHINESE),
        (CHINESE.encode("gb18030"), None, CHINESE),
        (CURLY.encode("mac-roman"), "macintosh", CURLY),
        (b"plain", "utf-16", "plain"),  # a label alone makes no UTF-16
        (b"+ADw-script+AD4-", "utf-7", "+ADw-script+AD4-"),  # nor hides characters
        (b"aGVsbG8=", "base64", "aGVsbG8="),  # nor is everything that Python can decode an encoding of text
        (b"xn--caf-dma", "idna", "xn--caf-dma"),
        (b"plain", "no-such-charset", "plain"),
        (b"plain", "a\0b", "plain"),
        (b"one\r\ntwo\rthree\r\n", None, "one\ntwo\rthree\n"),
        ("a\ufffdb. It stands so in the file itself.".encode(), None, "a\ufffdb. It stands so in the file itself."),
    ],
)
def test_bytes_are_read_as_what_they_are(data, declared, text):
    assert decode_bytes(data, declared) == text


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\xff\xfea", "wrong encoding: is marked as UTF-16 and is not"),
        (b"\xef\xbb\xbfCaf\xe9", "wrong encoding: is marked as UTF-8 and is not"),
        (b"a\0b", "is binary (it holds NUL bytes), not text"),
        (b"GIF89a\0\0", "is a GIF image, not text"),
        (b"\x01\x02\x03\x04 is no text", "decodes to garbage: wrong encoding, or no text at all"),
        (bytes(range(128, 160)) * 9, None),
        (CURLY.encode() * 3 + b"\n\xe2 broken", "wrong encoding: is UTF-8 but for the byte 0xE2 on line 2"),
    ],
)
def test_what_is_no_text_says_why(data, what):
    read = decode_bytes(data)
    assert isinstance(read, Undecodable)
    assert what is None or read.what == what


def test_a_page_may_have_a_few_broken_bytes():
    assert decode_bytes(CURLY.encode() * 3 + b" \xe2.", lenient=True) == CURLY * 3 + " \ufffd."


@pytest.mark.parametrize(
    ("media_type", "charset"),
    [
        ("text/html; charset=windows-1252", "windows-1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r"),
        ("<META CHARSET='utf-8'>", "utf-8"),
        ("text/html", None),
        (None, None),
    ],
)
def test_the_label_in_a_media_type(media_type, charset):
    assert charset_of(media_type) == charset


def test_a_servers_label_counts_where_the_copy_has_none():
    page = Resource(
        uri="https://courier.example/a", data=RUSSIAN.encode("koi8-r"), media_type="text/plain; charset=koi8-r"
    )
    assert decode(page) == RUSSIAN
    assert decode(page, "cp1251") != RUSSIAN


def test_a_problem_names_the_file():
    problem = decode(Resource(uri="file:///desk/a%20b.txt", data=b"a\0b"))
    assert isinstance(problem, Problem)
    assert problem.where == "/desk/a b.txt"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        # the label in the page, in the XML declaration, in the mail's part
        ("a.html", '<html><meta charset="koi8-r"><article><p>{}</p></article>'),
        (
            "a.xml",
            '<?xml version="1.0" encoding="koi8-r"?><nitf><body><body.content><p>{}</p></body.content></body></nitf>',
        ),
        (
            "f.xml",
            '<?xml version="1.0" encoding="koi8-r"?><feed><entry><summary>{}</summary></entry></feed>',
        ),
        ("a.eml", "From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/plain; charset=koi8-r\n\n{}"),
    ],
)
def test_every_format_has_its_own_label(read, name, data):
    (article,) = read(data.format(RUSSIAN).encode("koi8-r"), name)
    assert article.text == RUSSIAN
