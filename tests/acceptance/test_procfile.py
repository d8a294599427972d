"""The Procfile as its hosts run it: a release step, then worker and web side by side, told to stop together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from aiohttp import ClientError, ClientSession
from stage import Stage

ROOT = Path(__file__).parents[2]
HONCHO = str(Path(sys.executable).parent / "honcho")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def hosted(tmp_path):
    """A release that was made, and its processes; what they print is in log.txt."""
    config = tmp_path / "config"
    ours = ("ONRECORD", "SLACK", "DISCORD")
    environ = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    environ |= {
        "ONRECORD_CONFIG": str(config),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'data.db'}",
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    release = next(line for line in (ROOT / "Procfile").read_text().splitlines() if line.startswith("release: "))
    for step in (["onrecord", "init", str(config)], release.split()[1:]):
        subprocess.run([HONCHO, "run", *step], env=environ, cwd=ROOT, check=True)
    port = free_port()
    with (tmp_path / "log.txt").open("wb") as log:
        command = [HONCHO, "start", "-p", str(port), "web", "worker"]
        running = subprocess.Popen(command, env=environ, cwd=ROOT, stdout=log, stderr=log)
    yield port, running
    running.kill()
    running.wait()


async def test_release_worker_and_web(tmp_path, hosted):
    port, running = hosted
    stage = Stage(tmp_path)  # for its patience and its log alone
    answers: list[dict] = []
    async with ClientSession() as session:

        async def is_well() -> bool:
            try:
                async with session.get(f"http://127.0.0.1:{port}/healthz") as answer:
                    answers.append(await answer.json())
                    return answer.status == 200
            except ClientError:
                return False  # it does not listen yet

        await stage.until_so(is_well)
    assert answers[-1]["lines"] == {"console": "up"}
    running.send_signal(signal.SIGTERM)
    assert running.wait(60) in {0, 128 + signal.SIGTERM}  # honcho's own shells end by the signal
    log = stage.log.read_text()
    assert "bot.app: stopping: SIGTERM" in log
    assert "Traceback" not in log
