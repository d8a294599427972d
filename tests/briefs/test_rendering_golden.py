"""The brief of one morning, as an editor sees it in every text format."""

from __future__ import annotations

from pathlib import Path

import editions
import pytest

from briefs.rendering.json import JsonRenderer
from briefs.rendering.markdown import MarkdownRenderer
from briefs.rendering.plain import PlainRenderer

GOLDEN = Path(__file__).parents[1] / "golden" / "briefs"
BRIEFS = {"morning": editions.morning, "quiet": editions.quiet}
FORMATS = {"brief.txt": PlainRenderer, "brief.md": MarkdownRenderer, "brief.json": JsonRenderer}


@pytest.mark.parametrize("slug", BRIEFS)
@pytest.mark.parametrize("name", FORMATS)
def test_golden(slug, name, request):
    written = FORMATS[name]().render(BRIEFS[slug]()) + "\n"
    path = GOLDEN / slug / name
    if request.config.getoption("--golden-update", default=False):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == written
