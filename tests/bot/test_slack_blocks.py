"""Messages as Slack gets them: nothing an article says can act, every limit is kept, no word is lost."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import builders
import editions
import hostile
import pytest
from hypothesis import given, settings

from bot.adapters.limits import SLACK, units
from bot.adapters.slack_blocks import SlackRenderer, escape, pressed, slack_posts
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
LINK = re.compile(r"<(https?://[^<>|]+)\|[^<>|]+>|<!date\^\d+\^\{date_short_pretty\} \{time\}\|[^<>|]+>")
"""All that may stand in angle brackets: a web link with its words, a moment."""


def texts(value, kind=None):
    """Every string that is shown, with the type of the object it stands in."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key in {"text", "alt_text", "fallback"} and isinstance(part, str):
                yield value.get("type", kind), part
            else:
                yield from texts(part, value.get("type"))
    elif isinstance(value, list):
        for part in value:
            yield from texts(part, kind)


def links(value):
    """Every address that can be clicked, in any kind of block."""
    if isinstance(value, dict):
        if "url" in value:
            yield value["url"]
        if value.get("type") == "mrkdwn":
            yield from (unescape(found) for found in LINK.findall(value["text"]) if found)
        for part in value.values():
            yield from links(part)
    elif isinstance(value, list):
        for part in value:
            yield from links(part)


def types(value):
    """The type of every object."""
    if isinstance(value, dict):
        yield from [value["type"]] if "type" in value else []
        for part in value.values():
            yield from types(part)
    elif isinstance(value, list):
        for part in value:
            yield from types(part)


def unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def quoted(posts) -> str:
    """What stands in quotations, over all posts."""
    return "".join(
        text["text"]
        for post in posts
        for block in post["blocks"]
        if block["type"] == "rich_text"
        for element in block["elements"]
        if element["type"] == "rich_text_quote"
        for text in element["elements"]
    )


def check_limits(post) -> None:
    assert 1 <= len(post["blocks"]) <= SLACK.blocks
    assert 1 <= units(post["text"]) <= SLACK.fallback
    assert sum(units(text) for _, text in texts(post["blocks"])) <= SLACK.words
    for block in post["blocks"]:
        assert all(text for _, text in texts(block))
        match block["type"]:
            case "header":
                assert units(block["text"]["text"]) <= SLACK.header
            case "context":
                assert 1 <= len(block["elements"]) <= SLACK.context_elements
                assert all(units(element["text"]) <= SLACK.text for element in block["elements"])
            case "rich_text":
                assert sum(units(text) for _, text in texts(block)) <= SLACK.text
                assert all(element["elements"] for element in block["elements"])
            case "actions":
                assert 1 <= len(block["elements"]) <= SLACK.actions_elements
                assert len({button["action_id"] for button in block["elements"]}) == len(block["elements"])


def check_harmless(post, allowed: set[str]) -> None:
    """Nothing acts but the links that we set."""
    assert set(types(post["blocks"])) <= {
        "header", "context", "rich_text", "rich_text_section", "rich_text_quote", "divider", "actions", "button",
        "image", "plain_text", "mrkdwn", "text", "link", "date",
    }  # fmt: skip
    assert "<" not in post["text"]
    assert re.fullmatch(r"(?:[^&]|&(?:amp|lt|gt);)*", post["text"])
    assert set(links(post["blocks"])) <= allowed
    for kind, text in texts(post["blocks"]):
        assert visible(text) == text
        if kind == "mrkdwn":
            words = LINK.sub("", text)
            assert not set(words) & {"<", ">"}
            assert re.fullmatch(r"(?:[^&]|&(?:amp|lt|gt);)*", words)
    assert post["unfurl_links"] is post["unfurl_media"] is False
    assert not {"parse", "link_names"} & set(post)
    json.dumps(post, ensure_ascii=False).encode("utf-8")


def ours(message: Message) -> set[str]:
    """The links that a message sets."""
    runs = (block.text for block in message.blocks if isinstance(block, Paragraph | Context))
    pairs = (text for block in message.blocks if isinstance(block, Fields) for _, text in block.pairs)
    words = [part for text in (*runs, *pairs) for part in text if isinstance(part, Words)]
    return {part.link for part in words if web_link(part.link)}


@pytest.mark.parametrize("slug", BRIEFS)
def test_golden(slug, request):
    written = SlackRenderer().render(BRIEFS[slug]()) + "\n"
    path = GOLDEN / slug / "slack.json"
    if request.config.getoption("--golden-update", default=False):
        path.write_text(written, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == written


@given(hostile.messages)
@settings(deadline=None, max_examples=60)
def test_a_hostile_message_is_harmless_and_whole(message):
    posts = slack_posts(message)
    for post in posts:
        check_limits(post)
        check_harmless(post, ours(message))
    expected = "".join(visible(block.text) for block in message.blocks if isinstance(block, Quotation))
    assert quoted(posts) == expected


@given(hostile.briefs())
@settings(deadline=None, max_examples=40)
def test_a_hostile_brief_is_harmless_and_its_slices_are_whole_and_in_order(brief):
    message = write(brief)
    posts = slack_posts(message)
    for post in posts:
        check_limits(post)
        check_harmless(post, ours(message))
    words = quoted(posts)
    at = 0
    for slice_ in hostile.slices(brief):
        at = words.index(visible(slice_), at) + len(visible(slice_))


@given(hostile.text)
@settings(deadline=None)
def test_small_print_formats_nothing_in_mrkdwn(text):
    (post,) = slack_posts(Message(summary="s", blocks=(Context((Words("before "), Words(text), Words(" after"))),)))
    for kind, written in texts(post["blocks"]):
        if kind == "mrkdwn":
            assert not re.search(r"[*~`\n]|(?<!\w)_|_(?!\w)|:[\w+'-]+:|\A\s*&gt;", written)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AT&T", "AT&amp;T"),
        ("<!channel>", "&lt;!channel&gt;"),
        ("&lt;!channel&gt;", "&amp;lt;!channel&amp;gt;"),  # escaped once means: what was escaped already shows so
    ],
)
def test_escape(text, expected):
    assert escape(text) == expected


def test_entities_in_an_article_show_as_they_stand():
    (post,) = slack_posts(Message(summary="s", blocks=(Quotation("&lt;!channel&gt; *no*"),)))
    assert quoted([post]) == "&lt;!channel&gt; *no*"


def test_a_safe_context_is_one_element_with_its_links():
    text = (Words("Courier", link="https://x.example/?a=1&b=2"), Words(" · port_talks.txt:3 · "), When(builders.NOON))
    (post,) = slack_posts(Message(summary="s", blocks=(Context(text),)))
    assert post["blocks"] == [
        {
            "type": "context",
            "elements": [
                {
                    "type": "mrkdwn",
                    "text": "<https://x.example/?a=1&amp;b=2|Courier> · port_talks.txt:3 · "
                    "<!date^1772452800^{date_short_pretty} {time}|2 Mar 2026, 12:00 UTC>",
                    "verbatim": True,
                }
            ],
        }
    ]


def test_a_link_whose_words_could_format_keeps_both():
    text = (Words("The *Star*", link="https://x.example/"), Words(" · undated"))
    (post,) = slack_posts(Message(summary="s", blocks=(Context(text),)))
    assert [element["text"] for element in post["blocks"][0]["elements"]] == [
        "The *Star*",
        " (<https://x.example/|link>) · undated",
    ]


def test_an_emoji_cannot_be_put_together_of_two_runs():
    text = (Words("a:sk", Style.BOLD), Words("ull:b"))
    (post,) = slack_posts(Message(summary="s", blocks=(Context(text),)))
    assert {element["type"] for element in post["blocks"][0]["elements"]} == {"plain_text"}


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (builders.NOON, {"type": "date", "timestamp": 1772452800, "format": "{date_short_pretty} {time}",
                         "fallback": "2 Mar 2026, 12:00 UTC"}),
        (date(2026, 3, 2), {"type": "text", "text": "2 Mar 2026"}),  # the same day everywhere
        (datetime(1914, 6, 28, 10, 0, tzinfo=UTC), {"type": "text", "text": "28 Jun 1914, 10:00 UTC"}),
    ],
)  # fmt: skip
def test_moments(moment, expected):
    (post,) = slack_posts(Message(summary="s", blocks=(Paragraph((When(moment),)),)))
    assert post["blocks"][0]["elements"][0]["elements"] == [expected]


def test_running_words_in_rich_text():
    text = (
        Words("REFUSED", Style.ALERT),
        Words("i", Style.ITALIC),
        Words("c", Style.CODE),
        Words("here", link="https://x.example/"),
        Words("not here", link="javascript:x"),
    )
    (post,) = slack_posts(Message(summary="s", blocks=(Paragraph(text),)))
    assert post["blocks"][0]["elements"][0]["elements"] == [
        {"type": "text", "text": "REFUSED", "style": {"bold": True}},
        {"type": "text", "text": "i", "style": {"italic": True}},
        {"type": "text", "text": "c", "style": {"code": True}},
        {"type": "link", "url": "https://x.example/", "text": "here"},
        {"type": "text", "text": "not here"},
    ]


def test_a_line_of_a_brief_is_two_blocks():
    line = write(editions.morning()).blocks[3:6]
    (post,) = slack_posts(Message(summary="s", blocks=line))
    assert [block["type"] for block in post["blocks"]] == ["rich_text", "context"]


def test_buttons_say_what_was_pressed():
    buttons = (
        Button("Why?", action="why", key="rec:1"),
        Button("Why?", action="why", key="rec:2"),
        Button("Open", url="https://x.example/"),
        Button("Nowhere", url="javascript:x"),
    )
    (post,) = slack_posts(Message(summary="s", blocks=(Buttons(buttons),)))
    (block,) = post["blocks"]
    assert [button.get("url") for button in block["elements"]] == [None, None, "https://x.example/"]
    assert [pressed(b["action_id"], b["value"]) for b in block["elements"][:2]] == [("why", "rec:1"), ("why", "rec:2")]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (1, [("Next", ("page", "q7:2"))]),
        (2, [("Previous", ("page", "q7:1")), ("Next", ("page", "q7:3"))]),
        (3, [("Previous", ("page", "q7:2"))]),
    ],
)
def test_pages(page, expected):
    (post,) = slack_posts(Message(summary="s", blocks=(Pager(key="q7", page=page, pages=3),)))
    small, actions = post["blocks"]
    assert small["elements"][0]["text"] == f"Page {page} of 3"
    buttons = [(b["text"]["text"], pressed(b["action_id"], b["value"])) for b in actions["elements"]]
    assert buttons == expected


def test_images_dividers_and_long_headings():
    blocks = (
        Heading("h" * 151),
        Image(url="https://x.example/a.png", alt="A chart"),
        Image(url="javascript:x", alt="No chart"),
        Divider(),
        Fields((("Condition", (Words("if"),)),)),
    )
    (post,) = slack_posts(Message(summary="s", blocks=blocks))
    assert [block["type"] for block in post["blocks"]] == ["rich_text", "image", "context", "divider", "rich_text"]
    assert post["blocks"][1] == {"type": "image", "image_url": "https://x.example/a.png", "alt_text": "A chart"}


def test_a_message_without_blocks_says_its_summary():
    (post,) = slack_posts(Message(summary="Paused <b>.", blocks=()))
    assert post["text"] == "Paused &lt;b&gt;."
    assert post["blocks"][0]["elements"][0]["elements"] == [{"type": "text", "text": "Paused <b>."}]


def test_the_text_beside_the_blocks_reads_well_alone():
    (post,) = slack_posts(write(editions.morning()))
    lines = post["text"].split("\n")
    assert lines[0] == "Morning brief: 2 threats, 4 pledges and 3 quotes in 14 articles"
    assert "REFUSED · Norvia, Karsk and Ostmark" in lines
    assert not any("date^" in line for line in lines)


def many(count: int):
    """The morning's first threat, many times."""
    brief = editions.morning()
    (section, *others) = brief.sections
    return replace(brief, sections=(Section(kind="threat", items=section.items[:1] * count), *others))


def test_thousands_of_lines_are_parted_between_lines_and_say_where_they_go_on():
    posts = slack_posts(write(many(900)))
    assert len(posts) > 10
    for number, post in enumerate(posts, start=1):
        check_limits(post)
        assert f"({number}/{len(posts)})" in post["text"].split("\n")[0]
        assert post["blocks"][-1]["type"] in {"context", "divider"}  # a post never ends between speaker and place
    assert posts[0]["blocks"][0]["type"] == "header"
    assert posts[1]["blocks"][0]["elements"][0]["text"] == f"Morning brief · Threats, continued (2/{len(posts)})"
    assert quoted(posts).count("We will close the strait") == 900


@pytest.mark.parametrize("text", ["word " * 20_000, "w" * 100_000, "<&>" * 33_334, "👩‍👩‍👧" * 20_000, "a\n" * 50_000])
def test_a_hundred_thousand_characters_arrive_whole(text):
    message = Message(summary="s", blocks=(Heading("Brief"), Paragraph((Words("Ana Reyes"),)), Quotation(text)))
    posts = slack_posts(message)
    for post in posts:
        check_limits(post)
    assert quoted(posts) == text


def test_a_heading_is_never_last_in_a_post():
    blocks = []
    for number in range(60):
        blocks += [Heading(f"Part {number}", level=2), Quotation("x" * 900)]
    posts = slack_posts(Message(summary="s", blocks=tuple(blocks)))
    assert len(posts) > 1
    assert all(post["blocks"][-1]["type"] != "header" for post in posts)
    assert all(post["blocks"][-2]["type"] != "header" for post in posts[:1])
