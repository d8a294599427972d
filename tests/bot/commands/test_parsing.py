"""What a line means, as people type it: one row for each habit, and never anything but a kind sentence."""

from __future__ import annotations

from time import process_time

import pytest
from builders import NOON
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands.brief import BRIEF
from bot.commands.parsing import LONGEST, check, parse, phrases
from bot.commands.quote import QUOTE
from bot.commands.registry import Command, Option
from bot.problems import MisaskedError

NAMED = Command(
    name="pause",
    description="Takes no words",
    options=(Option(name="briefing", description="", example="Morning brief"), Option(name="until", description="")),
    example="briefing:Morning brief until:friday",
    handler=lambda *_: None,
)


@pytest.mark.parametrize(
    ("line", "options"),
    [
        ("", {}),
        ("   \n\t ", {}),
        ("troops", {"words": "troops"}),
        ('troops speaker:"Ana Reyes" since:2w', {"words": "troops", "speaker": "Ana Reyes", "since": "2w"}),
        # order is free, and words may stand on both sides
        ("since:2w troops speaker:Reyes border", {"words": "troops border", "speaker": "Reyes", "since": "2w"}),
        # quotation marks as phones and countries write them
        ("speaker:“Ana Reyes” troops", {"speaker": "Ana Reyes", "words": "troops"}),
        ("speaker:„Ana Reyes“ troops", {"speaker": "Ana Reyes", "words": "troops"}),
        ("speaker:”Ana Reyes” troops", {"speaker": "Ana Reyes", "words": "troops"}),
        ("speaker:« Ana Reyes » troops", {"speaker": "Ana Reyes", "words": "troops"}),
        ('speaker:"Ana Reyes” troops', {"speaker": "Ana Reyes", "words": "troops"}),
        ("speaker:'Ana Reyes' troops", {"speaker": "Ana Reyes", "words": "troops"}),
        ("speaker:‘Ana Reyes’ troops", {"speaker": "Ana Reyes", "words": "troops"}),
        ('speaker:"Ana Reyes"since:2w', {"speaker": "Ana Reyes", "since": "2w"}),
        # accents stay as they are
        ("speaker:Jiří", {"speaker": "Jiří"}),
        ('speaker:"José Łukasz"', {"speaker": "José Łukasz"}),
        # a space, an equals sign, capitals
        ("speaker: Reyes troops", {"speaker": "Reyes", "words": "troops"}),
        ("speaker : Reyes troops", {"speaker": "Reyes", "words": "troops"}),
        ("speaker=Reyes troops", {"speaker": "Reyes", "words": "troops"}),
        ("Speaker:Reyes SINCE:2w", {"speaker": "Reyes", "since": "2w"}),
        ("speaker:\u00a0“Ana Reyes”", {"speaker": "Ana Reyes"}),  # a phone's space that does not break
        # a comma between options
        ("speaker:Reyes, since:2w", {"speaker": "Reyes", "since": "2w"}),
        # apostrophes inside words close nothing
        ("O'Neill troops", {"words": "O'Neill troops"}),
        ("speaker:O’Neill troops", {"speaker": "O’Neill", "words": "troops"}),
        ("about:'Côte d'Ivoire' troops", {"about": "Côte d'Ivoire", "words": "troops"}),
        ("about:“Côte d’Ivoire”", {"about": "Côte d’Ivoire"}),
        ("'tis the season", {"words": "'tis the season"}),
        ("speaker:'tis troops", {"speaker": "'tis", "words": "troops"}),
        # a colon that names no option
        ("10:30", {"words": "10:30"}),
        ("re: tariffs", {"words": "re: tariffs"}),
        ("https://example.org/a?b=c", {"words": "https://example.org/a?b=c"}),
        ("note:this", {"words": "note:this"}),
        ("a=b", {"words": "a=b"}),
        (": troops", {"words": ": troops"}),
        ("from: Reyes", {"words": "from: Reyes"}),  # from is not form
        # phrases stay together, and a name inside one is no option
        ('"close the strait" tariff', {"words": '"close the strait" tariff'}),
        ("“close the strait” tariff", {"words": '"close the strait" tariff'}),
        ('"the speaker: Reyes"', {"words": '"the speaker: Reyes"'}),
        ("he said 5” pipes", {"words": "he said 5” pipes"}),
        # words may be named, too
        ("words:troops border", {"words": "troops border"}),
    ],
)
def test_a_line_is_taken_as_it_is_meant(line, options):
    assert parse(line, QUOTE) == options


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("speeker:Reyes", "There is no option “speeker”; did you mean “speaker”?"),
        ("troops Abuot:ferries", "There is no option “Abuot”; did you mean “about”?"),
        ("outlets=Courier", "did you mean “outlet”?"),
        ("speaker:", '“speaker:” needs a value, such as "Ana Reyes".'),
        ("speaker: since:2w", "“speaker:” needs a value"),
        ("since:  ", "“since:” needs a value, such as 2w."),
        ("speaker:Reyes speaker:Brandt", "“speaker” is given twice; once is enough."),
        ('speaker:"Ana Reyes troops', "A quotation mark before “Ana Reyes troops” does not close; add one at the end."),
        ("“close the strait", "A quotation mark before “close the strait” does not close"),
        ('troops "', "does not close"),
    ],
)
def test_what_cannot_be_meant_is_one_kind_sentence(line, says):
    with pytest.raises(MisaskedError) as error:
        parse(line, QUOTE)
    assert says in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("line", "options"),
    [
        ("briefing:Morning brief until:friday", {"briefing": "Morning brief", "until": "friday"}),
        ("until:friday briefing: Morning brief", {"briefing": "Morning brief", "until": "friday"}),
        ("briefing:“Morning brief” until:friday", {"briefing": "Morning brief", "until": "friday"}),
    ],
)
def test_without_an_option_for_words_a_value_goes_on_to_the_next_name(line, options):
    assert parse(line, NAMED) == options


def test_words_that_a_command_does_not_take_are_told():
    with pytest.raises(MisaskedError, match=r"/pause has no use for “now please”; it takes briefing and until\."):
        parse("now please", NAMED)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("troops border", ("troops", "border")),
        ('"close the strait" tariff', ("close the strait", "tariff")),
        ("“close the strait”", ("close the strait",)),
        ('"" “ ”', ()),
        ("speaker:Reyes", ("speaker:Reyes",)),  # in a field of its own nothing is an option
    ],
)
def test_phrases_stand_in_quotation_marks(words, found):
    assert phrases(words) == found


@pytest.mark.parametrize(
    ("options", "checked"),
    [
        ({"words": "  troops \n border "}, {"words": "troops border"}),
        ({"words": " ", "speaker": "Reyes"}, {"speaker": "Reyes"}),
        ({"form": "Direct"}, {"form": "direct"}),
        ({"since": "Yesterday"}, {"since": "Yesterday"}),
    ],
)
def test_options_come_to_the_handler_tidied(options, checked):
    assert check(options, QUOTE, now=NOON) == checked


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"since": "soonish"}, "“soonish” is no day; write a day such as 2026-03-01, or an age such as 7d, 2w or 12h."),
        ({"since": "-3d"}, "is no day"),
        ({"form": "loud"}, "“form” is direct, mixed or indirect, not “loud”."),
        ({"mood": "sad"}, "There is no option “mood”; it takes words, speaker, about, since, outlet and form."),
        ({"words": "a" * (LONGEST + 1)}, f"“words” is too long; give at most {LONGEST} characters."),
    ],
)
def test_a_value_that_cannot_be_meant_is_one_kind_sentence(options, says):
    with pytest.raises(MisaskedError) as error:
        check(options, QUOTE, now=NOON)
    assert says in str(error.value)


PIECES = ("speaker", "since", "words", "speeker", "form", *":= \"“”'’«", "Reyes", "\n", ",")
typed = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=30).map("".join))


def told(line, command):
    """The sentence that a line is answered with; none if it is understood."""
    try:
        options = parse(line, command)
        assert set(options) <= {option.name for option in command.options}
        check(options, command, now=NOON)
        phrases(options.get(command.words or "", ""))
    except MisaskedError as error:
        return str(error)
    return None


@settings(deadline=None)
@given(line=typed, command=st.sampled_from((QUOTE, BRIEF, NAMED)))
def test_any_line_is_understood_or_told_in_a_sentence(line, command):
    sentence = told(line, command)
    assert sentence is None or sentence.endswith((".", "?"))


STUFF = (
    "a",
    " ",
    "a ",
    "speaker",
    "speaker ",
    '"',
    "'",
    "' ",
    ":",
    "a:",
    "a: ",
    "“a” ",
    "a' ",
    "=",
    "speaker'",
    "é\u0301",
)


@pytest.mark.parametrize("stuff", STUFF)
def test_a_hundred_thousand_characters_take_no_longer_than_their_number(stuff):
    line = f"x {stuff * (100_000 // len(stuff))}"
    began = process_time()
    for command in (QUOTE, NAMED):
        for start in ("", "speaker:'"):
            assert len(told(f"{start}{line}", command) or "") < 300
    assert process_time() - began < 5
