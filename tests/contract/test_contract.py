"""What every chat platform keeps, told once: posting, finding, threads, mishaps, commands, pages, hostile copy."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from newsroom import FERRIES, HOSTILE, LONG_SPEECHES
from servers.platform import Fault

from bot.adapters.interface import BusyError, Idempotency, RefusedError, UnclearError, UnreachableError
from briefs.message import Button, Buttons, Context, Heading, Message, Paragraph, Quotation, Words

KEY = "brief0702part1"


def message(*texts: str) -> Message:
    return Message(summary="A briefing", blocks=tuple(Paragraph((Words(text),)) for text in texts))


def a_moment_ago() -> datetime:
    return datetime.now(UTC) - timedelta(minutes=1)


async def post(platform, *texts: str, key: str = KEY, **options):
    (written,) = platform.adapter.render(message(*texts))
    return await platform.adapter.send(platform.channel, written, key=key, **options)


async def delivered(platform, written, key: str = KEY):
    """Send as the seam says it is safe: wait when asked, try again when not reached, and in doubt look first."""
    since = a_moment_ago()
    for _ in range(6):
        try:
            return await platform.adapter.send(platform.channel, written, key=key)
        except BusyError as busy:
            await asyncio.sleep(busy.retry_after)
        except UnreachableError:
            continue
        except UnclearError:
            found = await platform.adapter.find(platform.channel, key, since=since)
            if found is not None:
                return found
    pytest.fail("it was never posted")


# Posting


async def test_contract_a_message_is_posted_with_all_its_words(platform):
    said = Message(
        summary="Morning brief",
        blocks=(
            Heading("Morning brief"),
            Context((Words("14 articles"),)),
            Paragraph((Words("Ana Reyes"),)),
            Quotation("“We will close the strait.”"),
            Context((Words("Harbour Courier"),)),
        ),
    )
    (written,) = platform.adapter.render(said)
    ref = await platform.adapter.send(platform.channel, written, key=KEY)
    (seen,) = platform.posts()
    assert seen.id == ref.id
    at = -1
    for words in ("Morning brief", "14 articles", "Ana Reyes", "“We will close the strait.”", "Harbour Courier"):
        at = seen.text.index(words, at + 1)


async def test_contract_a_post_is_json_and_can_be_sent_again_as_it_was_stored(platform):
    (written,) = platform.adapter.render(message("One line."))
    assert json.loads(json.dumps(written)) == written
    await platform.adapter.send(platform.channel, json.loads(json.dumps(written)), key=KEY)
    assert "One line." in platform.posts()[0].text


async def test_contract_a_long_message_takes_several_posts_and_loses_nothing(platform):
    lines = [f"Line {number}: {'many words ' * 20}end {number}." for number in range(150)]
    parts = platform.adapter.render(message(*lines))
    assert len(parts) > 1
    for number, part in enumerate(parts):
        await platform.adapter.send(platform.channel, part, key=f"part{number}")
    posted = platform.posts()
    assert len(posted) == len(parts)
    read = "\n".join(seen.text for seen in posted)
    at = -1
    for number in range(150):
        at = read.index(f"end {number}.", read.index(f"Line {number}:", at + 1))


async def test_contract_a_message_of_nothing_still_says_its_summary_or_stays_silent(platform):
    for part in platform.adapter.render(Message(summary="Nothing today", blocks=())):
        await platform.adapter.send(platform.channel, part, key=KEY)
    assert len(platform.posts()) <= 1


async def test_contract_a_post_can_be_edited(platform):
    if not platform.adapter.capabilities.edit:
        pytest.skip("it cannot edit")
    ref = await post(platform, "A wrong line.")
    (corrected,) = platform.adapter.render(message("Corrected: a right line."))
    await platform.adapter.edit(ref, corrected)
    (seen,) = platform.posts()
    assert seen.id == ref.id
    assert "a right line" in seen.text
    assert "wrong" not in seen.text
    assert seen.edited


async def test_contract_a_post_is_found_by_its_key_and_another_is_not(platform):
    if platform.adapter.capabilities.idempotency is Idempotency.NONE:
        pytest.skip("it cannot find")
    ref = await post(platform, "One line.")
    await post(platform, "Another line.", key="other")
    assert await platform.adapter.find(platform.channel, KEY, since=a_moment_ago()) == ref
    assert await platform.adapter.find(platform.channel, "nobody", since=a_moment_ago()) is None


async def test_contract_a_post_is_found_after_a_restart(platform):
    ref = await post(platform, "One line.")
    await platform.renew()
    assert await platform.adapter.find(platform.channel, KEY, since=a_moment_ago()) == ref


async def test_contract_details_go_into_a_thread(platform):
    if not platform.adapter.capabilities.threads:
        pytest.skip("it has no threads")
    ref = await post(platform, "The brief.")
    thread = await platform.adapter.thread(ref, "Morning brief, in detail")
    assert await platform.adapter.thread(ref, "Morning brief, in detail") == thread
    inside = await post(platform, "The details.", key="details", thread=thread)
    brief, details = platform.posts()
    assert (brief.thread, details.thread) == (None, brief.id)
    assert "The details." in details.text
    assert await platform.adapter.find(platform.channel, "details", since=a_moment_ago(), thread=thread) == inside


async def test_contract_a_silent_post_is_posted(platform):
    if not platform.adapter.capabilities.silent:
        pytest.skip("it always rings")
    await post(platform, "At night.", silent=True)
    assert "At night." in platform.posts()[0].text


# Mishaps: the right family, and never two copies


@pytest.mark.parametrize(
    ("fault", "families"),
    [
        (Fault.BUSY, (BusyError,)),
        (Fault.DROP, (UnreachableError, UnclearError)),
        (Fault.STORE_THEN_DROP, (UnclearError,)),
        (Fault.ERROR, (UnreachableError, UnclearError)),
        (Fault.STORE_THEN_ERROR, (UnclearError,)),
    ],
)
async def test_contract_a_mishap_is_told_by_what_is_known_of_the_post(platform, fault, families):
    platform.fail(fault)
    try:
        # A platform that knows our key may try again by itself; then nothing is told, and there is one copy.
        await post(platform, "One line.")
    except families:
        copies = {Fault.STORE_THEN_DROP: 1, Fault.STORE_THEN_ERROR: 1}.get(fault, 0)
        assert len(platform.posts()) == copies
    else:
        assert platform.adapter.capabilities.idempotency is Idempotency.NATIVE or fault is Fault.BUSY
        assert len(platform.posts()) == 1


@pytest.mark.parametrize("fault", [Fault.BUSY, Fault.DROP, Fault.STORE_THEN_DROP, Fault.ERROR, Fault.STORE_THEN_ERROR])
@pytest.mark.parametrize("times", [1, 2])
async def test_contract_after_a_mishap_there_is_one_copy(platform, fault, times):
    (written,) = platform.adapter.render(message("One line."))
    platform.fail(fault, times)
    ref = await delivered(platform, written)
    (seen,) = platform.posts()
    assert seen.id == ref.id


@pytest.mark.parametrize(("fault", "gone"), [(Fault.REFUSE, False), (Fault.GONE, True), (Fault.FORBIDDEN, False)])
async def test_contract_a_refusal_is_final_and_names_its_remedy(platform, fault, gone):
    platform.fail(fault)
    with pytest.raises(RefusedError) as refused:
        await post(platform, "One line.")
    assert refused.value.gone is gone
    assert len(str(refused.value).split()) > 2 or fault is Fault.REFUSE
    assert not re.search(r"xox[bap]-|Bot ", str(refused.value))
    assert platform.posts() == ()


# Commands


async def test_contract_quote_is_answered_privately_word_for_word(platform):
    seen = await platform.command("quote", "troops")
    assert seen.private
    assert "“Our troops will stay in the valley until spring,”" in seen.text
    assert "Ana Reyes" in seen.text
    assert "“Troops alone will not hold the river,”" in seen.text
    assert platform.posts() == ()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('speaker:"Ana Reyes"', "Our troops will stay"),
        ("speaker:“Jiří Novák”", "Troops alone will not hold"),
        ("speaker: novak", "Troops alone will not hold"),
        ("speaker=O'Neill", "We will close the strait"),
        ("about:“Côte d’Ambre”", "Nobody in Côte d’Ambre"),
        ("“will close the strait” since:2w", "We will close the strait"),
    ],
)
async def test_contract_options_are_understood_as_people_type_them(platform, line, words):
    seen = await platform.command("quote", line)
    assert words in seen.text


async def test_contract_a_wrong_option_is_told_kindly_with_an_example(platform):
    seen = await platform.command("quote", "troops since:soonish")
    assert seen.private
    assert "“soonish” is no day" in seen.text
    assert '/quote troops speaker:"Ana Reyes" since:2w' in seen.text


async def test_contract_nothing_found_is_said_and_a_name_is_offered(platform):
    seen = await platform.command("quote", "speaker:Reyez")
    assert "Nothing on record matches." in seen.text
    assert "Did you mean Ana Reyes?" in seen.text
    assert seen.buttons == ("Ana Reyes",)
    assert "Our troops will stay" in (await platform.press(seen, "Ana Reyes")).text


async def test_contract_long_statements_are_answered_whole(platform):
    read, seen = "", await platform.command("quote", "speaker:Marchetti")
    while True:
        read += seen.text
        if "Next" not in seen.buttons:
            break
        seen = await platform.press(seen, "Next")
    for number in range(LONG_SPEECHES):
        assert f"Speech {number} begins" in read
        assert f"and speech {number} ends here" in read


async def test_contract_brief_is_composed_now_and_privately(platform):
    seen = await platform.command("brief", "strait")
    assert seen.private
    assert "“We will close the strait if the tariff stands,”" in seen.text
    assert "Siobhán O’Neill" in seen.text
    assert "last 24 hours" in seen.text


async def test_contract_a_command_for_managers_is_refused_to_others(platform):
    assert "is for those who manage this channel" in (await platform.command("managers")).text
    assert "At your service." in (await platform.command("managers", manages=True)).text


async def test_contract_a_public_answer_is_seen_by_everybody(platform):
    seen = await platform.command("announce")
    assert not seen.private
    assert "Hear, hear." in seen.text


async def test_contract_a_command_delivered_twice_is_answered_once(platform):
    seen = await platform.command("announce", again=True)
    assert "Hear, hear." in seen.text
    assert len([one for one in platform.posts() if "Hear, hear." in one.text]) == 1


async def test_contract_a_slow_command_is_acknowledged_in_time_and_answered(platform):
    assert "Slowly but surely." in (await platform.command("slow")).text


async def test_contract_commands_are_answered_after_the_line_broke(platform):
    assert "Ana Reyes" in (await platform.command("quote", "valley")).text
    await platform.cut()
    assert "Ana Reyes" in (await platform.command("quote", "valley")).text


async def test_contract_names_on_record_are_offered_while_somebody_types(platform):
    if not platform.adapter.capabilities.autocomplete:
        pytest.skip("it offers nothing")
    assert await platform.typing("quote", "speaker", "nov") == ("Jiří Novák",)
    assert await platform.typing("quote", "speaker", "zzz") == ()
    assert "Ana Reyes" in await platform.typing("quote", "speaker", "")


# Pages


def ferries(seen) -> set[int]:
    return {int(number) for number in re.findall(r"Ferry number (\d+) sails", seen.text)}


async def test_contract_pages_are_turned_and_hold_everything_once(platform):
    first = await platform.command("quote", "ferry number")
    assert first.buttons == ("Next",)
    second = await platform.press(first, "Next")
    assert second.buttons == ("Previous", "Next")
    third = await platform.press(second, "Next")
    assert third.buttons == ("Previous",)
    pages = [ferries(first), ferries(second), ferries(third)]
    assert sum(map(len, pages)) == FERRIES
    assert set.union(*pages) == set(range(1, FERRIES + 1))
    assert ferries(await platform.press(third, "Previous")) == pages[1]


async def test_contract_pages_are_turned_after_a_restart(platform, newsroom):
    first = await platform.command("quote", "ferry number")
    newsroom.stop()
    newsroom.start()
    await platform.renew()
    second = await platform.press(first, "Next")
    assert second.buttons == ("Previous", "Next")
    assert ferries(second)
    assert not ferries(first) & ferries(second)


async def test_contract_a_button_of_an_older_program_is_told_kindly_and_the_post_stays(platform):
    if not platform.adapter.capabilities.buttons:
        pytest.skip("it has no buttons")
    said = Message(summary="Old", blocks=(Paragraph((Words("An old post."),)), Buttons((Button("Try", "gone", "x"),))))
    (written,) = platform.adapter.render(said)
    await platform.adapter.send(platform.channel, written, key=KEY)
    (seen,) = platform.posts()
    answer = await platform.press(seen, "Try")
    assert "This button does nothing any more" in answer.text
    assert [one.text for one in platform.posts()] == [seen.text]


async def test_contract_pages_that_are_too_old_are_told_kindly(platform):
    said = message("An old post.")
    old = Message(summary=said.summary, blocks=(*said.blocks, Buttons((Button("Next", "page", "a1b2c3:2"),))))
    (written,) = platform.adapter.render(old)
    await platform.adapter.send(platform.channel, written, key=KEY)
    (seen,) = platform.posts()
    assert "too old to turn" in (await platform.press(seen, "Next")).text


# Hostile copy


async def test_contract_hostile_copy_is_shown_and_never_acts(platform):
    seen = await platform.command("quote", "poster speaker:Brandt")
    seen = await platform.command("quote", "bank speaker:Brandt") if HOSTILE not in seen.text else seen
    assert HOSTILE in seen.text
    assert seen.acts == ()
    if platform.adapter.name == "discord":  # elsewhere a message is kept in parts, and `acts` names those that do
        written = json.dumps(seen.raw, ensure_ascii=False, default=str)
        assert "<!channel>" not in written
        assert not re.search(r"(?<!\\)<@U012|\[x\]\(https|<https://evil", written)


async def test_contract_hostile_words_of_a_person_are_shown_and_never_act(platform):
    seen = await platform.command("quote", "zeppelin speaker:“<!channel> @everyone”")
    assert "Nothing on record matches." in seen.text
