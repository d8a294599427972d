"""What is taken of a mail, and what hostile ones cannot do."""

from __future__ import annotations

import pytest

from briefs.article import Article

HEAD = "Message-ID: <1@a.example>\nMIME-Version: 1.0\nFrom: {sender}\nSubject: {subject}\n"
MAIL = HEAD.format(sender="Harbour Courier <a@b.example>", subject="Talks")


@pytest.mark.parametrize(
    ("sender", "outlet"),
    [
        ('"Courier, The" <a@b.example>', "Courier, The"),
        ("=?utf-8?q?Caf=C3=A9?= <a@b.example>", "Café"),
        ("=?iso-8859-1?q?Caf=E9?= =?iso-8859-1?q?_Courier?= <a@b.example>", "Café Courier"),
        ("a@b.example", "a@b.example"),
        ("<>", None),
        ("((((", None),
    ],
)
def test_the_sender_is_the_outlet(read, sender, outlet):
    (article,) = read((HEAD.format(sender=sender, subject="x") + "\nHe will go.").encode(), "a.eml")
    assert article.outlet == outlet


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Talks\n stall", "Talks stall"),
        ("=?utf-8?b?VGFsa3M=?=", "Talks"),
        ("=?no-such?q?Talks?=", "Talks"),
        ("=?utf-8?b?=?=", None),
        ("Café", "Café"),  # bytes beyond ASCII, as they should not be sent and are
    ],
)
def test_the_subject_is_the_title(read, subject, title):
    (article,) = read((HEAD.format(sender="a@b.example", subject=subject) + "\nHe will go.").encode(), "a.eml")
    assert article.title == title


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Content-Type: text/plain; format=flowed\n\nHe will \ngo.\nShe will stay.\n", "He will go.\n\nShe will stay."),
        ("Content-Type: text/plain; format=flowed; delsp=yes\n\nHe wi \nll go.\n", "He will go."),
        ("Content-Type: text/html\n\n<p>He will go.</p><p>She will stay.</p>", "He will go.\n\nShe will stay."),
        ("Content-Transfer-Encoding: base64\n\nSGUgd2lsbCBnby4=\n", "He will go."),
        ("Content-Type: text/plain; charset=no-such\n\nHe will go.", "He will go."),
        ("Content-Type: broken\n\nHe will go.", "He will go."),
        ("\nHe will go.", "He will go."),
    ],
)
def test_the_words_of_a_mail(read, body, text):
    (article,) = read((MAIL + body).encode(), "a.eml")
    assert article.text == text


def test_padding_of_previews_is_no_paragraph(read):
    html = "Content-Type: text/html; charset=utf-8\n\n<p>He will go.</p><p>\u200c&nbsp;\u200c&nbsp;</p>"
    (article,) = read((MAIL + html).encode(), "a.eml")
    assert article.text == "He will go."


@pytest.mark.parametrize(
    "header",
    [
        b"Content-Type: text/plain; " + b'a="b";' * 50_000,
        b"Content-Type: text/plain; charset*" + b"0*=x;charset*" * 20_000,
        b"From: " + b"(" * 100_000,
        b"Subject: " + b"=?utf-8?q?a?= " * 50_000,
        b"Date: " + b"(" * 100_000,
        b"From: " + b'"a" ' * 50_000,
    ],
)
def test_hostile_headers_cost_no_time(read, header):
    """With the newer policy of the email package the first of these takes minutes."""
    (item,) = read(b"Message-ID: <1@a.example>\nMIME-Version: 1.0\n" + header + b"\n\nHe will go.", "a.eml")
    assert not isinstance(item, Article) or item.text == "He will go."


def test_messages_of_a_mailbox_are_parted_only_at_postmarks(read):
    message = f"From a@b.example Mon Mar  2 07:30:00 2026\n{MAIL}\nHe will go.\nFrom here to there.\n\nFrom now on.\n\n"
    first, second = read((message * 2).encode(), "a.mbox")
    assert first.text == second.text == "He will go.\n\nFrom here to there.\n\nFrom now on."
    assert first.uri == "file:///desk/a.mbox/1%40a.example"


def test_a_broken_message_does_not_stop_the_others(read):
    nested = "Content-Type: message/rfc822\n\n" * 3000
    postmark = "From a@b.example Mon Mar  2 07:30:00 2026\n"
    problem, article = read(f"{postmark}{nested}\n\n{postmark}{MAIL}\nHe will go.\n".encode(), "a.mbox")
    assert (problem.where, problem.what) == ("/desk/a.mbox, message 1", "is not a mail that can be read")
    assert article.text == "He will go."
