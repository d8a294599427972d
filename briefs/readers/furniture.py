"""What stands among an article's words and is none of them? Teasers, a feed's last line, a mail's signature.

Cautious on purpose: words of the page that stay in can be seen and reported, a paragraph of the article that is taken
out cannot.
"""

from __future__ import annotations

import re
from typing import Any

_MOST_BESIDE = 3
"""Words that a teaser has beside its link: "Read also:", "See our report:"."""
_SENTENCE_ENDS = (".", "!", "?", "…", "”", '"', "»", "’", "'", ")")

_FOOTER = re.compile(
    r"""
      (?: read | see ) [ ] (?: more | the [ ] (?: full | rest ) | on ) \b     # Read more from our Olmar pages
    | continue [ ] reading \b
    | the [ ] post [ ] .* [ ] appeared [ ] first [ ] on [ ]                   # WordPress, under every entry
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST_FOOTER = 200

_SIGNATURE = re.compile(r"^-- $", re.MULTILINE)


def drop_teasers(tree: Any) -> None:
    """Take out of a page the paragraphs that only lead to another one: "Read also:" and a headline as a link.

    A linked sentence stays, since articles link whole sentences; headlines have no full stop.
    """
    for paragraph in list(tree.iter("p")):
        links = list(paragraph.iter("a"))
        if not links:
            continue
        words = _words(paragraph)
        beside = len(words) - sum(len(_words(link)) for link in links)
        if words and beside <= _MOST_BESIDE and not words[-1].endswith(_SENTENCE_ENDS):
            paragraph.drop_tree()


def _words(element: Any) -> list[str]:
    return str(element.text_content()).split()


def without_footer(paragraphs: list[str]) -> list[str]:
    """Return a feed entry's paragraphs without the line that leads back to the site."""
    *body, last = paragraphs or [""]
    return body if body and len(last) <= _LONGEST_FOOTER and _FOOTER.match(last) else paragraphs


def without_signature(text: str) -> str:
    """Return a mail's plain text without what follows its signature's mark: two hyphens and a space (RFC 3676)."""
    marks = list(_SIGNATURE.finditer(text))
    body = text[: marks[-1].start()] if marks else ""
    return body if body.strip() else text
