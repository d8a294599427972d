"""What does a person in a channel read when something went wrong? One kind sentence, and never a traceback.

What they can mend comes with the right form; what they cannot, with a reference under which the log has the cause.
"""

from __future__ import annotations

from briefs.errors import BriefsError
from briefs.message import Block, Message, Paragraph, Style, Words


class BotError(BriefsError):
    """Something the person who asked can mend; its text is the sentence they read, with the remedy in it."""


class MisaskedError(BotError):
    """The options of a command are not as it takes them."""


class ForbiddenError(BotError):
    """The command is not for everybody."""

    def __init__(self, command: str) -> None:
        super().__init__(f"/{command} is for those who manage this channel; ask one of them.")


class ForgottenError(BotError):
    """The question behind a button is not known any more."""

    def __init__(self) -> None:
        super().__init__("These pages are too old to turn; please ask again.")


class StrangeButtonError(BotError):
    """A button that no command of this program knows, perhaps from a message of an older one."""

    def __init__(self) -> None:
        super().__init__("This button does nothing any more; please give the command again.")


class TooSlowError(BotError):
    """An answer took longer than anybody waits for it."""

    def __init__(self) -> None:
        super().__init__("That took too long to look up; a later day in since: or one more word makes it quicker.")


def sentence(error: BotError, *, usage: str = "") -> Message:
    """Say what is wrong, and with `usage` a whole call that works."""
    said = str(error)
    blocks: tuple[Block, ...] = (Paragraph((Words(said),)),)
    if usage:
        blocks += (example(usage),)
    return Message(summary=said, blocks=blocks, aside=True)


def example(usage: str, *, lead: str = "For example: ") -> Paragraph:
    """Show a call that works, as it is typed."""
    return Paragraph((Words(lead), Words(usage, Style.CODE)))


def apology(reference: str) -> Message:
    """Say that it is not their fault; an administrator finds the cause in the log under `reference`."""
    said = f"Sorry, that did not work, and it is not your fault. An administrator finds why under {reference}."
    return Message(summary=said, blocks=(Paragraph((Words(said),)),), aside=True)
