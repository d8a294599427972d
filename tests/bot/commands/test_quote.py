"""What `/quote` answers: the same words once, names nearly right, what is in the way, and nothing under embargo."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import NOON, article, person, reading, resolved, statement, unknown
from newsroom import fill

from bot.commands.near import instead, near_names
from bot.commands.quote import Asked, answer, look_up
from briefs.article import ArticleStatus
from briefs.person import Ambiguous, Step
from briefs.rendering.plain import plain
from briefs.statement import Form

LATER = NOON + timedelta(hours=1)
WIRE = "“We will close the strait if the tariff stands,” said Ana Reyes. “Nobody starves,” said Tomas Brandt.\n"


def add(store, text=WIRE, *, says="We will close the strait if the tariff stands,", uri="file:///a.txt", **fields):
    """One statement in an article; `fields` are those of either."""
    own = {name: fields.pop(name) for name in ("speaker", "form", "quotes") if name in fields}
    store.add(reading(statement(says, text=text, **own), of=article(text, uri=uri, **fields)), entered=NOON)


def asked(store, limit=5, **options):
    return look_up(store, Asked.of(options).query(LATER), limit=limit)


def said(store, **options):
    query = Asked.of(options).query(LATER)
    found = look_up(store, query, limit=5)
    names = near_names(store, query.speaker, now=LATER) if query.speaker else ()
    return plain(answer(found, query) if found.items else instead(store, query, names))


def test_the_same_words_in_several_articles_are_one_line(store):
    add(store)
    add(store, f"{WIRE} (wire)", uri="file:///b.txt", outlet="Coast Daily")
    add(store, f"{WIRE} (more)", uri="file:///c.txt", outlet="The Ledger", published=NOON - timedelta(days=1))
    found = asked(store, words="strait")
    assert len(found.items) == 1
    assert {entry.article.outlet for entry in found.items[0].also_in} | {found.items[0].entry.article.outlet} == {
        "Harbour Courier",
        "Coast Daily",
        "The Ledger",
    }


def test_the_same_words_of_two_people_are_two_lines(store):
    add(store)
    add(store, f"{WIRE} (wire)", uri="file:///b.txt", speaker=resolved("Tomas Brandt"))
    assert len(asked(store, words="strait").items) == 2


def test_words_in_the_reporters_words_are_never_joined(store):
    for number, words in enumerate(("We will close the strait", "Nobody starves")):
        add(store, says=words, uri=f"file:///{number}.txt", form=Form.INDIRECT, quotes=(), title=str(number))
    assert len(asked(store).items) == 2


def test_more_than_the_limit_is_said(store):
    for number in range(4):
        text = f"“Point {number} stands,” said Ana Reyes."
        add(store, text, says=f"Point {number} stands,", uri=f"file:///{number}.txt")
    found = asked(store, limit=3)
    assert (len(found.items), found.more) == (3, True)
    assert (len(asked(store, limit=4).items), asked(store, limit=4).more) == (4, False)
    query = Asked.of({}).query(LATER)
    assert "There are more" in plain(answer(found, query))
    assert "The newest 3 statements" in plain(answer(found, query))


def test_an_answer_says_how_it_was_understood(store):
    add(store)
    words = said(store, words='"the strait" tariff', speaker="Reyes", about="stands", form="direct", since="2w")
    assert "“the strait” · “tariff” · by Reyes · about stands · direct · since 16 Feb 2026" in words


@pytest.mark.parametrize("fields", [{"embargo_until": LATER + timedelta(hours=1)}, {"status": ArticleStatus.WITHHELD}])
def test_copy_that_is_held_back_is_neither_found_nor_hinted_at(store, fields):
    add(store, **fields)
    assert said(store, words="strait") == plain(instead(store, Asked.of({"words": "x"}).query(LATER)))
    assert "Reyes" not in said(store, speaker="Reyez")
    assert "Leave out" not in said(store, words="strait", speaker="Reyes")


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("Reyez", ("Ana Reyes",)),
        ("reys", ("Ana Reyes",)),
        ("Anna Reyes", ("Ana Reyes",)),
        ("Maria Reyes", ("Ana Reyes",)),  # of two words the surname is tried alone
        ("Novac", ("Jiří Novák",)),
        ("Jiri Nowak", ("Jiří Novák",)),
        ("O'Neil", ("Siobhán O’Neill",)),
        ("Zeppelin", ()),
        ("Reyes", ()),  # she is on record: the name is not what is wrong
        ("???", ()),
        ("", ()),
    ],
)
def test_a_name_that_is_nearly_right_is_offered(store, name, names):
    fill(store)
    assert near_names(store, name, now=LATER) == names


def test_whoever_cannot_be_named_is_not_offered(store):
    add(store, speaker=Ambiguous(candidates=(person("Ana Reyes"), person("Ada Reyes")), step=Step.ALIAS))
    add(store, f"{WIRE} ", uri="file:///b.txt", speaker=unknown())
    assert near_names(store, "Reyez", now=LATER) == ()


def test_what_is_in_the_way_is_said(store):
    add(store, published=NOON - timedelta(days=30))
    assert "Leave out the day, and something is found." in said(store, words="strait", since="2w")
    assert "Fewer words" in said(store, words="zeppelin")


def test_each_option_that_alone_is_in_the_way_is_named(store):
    add(store)
    words = said(store, words="ferry", speaker="Reyes")
    assert "Leave out the words, and something is found." in words
