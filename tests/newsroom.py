"""A newsroom for the contract suite: invented copy, commands of every sort, and a desk that can be restarted."""

from __future__ import annotations

from datetime import timedelta
from threading import Event

from builders import NOON, article

from bot.commands.catalogue import CATALOGUE
from bot.commands.desk import FrontDesk
from bot.commands.registry import Allowed, Command
from bot.database import open_questions, open_store
from briefs.message import Message, Paragraph, Words
from briefs.pipeline import Recipe, read_article

HOSTILE = "<!channel> @everyone *b* _i_ ~s~ `c` [x](https://evil.example) <https://evil.example|bank> <@U012AB3CD>"
"""What an article may hold; none of it may act."""

FERRIES = 13
"""Statements of the harbour master: three pages."""

TALKS = (
    "Ministers meet in Vellin\n\n"
    "“Our troops will stay in the valley until spring,” Ana Reyes, the foreign minister of Vellin, told reporters on "
    "Monday after the cabinet had met for four hours behind closed doors.\n\n"
    "“Troops alone will not hold the river,” said Jiří Novák, the interior minister, who has asked for more boats.\n\n"
    "The government promised to pay for the boats by the end of the month, and the council agreed to the plan.\n"
)
GRAIN = (
    "Norvia warns its neighbour over grain\n\n"
    "“We will close the strait if the tariff stands,” said Siobhán O’Neill, the trade minister of Norvia, on Tuesday "
    "in a speech to the chamber of commerce that was broadcast on all channels.\n\n"
    "“Nobody in Côte d’Ambre wants a quarrel about grain,” said Paul Kablan, the envoy, who had come to listen.\n"
)
POSTER = (
    "Poster found at the harbour\n\n"
    f"“{HOSTILE} and that is all,” said Tomas Brandt, the night watchman, who had found the poster on the gate of the "
    "fish market early in the morning and had read it aloud to two constables and a reporter of this paper.\n"
)
TIMETABLE = "Harbour master answers every question\n\n" + "\n\n".join(
    f"“Ferry number {number} sails at {number + 4} o’clock whatever the weather brings,” said Ilse Maurer, the "
    "harbour master, to the crowd on the quay."
    for number in range(1, FERRIES + 1)
)
LONG_SPEECHES = 3
SPEECHES = "Parliament sits until dawn\n\n" + "\n\n".join(
    f"“Speech {number} begins, {'and it goes on, *as* such_speeches <do>, ' * 60}and speech {number} ends here,” said "
    "Livia Marchetti, the speaker of the house."
    for number in range(LONG_SPEECHES)
)
COPY = (TALKS, GRAIN, POSTER, TIMETABLE, SPEECHES)

SLOWLY = 3.3
"""Seconds that the slow command takes: longer than a platform waits for the first sign of life."""


def said(words: str) -> Message:
    return Message(summary=words, blocks=(Paragraph((Words(words),)),))


def says(words: str, *, after: float = 0.0):
    """A handler that says always the same; one that waits for a database does nothing else meanwhile, either."""

    def handler(*_):
        Event().wait(after)
        return said(words)

    return handler


def command(name: str, words: str, *, after: float = 0.0, **fields) -> Command:
    """A command without options that says always the same."""
    return Command(
        name=name, description=f"Says: {words}", options=(), example="", handler=says(words, after=after), **fields
    )


COMMANDS = (
    *CATALOGUE,
    command("slow", "Slowly but surely.", after=SLOWLY),
    command("managers", "At your service.", allowed=Allowed.MANAGERS),
    command("announce", "Hear, hear.", private=False),
)


def fill(store) -> None:
    """Read the copy with the real engine."""
    engine = Recipe().load()
    for number, text in enumerate(COPY):
        published = NOON - timedelta(hours=number)
        copy = article(text, uri=f"file:///news/{number}.txt", title=None, published=published)
        store.add(read_article(copy, engine), entered=published)


class Newsroom:
    """Implements `Desk` by asking a front desk, which can be stopped and started like the program itself."""

    def __init__(self, path, settings) -> None:
        self._url = f"sqlite:///{path}"
        self._settings = settings
        self.start()

    def start(self) -> None:
        self._store, self._questions = open_store(self._url), open_questions(self._url)
        self._desk = FrontDesk(
            store=self._store,
            questions=self._questions,
            settings=self._settings,
            readable=frozenset({"en"}),
            clock=lambda: NOON + timedelta(hours=1),
            commands=COMMANDS,
        )

    def stop(self) -> None:
        self._desk.close()
        self._questions.close()
        self._store.close()

    @property
    def commands(self):
        return self._desk.commands

    async def answer(self, request):
        return await self._desk.answer(request)

    async def answer_text(self, request, text):
        return await self._desk.answer_text(request, text)

    async def suggest(self, request, option, typed):
        return await self._desk.suggest(request, option, typed)

    async def press(self, press):
        return await self._desk.press(press)
