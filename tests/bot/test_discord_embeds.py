"""Messages as Discord gets them: nothing an article says can act, every limit is kept, no word is lost."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import builders
import editions
import hostile
import pytest
from hypothesis import HealthCheck, given, settings

from bot.adapters.discord_embeds import DiscordRenderer, discord_posts, escape, pressed
from bot.adapters.discord_reference import refer, reference
from bot.adapters.limits import DISCORD, units
from briefs.brief import Section
from briefs.message import (
    Button,
    Buttons,
    Context,
    Divider,
    Fields,
    Heading,
    Image,
    Message,
    Pager,
    Paragraph,
    Quotation,
    Style,
    When,
    Words,
)
from briefs.rendering.message import write
from briefs.rendering.visible import visible, web_link

GOLDEN = Path(__file__).parents[1] / "golden" / "briefs"
BRIEFS = {"morning": editions.morning, "quiet": editions.quiet}

WRITTEN = re.compile(
    r"""
      \\(?P<escaped>[^0-9A-Za-z\s])
    | `(?P<code>[^`\n]*)`
    | \[(?P<label>(?:\\.|[^\\\[\]])*)\]\(<(?P<link>https?://[^<>\s]+)>\)
    | (?P<time><t:-?\d+:f>)
    """,
    re.VERBOSE | re.DOTALL,
)
"""What of Discord's Markdown we write, read as its parser reads it: from the left, an escape first."""


def texts(post):
    """Every string that Discord reads as Markdown."""
    yield from [post["content"]] if "content" in post else []
    for embed in post.get("embeds", ()):
        yield from (embed[name] for name in ("title", "description") if name in embed)


def links(post):
    """Every address that can be clicked."""
    for text in texts(post):
        yield from (match["link"] for match in WRITTEN.finditer(text) if match["link"])
    for row in post.get("components", ()):
        yield from (button["url"] for button in row["components"] if "url" in button)


def quoted(posts) -> str:
    """What stands in quotations over all posts, without white space: a cut may fall on it."""
    lines = (
        line.removeprefix("> ")
        for post in posts
        for embed in post.get("embeds", ())
        for line in embed.get("description", "").split("\n")
        if line.startswith("> ")
    )
    return squash(unescape("\n".join(lines)))


def unescape(text: str) -> str:
    """As Discord's parser does: a backslash makes any sign a character."""
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", text)


def squash(text: str) -> str:
    return re.sub(r"\s+", "", text)


def check_limits(post) -> None:
    post = refer(post, reference("k"))  # as it is sent
    embeds = post.get("embeds", [])
    rows = post.get("components", [])
    assert units(post.get("content", "")) <= DISCORD.content
    assert len(embeds) <= DISCORD.embeds
    assert all(embed for embed in embeds)
    assert all(units(embed.get("title", "")) <= DISCORD.title for embed in embeds)
    assert all(units(embed.get("description", "")) <= DISCORD.description for embed in embeds)
    words = sum(units(embed.get(name, "")) for embed in embeds for name in ("title", "description"))
    assert words + units("".join(embed.get("footer", {}).get("text", "") for embed in embeds)) <= DISCORD.embed_words
    assert len(rows) <= DISCORD.rows
    assert all(1 <= len(row["components"]) <= DISCORD.row_buttons for row in rows)
    assert post.get("content", "").strip() or embeds or rows


def check_harmless(post, allowed: set[str]) -> None:
    """Nothing acts but the links and moments that we set."""
    assert post["allowed_mentions"] == {"parse": []}
    assert "flags" not in post
    assert set(links(post)) <= allowed
    for text in texts(post):
        assert visible(text) == text
        # A moment is shown as words: what comes after one does not stand at the start of its line.
        bare = WRITTEN.sub(lambda match: "x" * bool(match["escaped"] or match["time"]), text)
        assert not set(bare) & set("\\`<[]|@:~_"), bare
        for line in bare.split("\n"):
            start = re.match(r"(?:> |-# |# )?", line).end()
            assert ">" not in line[start:]
            assert not re.match(r"\s*(?:[-+#]|\d+\.)", line[start:])
            assert not line.startswith("> ") or "*" not in line
    json.dumps(post, ensure_ascii=False).encode("utf-8")


def ours(message: Message) -> set[str]:
    """The links that a message sets."""
    runs = (block.text for block in message.blocks if isinstance(block, Paragraph | Context))
    pairs = (text for block in message.blocks if isinstance(block, Fields) for _, text in block.pairs)
    words = [part for text in (*runs, *pairs) for part in text if isinstance(part, Words)]
    return {part.link for part in words if web_link(part.link)}


@pytest.mark.parametrize("slug", BRIEFS)
def test_golden(slug, request):
    written = DiscordRenderer().render(BRIEFS[slug]()) + "\n"
    path = GOLDEN / slug / "discord.json"
    if request.config.getoption("--golden-update", default=False):
        path.write_text(written, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == written


@given(hostile.messages)
@settings(deadline=None, max_examples=60)
def test_a_hostile_message_is_harmless_and_whole(message):
    posts = discord_posts(message)
    for post in posts:
        check_limits(post)
        check_harmless(post, ours(message))
    expected = "".join(visible(block.text) for block in message.blocks if isinstance(block, Quotation))
    assert quoted(posts) == squash(expected)


@given(hostile.briefs())
@settings(deadline=None, max_examples=40)
def test_a_hostile_brief_is_harmless_and_its_slices_are_whole_and_in_order(brief):
    message = write(brief)
    posts = discord_posts(message)
    for post in posts:
        check_limits(post)
        check_harmless(post, ours(message))
    words = quoted(posts)
    at = 0
    for slice_ in hostile.slices(brief):
        at = words.index(squash(visible(slice_)), at) + len(squash(visible(slice_)))


@given(hostile.text)
@settings(deadline=None)
def test_what_is_escaped_reads_as_it_stands(text):
    assert unescape(escape(text)) == visible(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister said no.", "The minister said no."),  # ordinary words stay readable in the payload
        ("a well-known plan, 3.5 - 4", "a well-known plan, 3.5 - 4"),
        ("@everyone", r"\@everyone"),
        ("<@123> <t:0:R> <:evil:1>", r"\<\@123\> \<t\:0\:R\> \<\:evil\:1\>"),
        ("[bank](https://evil.example)", r"\[bank\](https\:\/\/evil.example)"),
        ("# no\n- no\n1. no\n-# no", "\\# no\n\\- no\n1\\. no\n\\-# no"),
        ("||spoiler|| ~~x~~", r"\|\|spoiler\|\| \~\~x\~\~"),
        ("\\", r"\\"),
    ],
)
def test_escape(text, expected):
    assert escape(text) == expected


def test_the_content_is_the_title_and_what_was_considered():
    (post,) = discord_posts(write(editions.morning()))
    assert post["content"] == ("# Morning brief\n-# 14 articles from 6 outlets · <t:1772413200:f> to <t:1772456400:f>")
    assert [embed.get("title") for embed in post["embeds"]] == ["Threats", "Pledges", "Quotes", None]


def test_a_line_of_a_brief():
    (post,) = discord_posts(write(editions.morning()))
    assert post["embeds"][1]["description"].split("\n")[:3] == [
        "**REFUSED** · **Norvia, Karsk and Ostmark**",
        "> Norvia, Karsk and Ostmark have refused to provide troops",
        r"-# [The Northern Ledger](<https://ledger.example/cabinet?id=7&page=1>) · 2 Mar 2026 · cabinet\_splits.txt\:3",
    ]


def test_running_words():
    text = (
        Words(" REFUSED ", Style.ALERT),
        Words("i*", Style.ITALIC),
        Words("c<@1>", Style.CODE),
        Words(" "),
        Words("`", Style.CODE),
        Words("here", link="https://x.example/_a_"),
        Words("not here", link="javascript:x"),
        When(builders.NOON),
        When(date(2026, 3, 2)),
    )
    (post,) = discord_posts(Message(summary="s", blocks=(Paragraph(text),)))
    assert post["embeds"][0]["description"] == (
        r" **REFUSED** *i\**`c<@1>` \`[here](<https://x.example/_a_>)not here<t:1772452800:f>2 Mar 2026"
    )


def test_buttons_say_what_was_pressed():
    buttons = (
        Button("Why?", action="why", key="rec:1"),
        Button("Why?", action="why", key="rec:2"),
        Button("Why?", action="why", key="rec:2"),  # refused by Discord if it stood there twice
        Button("Open", url="https://x.example/"),
        Button("Signed", url="https://x.example/" + "s" * 600),  # too long for a button, not for a link
        Button("Nowhere", url="javascript:x"),
    )
    (post,) = discord_posts(Message(summary="s", blocks=(Buttons(buttons),)))
    check_limits(post)
    ((row),) = post["components"]
    assert [pressed(b["custom_id"]) for b in row["components"][:2]] == [("why", "rec:1"), ("why", "rec:2")]
    assert row["components"][2] == {"type": 2, "label": "Open", "style": 5, "url": "https://x.example/"}
    assert len(row["components"]) == 3
    assert post["embeds"][0]["description"].startswith("[Signed](<https://x.example/s")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (1, [("Next", ("page", "q7:2"))]),
        (2, [("Previous", ("page", "q7:1")), ("Next", ("page", "q7:3"))]),
        (3, [("Previous", ("page", "q7:2"))]),
    ],
)
def test_pages(page, expected):
    (post,) = discord_posts(Message(summary="s", blocks=(Pager(key="q7", page=page, pages=3),)))
    assert post["embeds"] == [{"description": f"-# Page {page} of 3"}]
    (row,) = post["components"]
    assert [(b["label"], pressed(b["custom_id"])) for b in row["components"]] == expected


def test_more_buttons_than_rows_go_into_the_next_post():
    buttons = tuple(Button("Why?", action="why", key=str(number)) for number in range(60))
    posts = discord_posts(Message(summary="s", blocks=(Paragraph((Words("x"),)), Buttons(buttons))))
    for post in posts:
        check_limits(post)
    pressed_keys = [
        pressed(b["custom_id"])[1] for post in posts for row in post["components"] for b in row["components"]
    ]
    assert pressed_keys == [str(number) for number in range(60)]


def test_images_dividers_and_long_headings():
    blocks = (
        Heading("h" * 257, level=2),
        Image(url="https://x.example/a.png", alt="A chart"),
        Image(url="https://x.example/b.png", alt="Another"),
        Image(url="javascript:x", alt="No chart"),
        Divider(),
        Fields((("Condition", (Words("if"),)),)),
    )
    (post,) = discord_posts(Message(summary="s", blocks=blocks))
    check_limits(post)
    assert [embed.get("image", {}).get("url") for embed in post["embeds"]] == [
        "https://x.example/a.png",
        "https://x.example/b.png",
        None,
    ]
    assert "*A chart*" in post["embeds"][0]["description"]
    assert post["embeds"][2]["description"] == "**Condition\\:** if"


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (Message(summary="Paused <@1>.", blocks=()), r"Paused \<\@1\>."),
        (Message(summary="Nothing", blocks=(Divider(),)), "Nothing"),
        (Message(summary="Nothing", blocks=(Quotation(""),)), "Nothing"),
    ],
)
def test_a_message_with_nothing_to_show_says_its_summary(message, expected):
    (post,) = discord_posts(message)
    assert post == {"allowed_mentions": {"parse": []}, "content": expected}


def many(count: int):
    """The morning's first threat, many times."""
    brief = editions.morning()
    (section, *others) = brief.sections
    return replace(brief, sections=(Section(kind="threat", items=section.items[:1] * count), *others))


def test_thousands_of_lines_are_parted_between_lines_and_say_where_they_go_on():
    posts = discord_posts(write(many(900)))
    assert len(posts) > 10
    for post in posts:
        check_limits(post)
        check_harmless(post, ours(write(many(1))))
        assert post["embeds"][-1]["description"].split("\n")[-1].startswith("-# ")  # never between speaker and place
    assert unescape(posts[0]["content"]).endswith(f"\n-# (1/{len(posts)})")
    assert unescape(posts[1]["content"]) == f"-# Morning brief · Threats, continued (2/{len(posts)})"
    assert quoted(posts).count("Wewillclosethestrait") == 900


@pytest.mark.parametrize("text", ["word " * 20_000, "w" * 100_000, "<&>" * 33_334, "👩‍👩‍👧" * 20_000, "a\n" * 50_000])
def test_a_hundred_thousand_characters_arrive_whole(text):
    message = Message(summary="s", blocks=(Heading("Brief"), Paragraph((Words("Ana Reyes"),)), Quotation(text)))
    posts = discord_posts(message)
    for post in posts:
        check_limits(post)
    assert quoted(posts) == squash(text)


def test_a_long_title_loses_nothing():
    posts = discord_posts(Message(summary="s", blocks=(Heading("t" * 5000), Quotation("q"))))
    for post in posts:
        check_limits(post)
    assert "".join(text for post in posts for text in texts(post)).count("t") == 5000


SIMCORD = """
import json, sys
from simcord.components import ComponentValidationError, validate_message_state
from simcord.preview._markdown import markdown_tokens

names = {str(number): "somebody" for number in (123456789012345678,)}
context = {"everyone": True, "users": names, "roles": names, "channels": names, "commands": {next(iter(names)): "ban"}}

def acting(tokens):
    for token in tokens:
        yield token
        yield from acting(token.get("children", ()))

for post in json.load(sys.stdin):
    found = []
    try:
        validate_message_state(
            post.get("components", []), flags=0, content=post.get("content"), embeds=post.get("embeds", []),
            require_nonempty=True,
        )
    except ComponentValidationError as error:
        found.append(str(error))
    written = [("message", post.get("content"))]
    for embed in post.get("embeds", []):
        # Read as a message, in which more acts than in an embed.
        written += [("embed_title", embed.get("title")), ("message", embed.get("description"))]
    for profile, text in written:
        for token in acting(markdown_tokens(text, profile, context=context)):
            # It knows code blocks by four spaces, which Discord does not.
            if token["type"] in {"mention", "command", "emoji", "spoiler_open", "code", "s_open"}:
                found.append(str(token))
            if token["type"] == "link_open":
                found.append(token["href"])
    print(json.dumps(found))
"""
"""simcord is another project's Discord: its limits and its reading of Markdown, in a process of its own since it
changes discord.py as it is imported."""


def test_another_projects_discord_accepts_every_post_and_sees_no_mention_or_link_but_ours():
    messages = []

    @given(hostile.messages)
    @settings(max_examples=150, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def collect(message):
        messages.append(plain_styles(message))

    collect()
    messages += [write(editions.morning()), write(many(300))]
    posts = [(message, refer(post, reference("k"))) for message in messages for post in discord_posts(message)]
    answer = subprocess.run(
        [sys.executable, "-c", SIMCORD],
        input=json.dumps([post for _, post in posts]),
        capture_output=True,
        text=True,
        check=True,
    )
    found = [json.loads(line) for line in answer.stdout.splitlines()]
    assert len(found) == len(posts)
    for (message, _), seen in zip(posts, found, strict=True):
        assert set(seen) <= ours(message)


def plain_styles(message: Message) -> Message:
    """The message without our own code and emphasis, so that any that is found came from its words."""

    def plain(part):
        return replace(part, style=Style.PLAIN) if isinstance(part, Words) else part

    blocks = (
        replace(block, text=tuple(map(plain, block.text))) if isinstance(block, Paragraph | Context) else block
        for block in message.blocks
    )
    return replace(message, blocks=tuple(blocks))
