"""What a store promises, tried on every store there is."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from threading import Thread

import pytest
from builders import (
    NOON,
    article,
    person,
    pledge,
    reading,
    resolved,
    span,
    statement,
    threat,
    unknown,
)
from hypothesis import HealthCheck, given, settings
from strategies import open_articles, readings

from briefs.acts import Party
from briefs.article import ArticleStatus
from briefs.person import Ambiguous, Resolved, Step, Unknown
from briefs.statement import Form, StatementId
from briefs.store.interface import Added, Counts, Quarantined, Query, Standing, Tally

HOUR = timedelta(hours=1)
LATER = NOON + HOUR
TOMORROW = NOON + 24 * HOUR
STRAIT = "We will close the strait if the tariff stands,"
STRANDED = "Nobody will be stranded,"

NEW, UNCHANGED, RENEWED, REVISED, LATE = Added.NEW, Added.UNCHANGED, Added.RENEWED, Added.REVISED, Added.LATE


def found(store, *, now=TOMORROW, **asked):
    return store.find(Query(now=now, **asked))


def titles(store, **asked):
    return [entry.article.title for entry in found(store, kinds=("statement",), **asked)]


def quote_in(of, words=STRAIT, **fields):
    return reading(statement(words, text=of.text, **fields), of=of)


def add(store, of, entered=NOON, **fields):
    return store.add(quote_in(of, **fields), entered=entered)


# What becomes of a reading


def test_a_reading_comes_back_record_by_record(store):
    of = reading()
    assert store.add(of, entered=NOON) is NEW
    entries = found(store)
    assert {entry.record for entry in entries} == set(of.records)
    assert {(entry.article, entry.entered) for entry in entries} == {(of.article, NOON)}


def test_the_same_reading_twice_is_one(store):
    store.add(reading(), entered=NOON)
    before = found(store)
    assert store.add(reading(), entered=LATER) is UNCHANGED
    assert found(store) == before


def test_another_engine_renews_the_records_and_they_keep_their_time(store):
    store.add(reading(), entered=NOON)
    better = reading(statement(STRANDED), extractor="test/2")
    assert store.add(better, entered=LATER) is RENEWED
    (entry,) = found(store)
    assert (entry.record, entry.entered) == (better.records[0], NOON)


def test_one_article_in_two_files_is_one(store):
    add(store, article(uri="file:///a.txt"))
    assert add(store, article(uri="file:///b.txt")) is UNCHANGED
    assert len(found(store)) == 1


def test_wire_copy_in_two_outlets_is_two_articles(store):
    add(store, article(guid="urn:wire:1"))
    assert add(store, article(guid="urn:wire:1", outlet="Oster Post")) is NEW
    assert len(found(store)) == 2


def test_a_reading_that_found_nothing_is_known(store):
    empty = replace(reading(), findings=())
    assert store.add(empty, entered=NOON) is NEW
    assert store.known(empty.article.id, "test/1")
    assert found(store) == ()


def test_a_time_without_a_zone_is_refused(store):
    with pytest.raises(ValueError, match="time zone"):
        store.add(reading(), entered=NOON.replace(tzinfo=None))


# Versions: each row is a list of (article, what adding it comes to), and the titles that are found at the end


def version(title, **fields):
    return article(title=title, uri=f"file:///wire/{title}.xml", **{"guid": "urn:wire:7", **fields})


LATER_DAY = date(2026, 3, 9)
EARLIER_DAY = date(2026, 2, 1)
PLACE = "file:///news/talks.txt"


@pytest.mark.parametrize(
    ("arrivals", "left"),
    [
        # the wire counts: 10 is newer than 9, though it sorts before it as text
        ([(version("a", version="9"), NEW), (version("b", version="10"), REVISED)], ["b"]),
        # an older version that comes late supersedes nothing
        ([(version("b", version="2"), NEW), (version("a", version="1"), LATE)], ["b"]),
        # the count decides, even against the date
        (
            [
                (version("b", version="2", published=EARLIER_DAY), NEW),
                (version("a", version="1", published=LATER_DAY), LATE),
            ],
            ["b"],
        ),
        # without a count the date decides
        ([(version("b", published=LATER_DAY), NEW), (version("a", published=EARLIER_DAY), LATE)], ["b"]),
        # an hour tells where both give the time, in whatever offset
        (
            [
                (version("b", published=NOON), NEW),
                (version("a", published=datetime(2026, 3, 2, 13, tzinfo=timezone(2 * HOUR))), LATE),
            ],
            ["b"],
        ),
        # a bare date is not before a time on the same day
        ([(version("b", published=NOON), NEW), (version("a", published=NOON.date()), REVISED)], ["a"]),
        # where nothing tells, the later arrival counts
        ([(version("a", published=None), NEW), (version("b", published=None), REVISED)], ["b"]),
        ([(version("a", version="first"), NEW), (version("b", version="second"), REVISED)], ["b"]),
        # a number that no wire counts to is no number
        ([(version("a", version="9" * 5_000), NEW), (version("b", version="1"), REVISED)], ["b"]),
        # a folder read a second time changes nothing
        (
            [
                (version("a", version="1"), NEW),
                (version("b", version="2"), REVISED),
                (version("a", version="1"), UNCHANGED),
                (version("b", version="2"), UNCHANGED),
            ],
            ["b"],
        ),
        ([(version("a"), NEW), (version("b"), REVISED), (version("a"), UNCHANGED)], ["b"]),
        # identifiers are a publisher's own: number 12 of the Post is no version of number 12 of the Courier
        ([(version("a", guid="12"), NEW), (version("b", guid="12", outlet="Oster Post"), NEW)], ["a", "b"]),
        # without an identifier the link joins the versions
        (
            [
                (article(title="a", uri="file:///1.html", url="https://courier.example/talks"), NEW),
                (article(title="b", uri="file:///2.html", url="https://courier.example/talks"), REVISED),
            ],
            ["b"],
        ),
        # and without a link the file, which was edited
        ([(article(title="a", uri=PLACE), NEW), (article(title="b", uri=PLACE), REVISED)], ["b"]),
        # even when the editor put an earlier date
        (
            [
                (article(title="a", uri=PLACE, published=LATER_DAY), NEW),
                (article(title="b", uri=PLACE, published=EARLIER_DAY), REVISED),
            ],
            ["b"],
        ),
        # an edit undone: the file holds the first words again
        (
            [
                (article(title="a", uri=PLACE), NEW),
                (article(title="b", uri=PLACE), REVISED),
                (article(title="a", uri=PLACE), REVISED),
                (article(title="a", uri=PLACE), UNCHANGED),
            ],
            ["a"],
        ),
        # the same with an identifier: one file holds one copy at a time
        (
            [
                (article(title="a", uri=PLACE, guid="7"), NEW),
                (article(title="b", uri=PLACE, guid="7"), REVISED),
                (article(title="a", uri=PLACE, guid="7"), REVISED),
            ],
            ["a"],
        ),
        # a line that moved down in its file because another one came in above it
        (
            [
                (article(title="a", uri="file:///day.jsonl/1"), NEW),
                (article(title="b", uri="file:///day.jsonl/1"), REVISED),
                (article(title="a", uri="file:///day.jsonl/2"), REVISED),
            ],
            ["a", "b"],
        ),
    ],
)
def test_versions(store, arrivals, left):
    assert [add(store, of) for of, _ in arrivals] == [added for _, added in arrivals]
    assert sorted(titles(store)) == left
    assert sorted(of.title for of in store.articles()) == left


def test_a_superseded_version_stays_readable(store):
    old, new = version("a", version="1"), version("b", version="2")
    add(store, old)
    add(store, new)
    assert store.article(old.id) == old
    assert store.standing(old.id, now=TOMORROW) is Standing.SUPERSEDED
    assert store.standing(new.id, now=TOMORROW) is Standing.OPEN


# Kills, holds and embargoes

KILL = version("kill", version="2", status=ArticleStatus.CANCELED)


@pytest.mark.parametrize(
    "arrivals",
    [
        [version("a", version="1"), KILL],  # as it should be
        [KILL, version("a", version="1")],  # the story comes after its kill
        [version("b", version="3"), KILL],  # the kill comes after a version that it is older than
        [KILL, version("b", version="3")],  # a kill is final
        [version("a", version="1"), KILL, version("b", version="3")],
    ],
)
def test_a_kill_ends_every_version(store, arrivals):
    for of in arrivals:
        add(store, of)
    assert found(store) == ()
    assert {store.standing(of.id, now=TOMORROW) for of in arrivals} == {Standing.KILLED}


def test_a_kill_is_news_and_what_comes_after_it_is_late(store):
    arrivals = [version("b", version="3"), KILL, version("a", version="1"), version("c", version="4")]
    assert [add(store, of) for of in arrivals] == [NEW, REVISED, LATE, LATE]


def test_a_kill_of_one_article_spares_the_others(store):
    add(store, version("a"))
    add(store, version("other", guid="urn:wire:8"))
    add(store, KILL)
    assert titles(store) == ["other"]


def test_a_file_that_was_canceled_by_mistake_can_be_put_right(store):
    # no wire, no identifier: an editor's own file, and a word in its front matter
    add(store, article(uri=PLACE))
    add(store, article(uri=PLACE, status=ArticleStatus.CANCELED))
    assert found(store) == ()
    assert add(store, article(uri=PLACE)) is REVISED
    assert len(found(store)) == 1


def test_withheld_copy_is_not_found_until_it_is_released(store):
    held = version("a", version="1", status=ArticleStatus.WITHHELD)
    add(store, held)
    assert found(store) == ()
    assert store.standing(held.id, now=TOMORROW) is Standing.HELD
    add(store, version("a", version="2"))
    assert titles(store) == ["a"]


def test_copy_under_embargo_is_found_when_the_embargo_ends(store):
    of = article(embargo_until=LATER)
    add(store, of)
    assert found(store, now=LATER - timedelta(microseconds=1)) == ()
    assert store.standing(of.id, now=NOON) is Standing.HELD
    assert len(found(store, now=LATER)) == 1


def test_copy_under_embargo_enters_the_windows_when_the_embargo_ends(store):
    # else it would be in no brief: not in that before it, since it was held back; not in that after it, since it
    # entered long before
    add(store, article(embargo_until=LATER))
    (entry,) = found(store, entered_after=NOON, entered_until=LATER)
    assert entry.entered == LATER
    assert found(store, entered_after=LATER) == ()


# Forgetting


def test_what_everybody_is_called_is_known_in_one_line_each(store):
    both = pledge(issuer=None)
    both = replace(both, issuer=(*both.issuer, Party(span=span("Tomas Brandt"), resolution=resolved("Tomas Brandt"))))
    store.add(reading(statement(source=span("Ana Reyes")), statement(STRANDED, speaker=unknown()), both), entered=NOON)
    lines = store.speakers(now=TOMORROW)
    assert [set(line.split()) for line in lines] == [{"ana", "reyes"}, {"tomas", "brandt"}, {"vellin", "government"}]


@pytest.mark.parametrize("fields", [{"status": ArticleStatus.WITHHELD}, {"embargo_until": TOMORROW + HOUR}])
def test_whoever_stands_only_in_copy_that_is_held_back_is_not_told(store, fields):
    add(store, article(**fields))
    assert store.speakers(now=TOMORROW) == ()


def test_what_is_forgotten_is_gone(store):
    of = reading()
    store.add(of, entered=NOON)
    assert store.forget(of.article.id) == 1
    assert store.article(of.article.id) is None
    assert store.standing(of.article.id, now=NOON) is None
    assert found(store) == found(store, words=("strait",)) == ()
    assert not store.known(of.article.id, of.extractor)
    assert store.counts() == Counts(articles=0, statements=0, acts=0, quarantined=0)
    assert store.forget(of.article.id) == 0


def test_what_was_forgotten_can_be_added_again(store):
    of = reading()
    store.add(of, entered=NOON)
    store.forget(of.article.id)
    assert store.add(of, entered=LATER) is NEW
    assert {entry.entered for entry in found(store, words=("will",))} == {LATER}


@pytest.mark.parametrize("which", [0, 1, 2])
def test_an_article_is_forgotten_with_all_its_versions(store, which):
    versions = [version("a", version="1"), version("c", version="3"), version("b", version="2")]  # the last comes late
    for of in versions:
        add(store, of)
    add(store, article(title="another", guid="another"))
    assert store.forget(versions[which].id) == 3
    assert [store.article(of.id) for of in versions] == [None, None, None]
    assert titles(store) == ["another"]


def test_a_kill_is_forgotten_with_what_it_killed(store):
    of = version("a", version="1")
    add(store, of)
    add(store, KILL)
    assert store.forget(KILL.id) == 2
    assert store.article(of.id) is None
    assert add(store, of) is NEW  # nothing is remembered of it


def test_a_version_that_moved_to_another_file_goes_with_those_before_it(store):
    old, new = article(title="old", uri="file:///a"), article(title="new", uri="file:///a")
    for of in (old, new):
        store.add(reading(of=of), entered=NOON)
    moved = article(title="new", uri="file:///b")  # read again there, by a better engine
    assert store.add(reading(of=moved, extractor="test/2"), entered=NOON) is RENEWED
    assert store.forget(moved.id) == 2
    assert store.article(old.id) is None


def test_a_name_means_every_version_that_goes_by_it(store):
    old = article(title="old", uri="file:///wire/1.xml", guid="urn:1", url="https://courier.example/1")
    new = article(title="new", uri="file:///wire/2.xml", guid="urn:1", url="https://courier.example/1")
    for of in (old, new):
        add(store, of)
    both = tuple(sorted((old.id, new.id)))
    assert store.named("urn:1") == store.named("https://courier.example/1") == both
    assert store.named(old.id) == store.named("file:///wire/1.xml") == (old.id,)
    assert store.named("") == store.named("file:///wire") == store.named("1.xml") == ()


def test_the_name_of_a_file_means_what_it_holds_when_asked_to(store):
    for uri in ("file:///wire.jsonl/1", "file:///wire.jsonl/2", "file:///wire_jsonl/3", "file:///wire.jsonl.bak"):
        add(store, article(uri=uri, title=uri))
    assert store.named("file:///wire.jsonl") == ()
    inside = store.named("file:///wire.jsonl", within=True)
    assert {store.article(name).uri for name in inside} == {"file:///wire.jsonl/1", "file:///wire.jsonl/2"}


# What is known, what is stale


def test_known_is_by_article_and_engine(store):
    of = reading()
    assert not store.known(of.article.id, "test/1")
    store.add(of, entered=NOON)
    assert store.known(of.article.id, "test/1")
    assert not store.known(of.article.id, "test/2")


def test_a_superseded_article_is_known_unless_its_file_went_back_to_it(store):
    first, second = article(title="a", uri=PLACE), article(title="b", uri=PLACE)
    add(store, first)
    add(store, second)
    assert store.known(first.id, "test/1")
    assert not store.known(first.id, "test/1", uri=PLACE)
    assert store.known(second.id, "test/1", uri=PLACE)
    assert store.known(second.id, "test/1", uri="file:///a/copy.txt")


def test_stale_articles_are_the_current_ones_of_other_engines(store):
    add(store, version("a", version="1"))
    add(store, version("b", version="2"))
    store.add(replace(quote_in(article()), extractor="test/2"), entered=NOON)
    assert [of.title for of in store.stale("test/2")] == ["b"]
    assert [of.title for of in store.stale("test/1")] == ["Port talks stall"]


def test_articles_come_in_the_order_they_entered(store):
    for title, entered in (("c", LATER), ("a", NOON), ("b", NOON)):
        add(store, article(title=title, uri=f"file:///{title}"), entered)
    assert [of.title for of in store.articles()] == ["a", "b", "c"]


def test_articles_can_be_changed_while_one_walks_through_them(store):
    for number in range(5):
        add(store, article(title=str(number), uri=f"file:///{number}"))
    for of in store.stale("test/2"):
        store.add(replace(quote_in(of), extractor="test/2"), entered=LATER)
    assert list(store.stale("test/2")) == []
    assert store.counts().statements == 5


# Finding


def by(resolution, source=None):
    where = span(source) if source else None
    return statement(STRANDED, speaker=resolution, source=where, id=StatementId("s9"))


ANA = Resolved(person=person("Ana Reyes", aliases=("La Capitana",)), step=Step.ALIAS, name="Ms Ana Núñez Reyes")
EITHER = Ambiguous(candidates=(person("Ana Reyes"), person("Luis Reyes")), step=Step.ALIAS)
NOBODY = Unknown(reason="an official", description="senior port official")
TWO = (Party(span=None, resolution=resolved("Ana Reyes")), Party(span=span("Tomas Brandt"), resolution=unknown()))


@pytest.mark.parametrize(
    ("finding", "asked", "is_found"),
    [
        # words: whole ones, in what is attributed
        (statement(), {"words": ("strait",)}, True),
        (statement(), {"words": ("STRÁIT!",)}, True),
        (statement(), {"words": ("strai",)}, False),
        (statement(), {"words": ("tariff", "close")}, True),
        (statement(), {"words": ("tariff", "ferries")}, False),
        (statement(), {"words": ("reporters",)}, False),
        # several in one are found in a row
        (statement(), {"words": ("close the strait",)}, True),
        (statement(), {"words": ("close strait",)}, False),
        # through a split quote as well
        (
            statement(content=(span("We will close"), span("the tariff stands,"))),
            {"words": ("will close the tariff",)},
            True,
        ),
        # an act is searched by its whole statement
        (threat(), {"words": ("reporters",)}, True),
        # speakers: by the name in the article, in people.yaml, by another name, by the words that stand there
        (by(ANA), {"speaker": "nunez"}, True),
        (by(ANA), {"speaker": "Reyes, Ana"}, True),
        (by(ANA), {"speaker": "capitana"}, True),
        (by(ANA, source="Tomas Brandt"), {"speaker": "brandt"}, True),
        (by(ANA), {"speaker": "Ana Brandt"}, False),
        # a candidate is no speaker, the words that stand there are
        (by(EITHER, source="Tomas Brandt"), {"speaker": "Ana Reyes"}, False),
        (by(EITHER, source="Tomas Brandt"), {"speaker": "Tomas"}, True),
        # the unnamed are found by what they are
        (by(NOBODY), {"speaker": "port official"}, True),
        # issuers, and whom they speak for; but one name is not made of two people
        (threat(issuer_for="Vellin"), {"speaker": "vellin"}, True),
        (replace(threat(), issuer=TWO), {"speaker": "Brandt"}, True),
        (replace(threat(), issuer=TWO), {"speaker": "Ana Brandt"}, False),
        # the subject: in the sentence or the title
        (statement(), {"about": "monday reporters"}, True),
        (statement(), {"about": "talks tariff"}, True),
        (statement(), {"about": "ferries"}, False),
        (by(ANA), {"about": "stranded"}, True),
        (by(ANA), {"about": "pledged"}, False),
        # everything asked for must hold
        (statement(), {"words": ("strait",), "speaker": "Reyes", "about": "Monday"}, True),
        (statement(), {"words": ("strait",), "speaker": "Brandt", "about": "Monday"}, False),
        # form and kind
        (statement(), {"form": Form.DIRECT}, True),
        (statement(), {"form": Form.INDIRECT}, False),
        (threat(), {"form": Form.DIRECT}, False),
        (threat(), {"kinds": ("statement", "threat")}, True),
        (pledge(), {"kinds": ("statement", "threat")}, False),
        # the outlet, by its whole name
        (statement(), {"outlet": "harbour-courier"}, True),
        (statement(), {"outlet": "Courier"}, False),
        # nothing asked for, nothing restricted
        (statement(), {"words": ("", " "), "speaker": "", "about": "  ", "outlet": ""}, True),
        # a dash between words is not looked for; nothing but marks finds nothing
        (statement(), {"words": ("close", "–", "strait")}, True),
        (statement(), {"words": ("–",)}, False),
        (statement(), {"speaker": "???"}, False),
        (statement(), {"about": "🔥"}, False),
        (statement(), {"outlet": "…"}, False),
        # nor do operators of a search engine mean anything
        (statement(), {"words": ('strait" OR "ferries',)}, False),
        (statement(), {"words": ("close NEAR strait",)}, False),
        (statement(), {"words": ("stra*",)}, False),
        (statement(), {"words": ("-strait",)}, True),
        (statement(), {"words": ("words:strait",)}, False),
        (statement(), {"words": ("%",)}, False),
        (statement(), {"words": ("^strait",)}, True),
        (statement(), {"words": ("NOT", "strait")}, False),
        (statement(), {"words": ("strait\x00", "'; DROP TABLE records; --")}, False),
        (statement(), {"words": ("\ud800strait",)}, True),
        (statement(), {"kinds": ("\ud800", "\x00")}, False),
        # many words, and one that no index takes whole
        (statement(), {"words": ("We", "will", "close", "the", "strait", "if", "the", "tariff", "stands") * 100}, True),
        (statement(), {"words": (*(f"w{number}" for number in range(1_000)), "strait")}, False),
        (statement(), {"words": ("x" * 100_000,)}, False),
        (statement(), {"words": ("close " * 5_000,)}, False),
    ],
)
def test_finding(store, finding, asked, is_found):
    store.add(reading(finding), entered=NOON)
    assert bool(found(store, **asked)) is is_found


def test_a_word_longer_than_any_index_takes_is_found(store):
    long = "x" * 50_000
    add(store, article(f"“{long}y,” he said."), words=f"{long}y,")
    assert len(found(store, words=(f"{long}y",))) == 1
    assert found(store, words=(f"{long}z",)) == ()


EAST = timezone(10 * HOUR)


@pytest.mark.parametrize(
    ("published", "day"),
    [
        (date(2026, 3, 2), date(2026, 3, 2)),
        # the dateline is that of the outlet: in UTC this is still 2 March
        (datetime(2026, 3, 3, 1, 0, tzinfo=EAST), date(2026, 3, 3)),
        # undated copy goes by the day it entered, in UTC: in its own zone this is 3 March already
        (None, date(2026, 3, 2)),
    ],
)
def test_days(store, published, day):
    add(store, article(published=published), datetime(2026, 3, 3, 1, 0, tzinfo=EAST))
    dawn, eve = day - timedelta(days=1), day + timedelta(days=1)
    assert len(found(store, since=day, until=day)) == 1
    assert len(found(store, since=dawn, until=eve)) == 1
    assert found(store, since=eve) == found(store, until=dawn) == ()


def test_windows_are_open_at_their_start_and_closed_at_their_end(store):
    store.add(reading(statement()), entered=LATER)
    assert len(found(store, entered_after=NOON, entered_until=LATER)) == 1
    assert found(store, entered_after=LATER) == ()
    assert found(store, entered_until=LATER - timedelta(microseconds=1)) == ()
    # the same moment in another zone
    assert found(store, entered_after=LATER.astimezone(EAST)) == ()


def test_the_newest_come_first_and_each_article_in_its_order(store):
    dated = (("a", NOON), ("b", LATER), ("c", NOON.date()), ("d", None))
    for title, published in dated:
        quotes = (statement(STRANDED, id=StatementId("s2")), statement())
        store.add(reading(*quotes, of=article(title=title, published=published, uri=title)), entered=NOON + HOUR / 2)
    # undated copy stands where it entered, a bare date at its midnight
    assert titles(store) == ["b", "b", "d", "d", "a", "a", "c", "c"]
    starts = [entry.record.span.start for entry in found(store)]
    assert starts == [span(STRAIT).start, span(STRANDED).start] * 4


def test_of_equally_old_copy_that_which_entered_later_comes_first_whatever_the_order_of_arrival(new_store):
    arrivals = [(article(title=str(number), uri=str(number)), NOON + (number % 3) * HOUR) for number in range(9)]
    orders = []
    for way in (arrivals, arrivals[::-1]):
        with closing(new_store()) as store:
            for of, entered in way:
                add(store, of, entered)
            orders.append(titles(store))
    assert orders[0] == orders[1]
    assert [int(title) % 3 for title in orders[0]] == [2, 2, 2, 1, 1, 1, 0, 0, 0]


@pytest.mark.parametrize("asked", [{}, {"words": ("strait",)}, {"speaker": "Ana Reyes"}, {"about": "Monday"}])
@pytest.mark.parametrize(("limit", "count"), [(None, 30), (0, 0), (-1, 0), (1, 1), (29, 29), (31, 30)])
def test_a_limit_takes_the_first(store, asked, limit, count):
    for number in range(30):
        add(store, article(uri=f"file:///{number}", title=f"{number}", published=NOON - number * HOUR))
    assert titles(store, limit=limit, **asked) == [str(number) for number in range(count)]


def test_a_limit_counts_what_is_found_not_what_was_looked_at(store):
    # the index knows both names and not that they are two people: 60 candidates come before the one answer
    for number in range(60):
        store.add(reading(replace(threat(), issuer=TWO), of=article(uri=str(number), title=str(number))), entered=NOON)
    older = article(uri="older", title="older", published=EARLIER_DAY)
    store.add(reading(threat(issuer=resolved("Ana Brandt")), of=older), entered=NOON)
    (entry,) = found(store, speaker="Ana Brandt", limit=1)
    assert entry.article.title == "older"


# Quarantine, counts, tally

BAD = Quarantined(uri="file:///b.xml", sha256="0" * 64, reason="no text \x00\ud800", since=NOON)


def test_quarantine(store):
    other = replace(BAD, uri="file:///a.xml", sha256="")
    store.quarantine(BAD)
    store.quarantine(other)
    assert store.quarantined() == (other, BAD)
    changed = replace(BAD, reason="not XML", since=LATER.astimezone(EAST))
    store.quarantine(changed)
    assert store.quarantined() == (other, changed)
    assert store.release(BAD.uri)
    assert not store.release(BAD.uri)
    assert store.quarantined() == (other,)


def test_counts_leave_out_what_is_superseded(store):
    add(store, version("a", version="1"))
    store.add(reading(of=version("b", version="2")), entered=NOON)
    store.add(reading(of=article(status=ArticleStatus.WITHHELD)), entered=NOON)
    store.quarantine(BAD)
    assert store.counts() == Counts(articles=2, statements=2, acts=4, quarantined=1)


def test_a_tally_tells_what_a_brief_may_show_and_what_was_held_back(store):
    entries = (
        article(title="1", uri="1"),
        article(title="2", uri="2", outlet="HARBOUR courier"),
        article(title="3", uri="3", outlet=None),
        article(title="4", uri="4", embargo_until=TOMORROW),
        article(title="5", uri="5", status=ArticleStatus.WITHHELD),
        version("6", version="1"),
        version("7", version="2"),
        version("8", version="3", status=ArticleStatus.CANCELED),
    )
    for number, of in enumerate(entries):
        store.add(reading(of=of, language="de" if number == 2 else "en"), entered=LATER)
    assert store.tally(now=LATER, after=NOON, until=LATER) == Tally(
        articles=3, outlets=1, held_back=3, languages={"en": 2, "de": 1}
    )
    # when its embargo is over, the article is in the window in which it ended
    assert store.tally(now=TOMORROW, after=LATER, until=TOMORROW) == Tally(
        articles=1, outlets=1, held_back=0, languages={"en": 1}
    )
    assert store.tally(now=TOMORROW).articles == 4
    assert store.tally(now=LATER, after=LATER).held_back == 0


# Whatever was read


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(of=readings(of=open_articles))
def test_any_reading_survives(new_store, of):
    with closing(new_store()) as store:
        assert store.add(of, entered=NOON) is NEW
        assert store.add(of, entered=LATER) is UNCHANGED
        entries = store.find(Query(now=NOON))
        kept = store.article(of.article.id)
        walked = list(store.articles())
    assert [entry.record for entry in entries] == sorted(of.records, key=lambda record: record.span)
    assert all(entry.article == of.article for entry in entries)
    assert kept == of.article
    assert kept.id == of.article.id
    assert walked == [of.article]
    assert not of.article.published or kept.published.isoformat() == of.article.published.isoformat()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(of=readings())
def test_nothing_is_found_that_may_not_be_shown(new_store, of):
    with closing(new_store()) as store:
        store.add(of, entered=NOON)
        assert bool(store.find(Query(now=NOON))) is (of.article.is_open(NOON) and bool(of.findings))


def test_threads_share_a_store(store):
    failures = []

    def work(first):
        try:
            for number in range(first, first + 8):
                add(store, article(title=str(number), uri=str(number)))
                add(store, version(str(number), version=str(number)))
                found(store, words=("strait",), limit=3)
                list(store.articles())
        except Exception as error:  # noqa: BLE001 - a thread's failure must reach the test
            failures.append(error)

    threads = [Thread(target=work, args=(first * 8,)) for first in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sorted(titles(store), key=int) == sorted([*map(str, range(32)), "31"], key=int)


def test_copy_of_the_first_and_last_day_of_the_calendar(store):
    # hostile front matter: such a moment has no counterpart in UTC
    first = datetime.min.replace(tzinfo=EAST)
    last = datetime.max.replace(tzinfo=timezone(-10 * HOUR))
    add(store, article(title="first", published=first, uri="1", embargo_until=first))
    add(store, article(title="last", published=last, uri="2"))
    assert titles(store) == ["last", "first"]
    assert titles(store, now=datetime(2026, 3, 2, tzinfo=UTC), since=date(9999, 12, 31)) == ["last"]
