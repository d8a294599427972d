"""What was printed is no news, in whatever outlet it comes back, unless it stands otherwise now."""

from __future__ import annotations

import builders
import pytest

from briefs.acts import Status
from briefs.composing.news import unprinted

LEDGER = builders.article(outlet="Northern Ledger", uri="file:///news/ledger.txt")
LONGER = (
    "“We will close the strait if the tariff stands, and we will keep it closed until every one of our ships has been "
    "released and every captain is home,” Ana Reyes said.\n"
)
LONG = builders.article(LONGER, outlet="Third Post", uri="file:///news/third.txt")


def threat(**fields):
    return builders.entry(builders.threat(**fields))


def again(**fields):
    return builders.entry(builders.threat(**fields), of=LEDGER)


def quote(words="We will close the strait if the tariff stands,", of=LEDGER):
    return builders.entry(builders.statement(words, text=of.text), of=of)


@pytest.mark.parametrize(
    ("printed", "entries", "news"),
    [
        ([], [threat(), quote()], [0, 1]),  # nothing was printed: all is news
        ([threat()], [threat()], []),  # the record itself, in a window that overlaps
        ([threat()], [again()], []),  # another outlet
        ([threat()], [again(status=Status.WITHDRAWN)], [0]),  # it stands otherwise
        ([threat()], [again(status=Status.REAFFIRMED)], [0]),  # … of the same sort, too
        ([threat()], [threat(status=Status.STATED)], [0]),  # … and so does the record itself, read anew
        ([threat(), again(status=Status.WITHDRAWN)], [again(status=Status.WITHDRAWN)], []),  # said already
        ([threat()], [again(), quote()], []),  # the quote inside a mention goes with the mention
        ([threat()], [builders.entry(builders.pledge())], [0]),  # another act
        ([quote(of=builders.article())], [quote()], []),  # the same words
        ([quote(of=builders.article())], [quote("Nobody will be stranded,")], [0]),  # other words
        (
            [quote(of=builders.article())],
            [quote(LONGER[1 : LONGER.index("”")], of=LONG)],
            [0],  # the whole of it, of which a third was printed
        ),
        ([quote(LONGER[1 : LONGER.index("”")], of=LONG)], [quote()], []),  # a part of what was printed
    ],
)
def test_news(printed, entries, news):
    assert unprinted(entries, printed) == tuple(entries[number] for number in news)
