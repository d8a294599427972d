"""Our limits beside those that other people collected."""

from __future__ import annotations

import pytest
from slackblocks import _limits as theirs

from bot.adapters.limits import DISCORD, SLACK, units
from briefs.message import ACTION_ROOM


@pytest.mark.parametrize(
    ("ours", "name"),
    [
        (SLACK.blocks, "MESSAGE_BLOCKS_MAX_ITEMS"),
        (SLACK.text, "TEXT_MAX_LENGTH"),
        (SLACK.header, "HEADER_TEXT_MAX_LENGTH"),
        (SLACK.context_elements, "CONTEXT_ELEMENTS_MAX_ITEMS"),
        (SLACK.actions_elements, "ACTIONS_ELEMENTS_MAX_ITEMS"),
        (SLACK.button_label, "BUTTON_TEXT_MAX_LENGTH"),
        (SLACK.button_url, "BUTTON_URL_MAX_LENGTH"),
        (SLACK.button_value, "BUTTON_VALUE_MAX_LENGTH"),
        (SLACK.action_id, "ACTION_ID_MAX_LENGTH"),
        (SLACK.image_url, "IMAGE_IMAGE_URL_MAX_LENGTH"),
        (SLACK.alt_text, "IMAGE_ALT_TEXT_MAX_LENGTH"),
    ],
)
def test_slack_limits_are_those_of_slackblocks(ours, name):
    assert ours == getattr(theirs, name)


def test_the_text_budget_stays_below_what_slack_was_seen_to_accept():
    assert SLACK.words < 9597


def test_a_button_fits_every_platform():
    assert min(DISCORD.custom_id, SLACK.action_id - 4, SLACK.button_value) >= ACTION_ROOM


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("Vellin", 6),
        ("é", 1),
        ("e\u0301", 2),
        ("\U0001d400", 2),  # beyond the basic plane: two units
        ("👩\u200d👧", 5),
    ],
)
def test_units(text, expected):
    assert units(text) == expected == len(text.encode("utf-16-le")) // 2
