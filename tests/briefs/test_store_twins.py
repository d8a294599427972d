"""Do the store in memory and the one in SQLite stay the same, whatever is done to both?"""

from datetime import timedelta

import pytest
from builders import NOON, article, pledge, resolved, statement, threat, unknown
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from briefs.article import ArticleStatus
from briefs.record import Reading
from briefs.statement import Form, StatementId
from briefs.store.interface import Quarantined, Query
from briefs.store.memory import MemoryStore

hours = st.integers(0, 6).map(lambda number: NOON + timedelta(hours=number))
days = hours.map(lambda moment: (moment + timedelta(days=moment.hour % 3)).date())
engines = st.sampled_from(("test/1", "test/2"))
places = st.sampled_from(("file:///a", "file:///b", "file:///c"))

articles = st.builds(
    article,
    uri=places,
    title=st.sampled_from(("Port talks", "Ferry strike", None)),
    outlet=st.sampled_from(("Harbour Courier", "HARBOUR COURIER", "Oster Post", None)),
    published=st.one_of(st.none(), hours, days),
    url=st.sampled_from((None, None, "https://courier.example/1")),
    guid=st.sampled_from((None, None, "1", "2")),
    version=st.sampled_from((None, "1", "2", "10", "x")),
    status=st.sampled_from((*[ArticleStatus.USABLE] * 6, ArticleStatus.WITHHELD, ArticleStatus.CANCELED)),
    embargo_until=st.one_of(st.none(), st.none(), hours),
)

findings = st.lists(
    st.sampled_from(
        (
            statement(),
            statement("Nobody will be stranded,", id=StatementId("s2"), speaker=resolved("Tomas Brandt")),
            statement("Nobody will be stranded,", form=Form.INDIRECT, speaker=unknown()),
            threat(),
            threat(issuer=resolved("Łukasz Reyes"), issuer_for="Vellin"),
            pledge(),
        )
    ),
    max_size=4,
).map(tuple)

readings = st.builds(
    Reading, article=articles, language=st.sampled_from(("en", "de")), extractor=engines, findings=findings
)

words = st.sampled_from(("strait", "STRANDED", "close the strait", "tariff", "ferries", "???", '" OR *', "vellin"))

queries = st.builds(
    Query,
    now=hours,
    words=st.lists(words, max_size=2).map(tuple),
    speaker=st.sampled_from((None, None, "reyes", "Lukasz Reyes", "Ana Brandt", "Vellin")),
    about=st.sampled_from((None, None, "port", "Monday", "strike ferries")),
    since=st.none() | days,
    until=st.none() | days,
    outlet=st.sampled_from((None, None, "harbour courier", "oster post", "…")),
    form=st.none() | st.sampled_from(Form),
    kinds=st.sampled_from(((), (), ("statement",), ("threat", "pledge"))),
    entered_after=st.none() | hours,
    entered_until=st.none() | hours,
    limit=st.sampled_from((None, None, 0, 1, 3)),
)


class Twins(RuleBasedStateMachine):
    """Does the same to both and compares what they say."""

    new_sqlite_store = staticmethod(MemoryStore)

    @initialize()
    def begin(self):
        self.stores = (MemoryStore(), self.new_sqlite_store())
        self.read = []

    def both(self, ask):
        left, right = map(ask, self.stores)
        assert left == right
        return left

    def teardown(self):
        for store in self.stores:
            store.close()

    @rule(reading=readings, entered=hours)
    def add(self, reading, entered):
        self.read.append(reading)
        self.both(lambda store: store.add(reading, entered=entered))

    @rule(data=st.data(), engine=engines, entered=hours)
    def add_again(self, data, engine, entered):
        if self.read:
            once = data.draw(st.sampled_from(self.read))
            again = Reading(
                article=once.article, language=once.language, extractor=engine, findings=once.findings[::-1]
            )
            self.both(lambda store: store.add(again, entered=entered))

    @rule(data=st.data())
    def forget(self, data):
        if self.read:
            name = data.draw(st.sampled_from(self.read)).article.id
            self.both(lambda store: store.forget(name))

    @rule(name=st.sampled_from(("file:///a", "https://courier.example/1", "1", "no such")))
    def ask_for_a_name(self, name):
        self.both(lambda store: store.named(name))

    @rule(data=st.data(), engine=engines, place=st.none() | places, now=hours)
    def ask_after_an_article(self, data, engine, place, now):
        if self.read:
            name = data.draw(st.sampled_from(self.read)).article.id
            self.both(lambda store: store.known(name, engine, uri=place))
            self.both(lambda store: store.article(name))
            self.both(lambda store: store.standing(name, now=now))

    @rule(query=queries)
    def find(self, query):
        self.both(lambda store: store.find(query))

    @rule(now=hours)
    def speakers(self, now):
        self.both(lambda store: store.speakers(now=now))

    @rule(place=places, since=hours)
    def quarantine(self, place, since):
        self.both(lambda store: store.quarantine(Quarantined(uri=place, sha256="", reason="odd", since=since)))

    @rule(place=places)
    def release(self, place):
        self.both(lambda store: store.release(place))

    @rule(now=hours, after=st.none() | hours, until=st.none() | hours)
    def tally(self, now, after, until):
        self.both(lambda store: store.tally(now=now, after=after, until=until))

    @invariant()
    def they_hold_the_same(self):
        if hasattr(self, "stores"):
            self.both(lambda store: store.find(Query(now=NOON + timedelta(days=9))))
            self.both(lambda store: store.counts())
            self.both(lambda store: store.quarantined())
            self.both(lambda store: list(store.articles()))
            self.both(lambda store: list(store.stale("test/1")))


def test_the_twins_stay_the_same(new_sqlite_store):
    made = type("Twins", (Twins,), {"new_sqlite_store": staticmethod(new_sqlite_store)})
    run_state_machine_as_test(
        made,
        settings=settings(
            max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_the_comparison_would_notice():
    class Forgetful(MemoryStore):
        def add(self, reading, *, entered):
            added = super().add(reading, entered=entered)
            if reading.article.guid == "2":
                self.forget(reading.article.id)
            return added

    made = type("Twins", (Twins,), {"new_sqlite_store": staticmethod(Forgetful)})
    with pytest.raises(AssertionError):
        run_state_machine_as_test(
            made,
            settings=settings(max_examples=200, deadline=None, database=None, phases=[Phase.generate]),
        )
