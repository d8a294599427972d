"""How does Slack's client show a post? Its blocks as HTML, near enough to judge a layout by."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import escape
from typing import Any

JsonObject = dict[str, Any]

STYLE = """
:root { --ink: #1d1c1d; --quiet: #616061; --back: #ffffff; --line: #dddddd; --link: #1264a3; --code: #e01e5a;
        --box: #f8f8f8; --button: #ffffff; --private: #f8f8f8; }
:root.dark { --ink: #d1d2d3; --quiet: #9a9b9e; --back: #1a1d21; --line: #565856; --link: #1d9bd1; --code: #e8912d;
             --box: #222529; --button: #1a1d21; --private: #222529; }
body { margin: 0; background: var(--back); color: var(--ink); width: 760px;
       font: 15px/22px Lato, "Noto Sans", sans-serif; }
.post { display: grid; grid-template-columns: 36px 1fr; gap: 0 8px; padding: 8px 20px; }
.post.private { background: var(--private); }
.only { grid-column: 2; font-size: 13px; line-height: 18px; color: var(--quiet); }
.face { width: 36px; height: 36px; border-radius: 8px; background: #3b3a6b; color: #fff; text-align: center;
        font: 900 17px/36px Lato; grid-row: 1 / span 9; }
.private .face { grid-row: 2 / span 9; }
.name { font-weight: 900; } .app { font-size: 10px; background: var(--line); border-radius: 2px; padding: 1px 3px;
        margin: 0 4px; vertical-align: 1px; opacity: .8; } .time { font-size: 12px; color: var(--quiet); }
.block { max-width: 600px; margin: 8px 0; overflow-wrap: break-word; }
.header { font-size: 18px; line-height: 24px; font-weight: 700; margin: 12px 0 8px; }
.context { font-size: 13px; line-height: 18px; color: var(--quiet); } .context span + span { margin-left: 4px; }
.quote { border-left: 4px solid var(--line); padding-left: 12px; margin: 4px 0; white-space: pre-wrap; }
hr { border: 0; border-top: 1px solid var(--line); max-width: 600px; margin: 12px 0; }
a { color: var(--link); text-decoration: none; }
code { color: var(--code); background: var(--box); border: 1px solid var(--line); border-radius: 3px; padding: 1px 3px;
       font: 12px Menlo, "DejaVu Sans Mono", monospace; }
.button { display: inline-block; border: 1px solid var(--line); border-radius: 4px; background: var(--button);
          font-weight: 900; font-size: 13px; line-height: 26px; padding: 0 11px; margin-right: 8px; }
.asked { color: var(--quiet); padding: 10px 20px 0 64px; font-size: 13px; }
"""

_MRKDWN = re.compile(
    r"<!date\^(?P<seconds>-?\d+)\^[^|]*\|[^>]*>|<(?P<url>https?://[^|>]*)\|(?P<label>[^>]*)>|\*(?P<bold>[^*]+)\*|_(?P<slanted>[^_]+)_"
)


def asked(line: str) -> str:
    """Return the line that somebody typed; Slack shows it to nobody, the pictures do."""
    return f'<div class="asked">you type <code>{escape(line)}</code></div>'


def post(payload: JsonObject, *, private: bool) -> str:
    """Return a post of ours."""
    only = '<div class="only">👁 Only visible to you</div>' if private else ""
    blocks = "".join(f'<div class="block">{_block(block)}</div>' for block in payload["blocks"])
    who = '<span class="name">On Record</span><span class="app">APP</span><span class="time">7:30 AM</span>'
    return (
        f'<div class="post{" private" if private else ""}">{only}<div class="face">“R</div><div><div>{who}</div>'
        f"{blocks}</div></div>"
    )


def _block(block: JsonObject) -> str:
    match block["type"]:
        case "header":
            return f'<div class="header">{escape(block["text"]["text"])}</div>'
        case "context":
            return f'<div class="context">{"".join(f"<span>{_text(part)}</span>" for part in block["elements"])}</div>'
        case "rich_text":
            return "".join(map(_rich, block["elements"]))
        case "actions":
            return "".join(f'<span class="button">{escape(one["text"]["text"])}</span>' for one in block["elements"])
        case "divider":
            return "<hr>"
        case other:
            message = f"no picture of a block {other!r}"
            raise ValueError(message)


def _rich(element: JsonObject) -> str:
    words = "".join(map(_run, element["elements"]))
    return f'<div class="{"quote" if element["type"] == "rich_text_quote" else "section"}">{words}</div>'


def _run(run: JsonObject) -> str:
    match run["type"]:
        case "date":
            return _date(run["timestamp"])
        case "link":
            words = f'<a href="#">{escape(run["text"])}</a>'
        case _:
            words = escape(run["text"])
    for style, tag in (("bold", "b"), ("italic", "i"), ("code", "code")):
        words = f"<{tag}>{words}</{tag}>" if run.get("style", {}).get(style) else words
    return words


def _text(text: JsonObject) -> str:
    if text["type"] == "plain_text":
        return escape(text["text"])
    written, at = [], 0
    for found in _MRKDWN.finditer(text["text"]):
        written += [text["text"][at : found.start()], _mark(found)]
        at = found.end()
    return "".join([*written, text["text"][at:]])  # mrkdwn comes escaped as HTML is


def _mark(found: re.Match[str]) -> str:
    if found["seconds"]:
        return _date(int(found["seconds"]))
    if found["url"]:
        return f'<a href="#">{found["label"]}</a>'
    return f"<b>{found['bold']}</b>" if found["bold"] else f"<i>{found['slanted']}</i>"


def _date(seconds: int) -> str:
    moment = datetime.fromtimestamp(seconds, UTC)
    return f"{moment:%b} {moment.day}, {moment.year} {moment:%I:%M %p}".replace(" 0", " ")
