"""What the bot reads while it runs: folders, patterns, feeds; beside the chat loop, and politely."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import ClientSession, web
from pressroom import Clock

from bot.commands.desk import FrontDesk
from bot.commands.questions import MemoryQuestions
from bot.commands.registry import Actor, Request
from bot.database import migrate, open_store
from bot.fetching import FetchError, Validators, fetch
from bot.intake import Intake, Taken
from bot.settings import Feed, Folder, Glob, Outlet, Settings
from bot.watch import Watch
from briefs.pipeline import Recipe
from briefs.readers.interface import ReadingDefaults

SAID = "“We will close pier {0},” said Ana Reyes."
ENTRY = f"<item><guid>{{0}}</guid><title>Talks</title><description>{SAID}</description></item>"
RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{}</channel></rss>'


class Paper:
    """An outlet's site: a feed with validators, and what goes wrong with it."""

    def __init__(self):
        self.items = 1
        self.fault = 0
        self.asked: list[dict[str, str]] = []
        self.url = ""

    @property
    def etag(self):
        return f'"{self.items}"'

    async def feed(self, request):
        self.asked.append(dict(request.headers))
        if self.fault:
            return web.Response(status=self.fault)
        if request.headers.get("If-None-Match") == self.etag:
            return web.Response(status=304)
        body = RSS.format("".join(ENTRY.format(number) for number in range(self.items)))
        return web.Response(text=body, content_type="application/rss+xml", headers={"ETag": self.etag})

    async def huge(self, request):
        answer = web.StreamResponse()
        await answer.prepare(request)
        for _ in range(200):
            await answer.write(b"x" * 65_536)
        return answer


@pytest.fixture
async def paper():
    made = Paper()
    site = web.Application()
    site.router.add_get("/feed", made.feed)
    site.router.add_get("/huge", made.huge)
    runner = web.AppRunner(site, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    where = web.TCPSite(runner, "127.0.0.1", 0)
    await where.start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield made
    await runner.cleanup()


class Recording(Intake):
    """Notes what it is handed."""

    def __init__(self, fresh=1):
        self.batches = []
        self.fresh = fresh

    async def take(self, sources, defaults, *, reader=None):
        self.batches.append([source if isinstance(source, str) else source.uri for source in sources])
        assert defaults == ReadingDefaults(language="en", outlet="Wire")
        assert reader is None
        return Taken(said="", fresh=self.fresh)


@pytest.fixture
async def watching():
    told, read = [], []
    clock = Clock()

    async def tell(what, remedy, subject):
        told.append((what, remedy, subject))

    async def was_read(taken):
        read.append(taken)

    async with ClientSession() as session:

        def make(supply, **fields):
            made = Watch(
                outlet=Outlet(name="Wire", language="en", supply=supply, **fields),
                intake=Recording(),
                session=session,
                clock=clock,
                sleep=clock.sleep,
                read=was_read,
                tell=tell,
            )
            made_told[id(made)] = told
            return made

        made_told: dict = {}
        make.told, make.read, make.clock = told, read, clock
        yield make


async def test_a_folder_is_read_when_its_files_stand_still(watching, tmp_path):
    watch = watching(Folder(address=str(tmp_path)), check_every=timedelta(minutes=5))
    assert await watch.look() == 300
    (tmp_path / "a.txt").write_text("“No,” said Ana Reyes.")
    assert await watch.look() == 1  # a second look soon
    assert await watch.look() == 300
    assert await watch.look() == 300
    assert watch.intake.batches == [[str(tmp_path / "a.txt")]]
    assert len(watching.read) == 1
    (tmp_path / "a.txt").write_text("“No, never,” said Ana Reyes.")
    await watch.look()
    await watch.look()
    assert len(watch.intake.batches) == 2


async def test_a_pattern_names_its_files(watching, tmp_path):
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "b.xml").write_text("x")
    watch = watching(Glob(pattern=f"{tmp_path}/*.txt"))
    await watch.look()
    await watch.look()
    assert watch.intake.batches == [[str(tmp_path / "a.txt")]]


async def test_an_archive_comes_in_batches(watching, tmp_path):
    for number in range(450):
        (tmp_path / f"{number:03}.txt").write_text("x")
    watch = watching(Folder(address=str(tmp_path)))
    await watch.look()
    await watch.look()
    assert [len(batch) for batch in watch.intake.batches] == [200, 200, 50]


async def test_a_feed_is_asked_only_for_what_changed(watching, paper):
    watch = watching(Feed(url=f"{paper.url}/feed"))
    for _ in range(3):
        assert await watch.look() == 300
    assert len(watch.intake.batches) == 1
    paper.items = 2
    await watch.look()
    assert len(watch.intake.batches) == 2
    assert [asked.get("If-None-Match") for asked in paper.asked] == [None, '"1"', '"1"', '"1"']


async def test_a_feed_that_fails_is_left_alone_longer_and_told_once(watching, paper):
    watch = watching(Feed(url=f"{paper.url}/feed"), check_every=timedelta(minutes=1))
    paper.fault = 503
    waits = [await watch.look() for _ in range(9)]
    assert waits == [120, 240, 480, 960, 1920, 3600, 3600, 3600, 3600]
    assert [what for what, _, _ in watching.told] == [
        f"Wire could not be read 3 times: {paper.url}/feed: the server answers 503"
    ]
    paper.fault = 0
    assert await watch.look() == 60


async def test_a_silent_outlet_is_worth_a_word(watching, tmp_path):
    watch = watching(Folder(address=str(tmp_path)), usual_interval=timedelta(hours=6))
    await watch.look()
    watching.clock.now += timedelta(hours=7)
    await watch.look()
    await watch.look()
    assert len({subject for _, _, subject in watching.told}) == 1
    assert "Wire has brought nothing new since 2026-03-02 06:00 UTC" in watching.told[0][0]


@pytest.mark.parametrize(("path", "says"), [("/huge", "larger than 10 MB"), ("/nowhere", "answers 404")])
async def test_what_is_no_feed_is_refused(paper, path, says):
    async with ClientSession() as session:
        with pytest.raises(FetchError, match=says):
            await fetch(session, f"{paper.url}{path}", Validators())


async def test_no_server_and_no_secret_in_the_message():
    async with ClientSession() as session:
        with pytest.raises(FetchError) as caught:
            await fetch(session, "http://desk:hunter2@127.0.0.1:1/feed", Validators())
    assert "hunter2" not in str(caught.value)
    assert "cannot be fetched" in str(caught.value)


# The reading process


@pytest.fixture
def intake(tmp_path):
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    migrate(url)
    made = Intake(database_url=url, recipe=Recipe())
    made.url = url
    yield made
    made.close()


async def test_an_import_does_not_hold_up_the_desk(intake, tmp_path):
    folder = tmp_path / "wire"
    folder.mkdir()
    for number in range(40):
        text = f"“We will close pier {number} if the tariff stands,” said Ana Reyes of Vellin. " * 60
        (folder / f"{number}.txt").write_text(text)
    store = open_store(intake.url)
    settings = Settings(folder=tmp_path, base=tmp_path, store=tmp_path / "desk.db")
    desk = FrontDesk(
        store=store, questions=MemoryQuestions(), settings=settings, readable={"en"}, clock=lambda: datetime.now(UTC)
    )
    request = Request(command="quote", actor=Actor(id="U1"), platform="memory", channel="C1")
    answers = []

    async def ask():
        while True:
            began = time.perf_counter()
            message = await desk.answer_text(request, "pier")
            answers.append(time.perf_counter() - began)
            assert "went wrong" not in message.summary

    asking = asyncio.create_task(ask())
    taken = await intake.take(tuple(map(str, folder.iterdir())), ReadingDefaults(outlet="Wire"))
    asking.cancel()
    desk.close()
    store.close()
    assert taken.fresh == 40
    assert taken.problems == ()
    answers.sort()
    assert answers[len(answers) // 2] < 1  # a command has three seconds to be acknowledged, before it is answered


async def test_a_batch_with_a_bad_file_says_so_and_reads_the_rest(intake, tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (tmp_path / "good.txt").write_text("“We will close it,” said Ana Reyes.")
    files = (str(tmp_path / "bad.txt"), str(tmp_path / "good.txt"))
    taken = await intake.take(files, ReadingDefaults())
    assert taken.fresh == 1
    assert len(taken.problems) == 1
    store = open_store(intake.url)
    assert len(store.quarantined()) == 1
    (tmp_path / "bad.txt").write_text("“It is mended,” said Ida Holm.")
    assert (await intake.take(files, ReadingDefaults())).fresh == 1
    assert store.quarantined() == ()
    store.close()


async def test_a_process_that_dies_costs_the_batch_only(intake, tmp_path):
    (tmp_path / "good.txt").write_text("“We will close it,” said Ana Reyes.")
    broken = Intake(database_url=f"sqlite:///{tmp_path}/no/such/folder.db", recipe=Recipe())
    taken = await broken.take((str(tmp_path / "good.txt"),), ReadingDefaults())
    assert "died" in taken.problems[0].what
    broken.close()
    assert (await intake.take((str(tmp_path / "good.txt"),), ReadingDefaults())).fresh == 1
