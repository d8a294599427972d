"""Will the platforms do? Each one that has a channel of ours is asked about its token, its rights and those channels.

The only part of `doctor` that reaches for the network. Nothing is posted.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from bot.adapters.interface import AdapterError, Check
from bot.doctor import Finding, State
from bot.settings import CONSOLE, Settings
from bot.settings.credentials import redact
from briefs import plugins
from briefs.plugins import PluginError

PATIENCE = 60.0
"""Seconds for a platform to answer everything."""


async def ask(settings: Settings, environ: Mapping[str, str]) -> tuple[tuple[str, Finding], ...]:
    """Return what every platform says, with its name."""
    names = sorted({channel.platform for channel in settings.channels.values()} - {CONSOLE})
    answers = await asyncio.gather(*(_ask(name, settings, environ) for name in names))
    return tuple((name, finding) for name, findings in zip(names, answers, strict=True) for finding in findings)


async def _ask(name: str, settings: Settings, environ: Mapping[str, str]) -> tuple[Finding, ...]:
    try:
        adapter = plugins.load("onrecord.adapters", name).open(settings, environ)
    except (AdapterError, PluginError) as error:  # a secret is missing, which is told with the secrets
        return (Finding(state=State.NOTE, what=f"was not asked: {error}"),)
    ids = sorted(channel.id for channel in settings.channels.values() if channel.platform == name and channel.id)
    try:
        async with asyncio.timeout(PATIENCE):
            return tuple(map(_finding, await adapter.check(tuple(ids))))
    except TimeoutError:
        what = f"did not answer within {PATIENCE:.0f} s"
        return (Finding(state=State.FAIL, what=what, remedy="see whether this machine reaches it, and try again"),)
    except Exception as error:  # noqa: BLE001 - whatever somebody's adapter raises; the examination goes on
        what = f"its check failed ({type(error).__name__}: {redact(str(error))})"
        return (Finding(state=State.FAIL, what=what, remedy="try again; if it stays, tell the adapter's author"),)
    finally:
        await adapter.close()


def _finding(check: Check) -> Finding:
    return Finding(state=State.OK if check.sound else State.FAIL, what=check.what, remedy=check.remedy)
