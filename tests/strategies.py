"""Things to test with, of every shape: hypothesis strategies for what `builders` makes one by one."""

from __future__ import annotations

from datetime import timedelta, timezone

from hypothesis import strategies as st

from briefs.acts import Act, ActId, Deadline, MentionId, Party, Pledge, Status, Threat, Time
from briefs.article import Article, ArticleStatus
from briefs.document import Span
from briefs.person import Ambiguous, Person, PersonId, PersonKind, Resolution, Resolved, Role, Step, Unknown
from briefs.record import Finding, Reading
from briefs.statement import Form, Manner, Statement, StatementId

WORDS = ("strait", "tariff", "Reyes", "Łódź", "naïve", "O’Brien", "“No,”", "1,000", "will", "close", "the")
"""Few enough that what is looked for is sometimes found."""

any_text = st.text(st.characters(), max_size=40)
"""Every code point there is: halves of surrogate pairs, U+0000 and unassigned ones among them."""

prose = st.lists(st.sampled_from((*WORDS, ". ", "\n", "\n\n")), max_size=40).map(" ".join)
"""Looks like an article from afar: words, sentences, paragraphs."""

texts = st.one_of(prose, any_text, st.builds(lambda left, right: left + right, prose, any_text))

offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))

moments = st.datetimes(timezones=offsets)
"""Aware, in any offset, from the first year of the calendar to the last."""

days = st.dates()


def maybe(strategy):
    """None or what the strategy gives."""
    return st.none() | strategy


def spans(text: str) -> st.SearchStrategy[Span]:
    """A place in `text`; it may be empty."""
    ends = st.integers(0, len(text))
    return st.tuples(ends, ends).map(sorted).map(lambda pair: Span(*pair))


roles = st.builds(Role, title=any_text, since=maybe(days), until=maybe(days))

names = st.one_of(any_text, st.sampled_from(WORDS), st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join))

persons = st.builds(
    Person,
    id=any_text.map(PersonId),
    name=names,
    kind=st.sampled_from(PersonKind),
    aliases=st.lists(names, max_size=3).map(tuple),
    roles=st.lists(roles, max_size=2).map(tuple),
)

resolutions: st.SearchStrategy[Resolution] = st.one_of(
    st.builds(Resolved, person=persons, step=st.sampled_from(Step), name=maybe(names)),
    st.builds(Ambiguous, candidates=st.lists(persons, min_size=2, max_size=3).map(tuple), step=st.sampled_from(Step)),
    st.builds(Unknown, reason=any_text, description=maybe(names)),
)

shares = st.floats(0, 1)


def statements(text: str) -> st.SearchStrategy[Statement]:
    """A statement somewhere in `text`."""
    several = st.lists(spans(text), max_size=3).map(tuple)
    return st.builds(
        Statement,
        id=any_text.map(StatementId),
        form=st.sampled_from(Form),
        content=st.lists(spans(text), min_size=1, max_size=3).map(tuple),
        quotes=several,
        source=maybe(spans(text)),
        cue=maybe(spans(text)),
        manner=st.sampled_from(Manner),
        parent=maybe(any_text.map(StatementId)),
        speaker=resolutions,
        confidence=shares,
    )


@st.composite
def acts(draw, text: str) -> Act:
    """A threat or a pledge somewhere in `text`."""
    where = draw(spans(text))
    ends = st.integers(where.start, where.end)
    trigger = Span(*sorted((draw(ends), draw(ends))))
    several = st.lists(spans(text), max_size=2).map(tuple)
    parties = st.lists(st.builds(Party, span=maybe(spans(text)), resolution=resolutions), max_size=3).map(tuple)
    return draw(
        st.builds(
            draw(st.sampled_from((Threat, Pledge))),
            id=any_text.map(MentionId),
            act=any_text.map(ActId),
            statement=st.just(where),
            trigger=st.just(trigger),
            issuer=parties,
            issuer_for=maybe(names),
            target=parties,
            action=several,
            condition=several,
            deadline=maybe(st.builds(Deadline, spans=several, date=maybe(days))),
            status=st.sampled_from(Status),
            time=st.sampled_from(Time),
            confidence=shares,
            salience=shares,
            reasons=st.lists(any_text, max_size=2).map(tuple),
            key=st.booleans(),
            plover=any_text,
            cameo=any_text,
        )
    )


def findings(text: str) -> st.SearchStrategy[Finding]:
    """A statement or an act somewhere in `text`."""
    return st.one_of(statements(text), acts(text))


_published = {
    "uri": any_text,
    "text": texts,
    "title": maybe(texts),
    "outlet": maybe(any_text),
    "byline": maybe(any_text),
    "published": st.one_of(st.none(), moments, days),
    "url": maybe(any_text),
    "language": maybe(any_text),
    "guid": maybe(any_text),
    "version": maybe(any_text),
    "line_offset": st.integers(0, 1_000),
}

open_articles = st.builds(Article, **_published)
"""Any article that may be shown."""

articles = st.builds(Article, **_published, status=st.sampled_from(ArticleStatus), embargo_until=maybe(moments))


@st.composite
def readings(draw, of: st.SearchStrategy[Article] = articles, extractor: str = "test/1") -> Reading:
    """Whatever an engine might find in an article."""
    article = draw(of)
    found = draw(st.lists(findings(article.text), max_size=4))
    return Reading(article=article, language=draw(any_text), extractor=extractor, findings=tuple(found))
