"""Secrets come from the environment, are refused in YAML and shown nowhere."""

import dataclasses
import logging
import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import (
    Secrets,
)
from bot.settings.credentials import SECRETS, lines_with_secrets, redact

BOT_TOKEN = "xoxb-" + "2345678901-2345678901-AbCdEfGhIjKlMnOpQrStUvWx"
APP_TOKEN = "xapp-" + "1-A0123456789-2345678901-0123456789abcdef"
DISCORD = "MTE4" + "NzY1NDMyMTA5ODc2NTQz" + ".GabcDe." + "abcdefghijklmnopqrstuvwxyz0123456789AB"
WEBHOOK = "https://hooks.slack.com/services/" + "T0123456/B0123456/AbCdEfGhIjKl"


SECRET_LINES = [
    # a key that would hold one, whatever its value
    ("onrecord", "slack_bot_token: hunter2\n", "onrecord.yaml:1: slack_bot_token: a secret does not"),
    ("onrecord", "store: {password: hunter2}\n", "onrecord.yaml:1: store.password: a secret"),
    ("channels", "channels:\n  a:\n    api-key: hunter2\n", "channels.yaml:3: channels.a.api-key:"),
    # a value shaped like one, wherever it stands
    ("channels", f"channels:\n  desk: {{platform: slack, id: {BOT_TOKEN}}}\n", "channels.yaml:2: a secret stands in"),
    ("briefings", f"# token for later: {APP_TOKEN}\n", "briefings.yaml:1: a secret stands in this file"),
    ("people", f"people:\n- name: {DISCORD}\n", "people.yaml:2: a secret stands in this file"),
    ("onrecord", f"{BOT_TOKEN}: x\n", "onrecord.yaml:1: a secret stands in"),
    ("onrecord", "store: {path: postgresql://desk:hunter2@db/onrecord}\n", "onrecord.yaml:1: a secret stands in"),
    ("outlets", "outlets:\n- {name: A, feed: 'https://me:hunter2@a.example/'}\n", "outlets.yaml:2: a secret stands in"),
    ("channels", f"channels:\n  a: {{platform: {WEBHOOK}}}\n", "channels.yaml:2: a secret stands in"),
    # in a file that is not even YAML
    ("onrecord", f"a: [\n{BOT_TOKEN}\n", "onrecord.yaml:2: a secret stands in this file"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "text", "expected"), SECRET_LINES)
def test_a_secret_in_yaml_is_refused_and_not_repeated(load, file, text, expected):
    settings, problems = load(**{file: text})
    assert any(problem.startswith(expected) for problem in problems)
    assert any("into the environment" in problem for problem in problems)
    told = "\n".join(problems) + repr(settings)
    for value in ("hunter2", BOT_TOKEN, APP_TOKEN, DISCORD, WEBHOOK):
        assert value not in told


def test_a_word_about_secrets_is_none(load):
    """Names that end like a secret's may head other settings, and short forms of a token may stand in a comment."""
    _, problems = load(channels="# the token begins with xoxb-\nchannels: {top-secret: {platform: console}}\n")
    assert not problems


@pytest.fixture
def full():
    return {name: f"{name.lower()}-hunter2" for name in SECRETS} | {"HOME": "/root"}


def test_secrets_come_from_the_environment_and_are_not_shown(load, full):
    settings, problems = load(environ=full)
    assert not problems
    assert settings.secrets.names == tuple(SECRETS)
    assert settings.secrets.reveal("DISCORD_TOKEN") == "discord_token-hunter2"
    assert settings.database_url == "database_url-hunter2"
    whole, secrets = settings, settings.secrets
    shown = [repr(whole), str(whole), f"{whole}", f"{secrets!r:>9}", repr(secrets.values)]
    shown += [repr(dataclasses.asdict(secrets)), str(dataclasses.replace(secrets))]
    for text in shown:
        assert "hunter2" not in text
    assert "DISCORD_TOKEN" in repr(settings.secrets)


def test_secrets_stay_out_of_logs_and_tracebacks(load, full, caplog):
    settings, _ = load(environ=full)

    def fail(secrets):
        message = f"cannot post with {secrets} of {settings}"
        raise RuntimeError(message)

    try:
        fail(settings.secrets)
    except RuntimeError as error:
        logging.getLogger("test").exception("settings: %s %r", settings, settings.secrets)
        shown = traceback.TracebackException.from_exception(error, capture_locals=True)
        # The traceback of a debugger prints the locals of every frame by their repr; `full` belongs to this test.
        frames = [line for frame in shown.stack for line in (frame.locals or {}).values() if frame.name == "fail"]
    assert "hunter2" not in caplog.text
    assert frames
    assert not any("hunter2" in line for line in frames)


def test_blank_secrets_are_absent_and_a_newline_does_not_count():
    secrets = Secrets.read({"DISCORD_TOKEN": " \n", "SLACK_BOT_TOKEN": "abc\n"})
    assert secrets.names == ("SLACK_BOT_TOKEN",)
    assert (secrets.reveal("SLACK_BOT_TOKEN"), secrets.reveal("DISCORD_TOKEN")) == ("abc", None)


@given(st.text(max_size=200))
def test_blotting_out_leaves_no_secret_and_other_words_alone(text):
    assert not list(lines_with_secrets(redact(text)))
    if not list(lines_with_secrets(text)):
        assert redact(text) == text
