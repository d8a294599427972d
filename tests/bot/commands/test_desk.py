"""The desk: it never raises, says what people can mend, asks who may, and keeps questions behind pages."""

from __future__ import annotations

import asyncio
import logging
import re
from datetime import timedelta
from threading import Event, current_thread

import pytest
from builders import NOON, article, reading, statement
from newsroom import COMMANDS, fill, said

from bot.commands.catalogue import CATALOGUE
from bot.commands.desk import FrontDesk
from bot.commands.questions import MemoryQuestions
from bot.commands.registry import Actor, Command, Option, Press, Request
from bot.settings import load_settings
from briefs.message import Buttons, Context, Message, Pager
from briefs.rendering.plain import plain
from briefs.store.interface import StoreError
from briefs.store.memory import MemoryStore

SETTINGS, _ = load_settings(None, {})


def broken(*_):
    message = "“We will close the strait,” token xoxb-1"
    raise RuntimeError(message)


def unreadable(*_):
    message = "desk.db: the disk is full; make room and try again"
    raise StoreError(message)


class FullQuestions(MemoryQuestions):
    """Questions on a disk that is full."""

    def remember(self, question):
        unreadable(question)


@pytest.fixture(scope="module")
def archive():
    store = MemoryStore()
    fill(store)
    return store


@pytest.fixture
def new_desk(archive):
    desks = []

    def make(*commands: Command, **fields):
        made = FrontDesk(
            **{
                "store": archive,
                "questions": MemoryQuestions(),
                "settings": SETTINGS,
                "readable": frozenset({"en"}),
                "clock": lambda: NOON + timedelta(hours=1),
                "commands": (*COMMANDS, *commands),
                **fields,
            }
        )
        desks.append(made)
        return made

    yield make
    for desk in desks:
        desk.close()


def request(name: str, *, manages: bool = False, **options) -> Request:
    return Request(
        command=name, options=options, actor=Actor(id="u1", manages=manages), platform="memory", channel="board"
    )


def press(action: str, key: str) -> Press:
    return Press(action=action, key=key, actor=Actor(id="u1"), platform="memory", channel="board")


def pager(message: Message) -> Pager:
    return next(block for block in message.blocks if isinstance(block, Pager))


@pytest.mark.parametrize("one", CATALOGUE, ids=lambda one: one.name)
async def test_every_example_works(new_desk, one):
    message = await new_desk().answer_text(request(one.name), one.example)
    assert not message.aside, plain(message)
    assert message.summary


@pytest.mark.parametrize("one", CATALOGUE, ids=lambda one: one.name)
def test_every_command_is_within_what_platforms_register(one):
    assert re.fullmatch("[a-z]{1,32}", one.name)
    assert 0 < len(one.description) <= 100
    names = [option.name for option in one.options]
    assert len(set(names)) == len(names) <= 25
    assert one.words is None or one.words in names
    for option in one.options:
        assert re.fullmatch("[a-z]{1,32}", option.name)
        assert 0 < len(option.description) <= 100
        assert bool(option.choices) is (option.takes == "choice")
        assert len(option.choices) <= 25


async def test_given_one_by_one_and_in_a_line_the_answer_is_the_same(new_desk):
    desk = new_desk()
    assert await desk.answer(request("quote", words="troops", speaker="Ana Reyes")) == await desk.answer_text(
        request("quote"), "troops speaker:“Ana Reyes”"
    )


async def test_help_says_what_a_command_takes(new_desk):
    said = plain(await new_desk().answer_text(request("quote"), "help"))
    for option in CATALOGUE[0].options:
        assert f"{option.name}: {option.description}" in said
    assert '/quote troops speaker:"Ana Reyes" since:2w' in said


async def test_without_options_the_newest_are_shown_and_how_to_ask(new_desk):
    said = plain(await new_desk().answer_text(request("quote"), ""))
    assert "Our troops will stay" in said
    assert "To look for something: /quote troops" in said


async def test_who_may_not_is_told(new_desk):
    desk = new_desk()
    refused = await desk.answer(request("managers"))
    assert plain(refused) == "/managers is for those who manage this channel; ask one of them."
    assert refused.aside
    assert plain(await desk.answer(request("managers", manages=True))) == "At your service."


async def test_an_unknown_command_is_told(new_desk):
    message = await new_desk(commands=CATALOGUE).answer(request("threat"))
    assert plain(message) == "There is no command /threat; there is /quote, /brief."


@pytest.mark.parametrize("handler", [broken, unreadable])
async def test_what_fails_is_an_apology_and_the_log_has_the_cause(new_desk, caplog, handler):
    caplog.set_level(logging.INFO)
    desk = new_desk(Command(name="fail", description="Fails", options=(), example="", handler=handler))
    message = await desk.answer(request("fail"))
    (reference,) = re.findall(r"under ([0-9a-f]{6})\.", plain(message))
    logged = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert len(logged) == 1
    assert reference in logged[0]
    assert handler.__name__ == "broken" or "disk is full" in logged[0]
    assert "at desk.py:" in logged[0] or "test_desk.py" in logged[0]
    for secret in ("strait", "xoxb"):
        assert secret not in caplog.text


async def test_each_answer_is_logged_with_its_time_and_without_its_words(new_desk, caplog):
    caplog.set_level(logging.INFO)
    await new_desk().answer_text(request("quote"), "troops")
    (record,) = caplog.records
    assert re.fullmatch(r"command answered: /quote for u1, answered, \d+ ms", record.getMessage())


async def test_handlers_run_beside_the_loop_in_threads_of_their_own(new_desk):
    names = []

    def note(*_):
        names.append(current_thread().name)
        return said("Noted.")

    await new_desk(Command(name="note", description="Notes", options=(), example="", handler=note)).answer(
        request("note")
    )
    assert names[0].startswith("desk")


async def test_a_question_that_takes_too_long_is_told_and_others_are_answered(new_desk):
    release = Event()

    def wait(*_):
        release.wait(10)
        return said("At last.")

    desk = new_desk(Command(name="wait", description="Waits", options=(), example="", handler=wait), patience=1.0)
    assert "took too long" in plain(await desk.answer(request("wait")))
    assert plain(await desk.answer(request("announce"))) == "Hear, hear."
    release.set()


async def test_many_at_once_are_all_answered(new_desk):
    desk = new_desk(workers=2)
    answers = await asyncio.gather(*(desk.answer(request("quote", words="ferry")) for _ in range(20)))
    assert len(set(answers)) == 1


# Pages


async def test_a_page_shows_the_record_as_it_was_when_the_question_was_asked(new_desk):
    store, now = MemoryStore(), [NOON + timedelta(hours=1)]
    fill(store)
    desk = new_desk(store=store, clock=lambda: now[0])
    second = f"{pager(await desk.answer(request('quote', words='ferry'))).key}:2"
    before = await desk.press(press("page", second))
    now[0] += timedelta(hours=1)
    late = "“A ferry nobody expected,” said Ana Reyes."
    found = statement("A ferry nobody expected,", text=late)
    store.add(reading(found, of=article(late, uri="file:///late.txt")), entered=now[0])
    assert await desk.press(press("page", second)) == before
    assert "A ferry nobody expected" in plain(await desk.answer(request("quote", words="ferry")))


@pytest.mark.parametrize(
    ("action", "key", "says"),
    [
        ("page", "zzz:2", "These pages are too old to turn; please ask again."),
        ("page", "2", "This button does nothing any more"),
        ("page", "zzz:two", "This button does nothing any more"),
        ("page", "zzz:²", "This button does nothing any more"),
        ("approve", "x", "This button does nothing any more"),
        ("", "", "This button does nothing any more"),
    ],
)
async def test_a_button_that_does_nothing_is_told_aside(new_desk, action, key, says):
    message = await new_desk().press(press(action, key))
    assert says in plain(message)
    assert message.aside


@pytest.mark.parametrize("number", ["0", "99", "9" * 60])
async def test_a_page_that_is_not_there_is_the_nearest(new_desk, number):
    desk = new_desk()
    key = pager(await desk.answer(request("quote", words="ferry"))).key
    assert pager(await desk.press(press("page", f"{key}:{number}"))).page in {1, 3}


async def test_where_the_question_cannot_be_kept_the_answer_has_no_buttons(new_desk):
    message = await new_desk(questions=FullQuestions()).answer(request("quote", words="ferry"))
    assert not any(isinstance(block, Pager) for block in message.blocks)
    assert isinstance(message.blocks[-1], Context)
    assert "Page 1 of 3; a later day" in plain(message)
    message = await new_desk(questions=FullQuestions()).answer(request("quote", speaker="Reyez"))
    assert "Did you mean Ana Reyes?" in plain(message)
    assert not any(isinstance(block, Buttons) for block in message.blocks)


async def test_a_name_that_is_nearly_right_is_one_press_away(new_desk):
    desk = new_desk()
    message = await desk.answer(request("quote", words="troops", speaker="Reyez"))
    ((button,),) = (block.buttons for block in message.blocks if isinstance(block, Buttons))
    assert button.label == "Ana Reyes"
    assert await desk.press(press(button.action, button.key)) == await desk.answer(
        request("quote", words="troops", speaker="Ana Reyes")
    )


async def test_a_long_statement_stands_on_a_page_of_its_own(new_desk):
    store = MemoryStore()
    for number in range(3):
        words = f"Speech {number} went on, " + "and on, " * 200
        text = f"“{words}” said Ana Reyes."
        found = statement(words, text=text)
        store.add(reading(found, of=article(text, uri=f"file:///{number}.txt")), entered=NOON)
    desk = new_desk(store=store)
    first = await desk.answer(request("quote", words="speech"))
    assert pager(first).pages == 3
    said = "".join([plain(first), *[plain(await desk.press(press("page", f"{pager(first).key}:{n}"))) for n in (2, 3)]])
    assert [f"Speech {number} went" in said for number in range(3)] == [True] * 3


async def test_turning_a_page_does_not_ask_anew(new_desk):
    now = [NOON + timedelta(hours=1)]
    questions = MemoryQuestions()
    desk = new_desk(questions=questions, clock=lambda: now[0])
    key = pager(await desk.answer(request("quote", words="ferry"))).key
    now[0] += timedelta(hours=1)
    await desk.press(press("page", f"{key}:2"))
    assert questions.recall(key).asked == NOON + timedelta(hours=1)


async def test_now_is_told_in_the_desks_time_zone(new_desk):
    zones = []

    def note(_, means):
        zones.append(means.now.tzinfo.key)
        return said("Noted.")

    desk = new_desk(Command(name="note", description="Notes", options=(), example="", handler=note))
    await desk.answer(request("note"))
    assert zones == [SETTINGS.timezone]


# Offering values


@pytest.mark.parametrize(
    ("option", "typed", "offered"),
    [
        ("speaker", "rey", ("Ana Reyes",)),
        ("speaker", "ANA R", ("Ana Reyes",)),
        ("speaker", "nov", ("Jiří Novák",)),
        ("speaker", "o'n", ("Siobhán O’Neill",)),
        ("speaker", "minister", ()),  # words that describe somebody are no name
        ("speaker", "zzz", ()),
        ("speaker", "x" * 5_000, ()),
        ("since", "to", ("today",)),
        ("since", "3d", ("3d",)),
        ("words", "troops", ()),
        ("mood", "x", ()),
    ],
)
async def test_values_are_offered_while_somebody_types(new_desk, option, typed, offered):
    assert await new_desk().suggest(request("quote"), option, typed) == offered


async def test_before_anything_is_typed_those_who_spoke_last_are_offered(new_desk):
    names = await new_desk().suggest(request("quote"), "speaker", "")
    assert names[:2] == ("Ana Reyes", "Jiří Novák")
    assert len(names) == len(set(names))


async def test_what_fails_offers_nothing(new_desk):
    option = Option(name="a", description="a", suggest=broken)
    desk = new_desk(Command(name="fail", description="Fails", options=(option,), example="", handler=broken))
    assert await desk.suggest(request("fail"), "a", "x") == ()
    assert await desk.suggest(request("nothing"), "a", "x") == ()
    assert await desk.suggest(request("managers"), "a", "x") == ()
