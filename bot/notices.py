"""How do the administrators hear of what went wrong? Once for each subject, through the outbox like everything else."""

from __future__ import annotations

import hashlib
import logging
from datetime import datetime

from bot.drafting import Adapters
from bot.outbox.edition import Copy, Edition, EditionKey, Kind, Part, Planned
from bot.outbox.outbox import Outbox
from bot.settings import Settings
from briefs.message import Context, Heading, Message, Paragraph, Words

ADMINISTRATORS = "administrators"
"""The briefing that notices are editions of."""

_log = logging.getLogger(__name__)


def tell(
    what: str, remedy: str, *, subject: str, settings: Settings, outbox: Outbox, adapters: Adapters, now: datetime
) -> bool:
    """Plan a notice to the administrators' channel; say whether it is a new one. A `subject` is told once a day."""
    _log.warning("%s; %s", what, remedy)
    channel = settings.channels[settings.administrators]
    adapter = adapters.get(channel.platform)
    if adapter is None:
        return False
    slot = hashlib.sha256(subject.encode()).hexdigest()[:32]
    message = Message(
        summary=f"On Record: {what}",
        blocks=(Heading("On Record needs a person"), Paragraph((Words(f"{what}."),)), Context((Words(f"{remedy}."),))),
    )
    copy = Copy(channel=channel, parts=tuple(Part(post=post) for post in adapter.render(message)))
    key = EditionKey(kind=Kind.NOTICE, briefing=ADMINISTRATORS, day=now.date(), slot=slot)
    return outbox.plan(Edition(key=key, due=now, copies=(copy,)), now=now) is Planned.PLANNED
