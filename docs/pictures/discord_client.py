"""How does Discord's client show a post? Its content, embeds and buttons as HTML, near enough to judge a layout by."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import escape
from typing import Any

JsonObject = dict[str, Any]

STYLE = """
:root { --ink: #313338; --strong: #060607; --quiet: #5c5e66; --back: #ffffff; --embed: #f2f3f5; --edge: #c4c9ce;
        --link: #006ce7; --bar: #c4c9ce; --button: #e3e5e8; --code: #e3e5e8; }
:root.dark { --ink: #dbdee1; --strong: #f2f3f5; --quiet: #949ba4; --back: #313338; --embed: #2b2d31; --edge: #1e1f22;
             --link: #00a8fc; --bar: #4e5058; --button: #4e5058; --code: #1e1f22; }
body { margin: 0; background: var(--back); color: var(--ink); width: 760px;
       font: 16px/22px "gg sans", "Noto Sans", sans-serif; }
.post { padding: 8px 48px 8px 72px; position: relative; }
.face { position: absolute; left: 16px; top: 10px; width: 40px; height: 40px; border-radius: 50%; background: #5865f2;
        color: #fff; text-align: center; font: 700 17px/40px "Noto Sans"; }
.name { font-weight: 500; color: var(--strong); } .app { background: #5865f2; color: #fff; border-radius: 4px;
        font-size: 10px; padding: 1px 4px; margin: 0 6px; vertical-align: 1px; }
.time { font-size: 12px; color: var(--quiet); }
h1 { font-size: 24px; line-height: 32px; margin: 8px 0 0; color: var(--strong); }
small { font-size: 13px; line-height: 18px; color: var(--quiet); display: block; }
.embed { background: var(--embed); border-left: 4px solid var(--edge); border-radius: 4px; padding: 8px 16px 16px 12px;
         max-width: 484px; margin-top: 8px; font-size: 14px; line-height: 18px; }
.title { font-weight: 600; font-size: 16px; line-height: 22px; color: var(--strong); margin: 8px 0; }
.line { min-height: 18px; overflow-wrap: break-word; } .content .line { min-height: 22px; }
.quote { border-left: 4px solid var(--bar); border-radius: 4px; padding-left: 12px; }
b { font-weight: 600; color: var(--strong); }
a { color: var(--link); text-decoration: none; }
code { background: var(--code); border-radius: 4px; padding: 1px 4px;
       font: 13.6px "gg mono", "DejaVu Sans Mono", monospace; }
.button { display: inline-block; background: var(--button); color: var(--strong); border-radius: 8px; font-size: 14px;
          font-weight: 500; line-height: 32px; padding: 0 16px; margin: 8px 8px 0 0; }
.only { font-size: 12px; color: var(--quiet); margin-top: 6px; } .only a { margin-left: 4px; }
.asked { color: var(--quiet); padding: 10px 48px 0 72px; font-size: 13px; }
"""

_MARKDOWN = re.compile(
    r"""
      \\(?P<escaped>[^\w\s])
    | `(?P<code>[^`]+)`
    | \[(?P<label>(?:\\.|[^\]\\])*)\]\(<(?P<url>[^>]*)>\)
    | <t:(?P<seconds>-?\d+):f>
    | \*\*(?P<bold>(?:\\.|[^*\\])+)\*\*
    | \*(?P<slanted>(?:\\.|[^*\\])+)\*
    """,
    re.VERBOSE,
)


def asked(line: str) -> str:
    """Return the line that somebody typed, as one would read it aloud."""
    return f'<div class="asked">you use <code>{escape(line)}</code></div>'


def post(payload: JsonObject, *, private: bool) -> str:
    """Return a post of ours."""
    content = f'<div class="content">{_lines(payload["content"])}</div>' if payload.get("content") else ""
    embeds = "".join(map(_embed, payload.get("embeds", ())))
    rows = "".join(
        "<div>" + "".join(f'<span class="button">{escape(one["label"])}</span>' for one in row["components"]) + "</div>"
        for row in payload.get("components", ())
    )
    only = '<div class="only">👁 Only you can see this • <a>Dismiss message</a></div>' if private else ""
    who = '<span class="name">On Record</span><span class="app">APP</span><span class="time">Today at 07:30</span>'
    return f'<div class="post"><div class="face">“R</div><div>{who}</div>{content}{embeds}{rows}{only}</div>'


def _embed(embed: JsonObject) -> str:
    title = f'<div class="title">{_inline(embed["title"])}</div>' if embed.get("title") else ""
    return f'<div class="embed">{title}{_lines(embed.get("description", ""))}</div>'


def _lines(text: str) -> str:
    return "".join(map(_line, text.split("\n")))


def _line(line: str) -> str:
    if line.startswith("# "):
        return f"<h1>{_inline(line[2:])}</h1>"
    if line.startswith("-# "):
        return f"<small>{_inline(line[3:])}</small>"
    if line.startswith("> "):
        return f'<div class="line quote">{_inline(line[2:])}</div>'
    return f'<div class="line">{_inline(line)}</div>'


def _inline(text: str) -> str:
    written, at = [], 0
    for found in _MARKDOWN.finditer(text):
        written += [escape(text[at : found.start()]), _mark(found)]
        at = found.end()
    return "".join([*written, escape(text[at:])])


def _mark(found: re.Match[str]) -> str:
    match found.lastgroup:
        case "escaped":
            return escape(found["escaped"])
        case "code":
            return f"<code>{escape(found['code'])}</code>"
        case "url":
            return f'<a href="#">{_inline(found["label"])}</a>'
        case "seconds":
            moment = datetime.fromtimestamp(int(found["seconds"]), UTC)
            return f"{moment.day} {moment:%B %Y %H:%M}"
        case "bold":
            return f"<b>{_inline(found['bold'])}</b>"
        case _:
            return f"<i>{_inline(found['slanted'])}</i>"
