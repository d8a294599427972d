"""What Discord registers of a command: plain JSON, within its limits, compared before it is sent."""

from __future__ import annotations

import pytest
from plain_desk import command
from servers.discord_rules import ApiError, check_commands

from bot.adapters.discord_commands import declared, registered
from bot.commands.catalogue import CATALOGUE
from bot.commands.registry import Allowed, Option, Takes


def test_the_catalogue_is_registered_as_discord_takes_it():
    check_commands(declared(CATALOGUE))


def test_a_command_and_its_options():
    form = Option(name="form", description="How", takes=Takes.CHOICE, choices=("direct", "indirect"))
    since = Option(name="since", description="From which day", takes=Takes.DAY, example="2w")
    (made,) = declared((command("quote", options=(form, since)),))
    assert made == {
        "type": 1,
        "name": "quote",
        "description": "Does quote",
        "options": [
            {
                "type": 3,
                "name": "form",
                "description": "How",
                "choices": [{"name": "direct", "value": "direct"}, {"name": "indirect", "value": "indirect"}],
            },
            {"type": 3, "name": "since", "description": "From which day, such as 2w"},
        ],
        "default_member_permissions": None,
        "contexts": [0],
        "integration_types": [0],
    }


def test_what_is_longer_than_discord_takes_is_cut_or_left_out():
    many = tuple(f"choice {number}" for number in range(26))
    options = (
        Option(name="a", description="d" * 100, example="e"),  # no room for the example
        Option(name="b", description="d" * 140),
        Option(name="c", description="c", takes=Takes.CHOICE, choices=many),  # the desk says what is wrong
    )
    (made,) = declared((command("quote", description="d" * 140, options=options),))
    check_commands([made])
    assert [option["description"] for option in made["options"]] == ["d" * 100, f"{'d' * 99}…", "c"]
    assert "choices" not in made["options"][2]


def test_an_option_whose_values_are_offered_has_no_fixed_ones():
    name = Option(name="name", description="Who", choices=("a", "b"), suggest=lambda *_: ())
    (made,) = declared((command("who", options=(name,)),))
    check_commands([made])
    assert made["options"] == [{"type": 3, "name": "name", "description": "Who", "autocomplete": True}]


def as_discord_tells(commands):
    """What a list of commands looks like when it is asked for: with Discord's own fields, and empty ones left out."""
    told = []
    for number, one in enumerate(reversed(declared(commands))):
        options = [{"required": False, **option} for option in one["options"]]
        others = {"id": str(number), "version": "7", "nsfw": False, "name_localizations": None}
        told.append({**one, **others, **({"options": options} if options else {})})
        if not options:
            del told[-1]["options"]
    return told


@pytest.mark.parametrize(
    ("now", "same"),
    [
        ((command("quote"), command("pause", options=(), allowed=Allowed.MANAGERS)), True),
        ((command("quote"), command("pause", options=())), False),  # who may use it
        ((command("quote"),), False),  # one less
        ((command("quote"), command("pause", description="Else", allowed=Allowed.MANAGERS)), False),
        ((command("quote", options=()), command("pause", options=(), allowed=Allowed.MANAGERS)), False),
        ((), False),
    ],
)
def test_commands_are_compared_by_what_we_say_of_them(now, same):
    before = as_discord_tells((command("quote"), command("pause", options=(), allowed=Allowed.MANAGERS)))
    assert registered(declared(now), before) is same


@pytest.mark.parametrize("name", ["Quote", "two words", "", "x" * 33])
def test_the_servers_rules_know_a_name_that_is_none(name):
    with pytest.raises(ApiError, match="50035"):
        check_commands(declared((command(name),)))
