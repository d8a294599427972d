"""How much fits into one post? One table a platform, every number with where it is written down.

Lengths are measured in UTF-16 code units (`units`), which are never fewer than the characters a platform counts:
Discord's servers count code points (discord/discord-api-docs#1315), Slack does not say.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackLimits:
    """Block Kit's limits. Sources: docs.slack.dev/reference/block-kit, unless a field names another."""

    blocks: int = 50
    """Blocks in a message; `invalid_blocks` above."""
    words: int = 9000
    """Text and links over all blocks. Undocumented: `msg_blocks_too_long` comes near 12,000 less something for each
    block; 9,597 was accepted and 11,341 refused (slackapi/bolt-js#2867, #2509)."""
    text: int = 3000
    """A text object. For a rich_text block no limit is documented; we keep to the same."""
    header: int = 150
    context_elements: int = 10
    actions_elements: int = 25
    button_label: int = 75
    button_url: int = 3000
    button_value: int = 2000
    action_id: int = 255
    image_url: int = 3000
    alt_text: int = 2000
    fallback: int = 4000
    """The `text` beside the blocks: "best under 4,000", cut by Slack above 40,000
    (api.slack.com/changelog/2018-04-truncating-really-long-messages)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscordLimits:
    """A Discord message's limits. Sources: discord-api-docs, resources/message.mdx "Embed Limits" and
    components/reference.mdx.
    """

    content: int = 2000
    embeds: int = 10
    embed_words: int = 6000
    """Titles, descriptions, fields, footers and authors of all embeds of one message together."""
    title: int = 256
    description: int = 4096
    rows: int = 5
    """Action rows in a message."""
    row_buttons: int = 5
    button_label: int = 80
    button_url: int = 512
    custom_id: int = 100
    reference: int = 16
    """What every post keeps free for the line by which it is found again; see discord_reference.py."""
    thread_title: int = 100
    """resources/channel.mdx, "Start Thread from Message"."""
    command_description: int = 100
    """Of a command and of each option: interactions/application-commands.mdx; choices likewise."""
    choices: int = 25
    choice: int = 100
    """Characters of one: its name and its value."""


SLACK = SlackLimits()
DISCORD = DiscordLimits()


def units(text: str) -> int:
    """Return the length of `text` in UTF-16 code units: an emoji beyond the basic plane counts as two."""
    return len(text) + sum(char > "\uffff" for char in text)
