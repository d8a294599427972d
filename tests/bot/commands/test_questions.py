"""Questions are kept, by both twins alike: key, renewal, forgetting, restarts."""

from __future__ import annotations

import shutil
from datetime import timedelta

import pytest
from builders import NOON
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands.questions import KEPT, MemoryQuestions, Question
from bot.database import open_questions

REYES = Question(command="quote", options={"words": "troops", "speaker": "Ana Reyes"}, asked=NOON)


@pytest.fixture(params=["memory", "sqlite"])
def questions(request, blank_database, tmp_path):
    if request.param == "memory":
        yield MemoryQuestions()
        return
    path = tmp_path / "desk.db"
    shutil.copyfile(blank_database, path)
    opened = open_questions(f"sqlite:///{path}")
    yield opened
    opened.close()


def test_a_question_comes_back(questions):
    assert questions.recall(REYES.key) is None
    questions.remember(REYES)
    assert questions.recall(REYES.key) == REYES


def test_the_same_question_asked_again_counts_from_then(questions):
    later = Question(command="quote", options=REYES.options, asked=NOON + timedelta(hours=1))
    questions.remember(REYES)
    questions.remember(later)
    assert questions.recall(REYES.key) == later


def test_old_questions_are_dropped_when_another_is_asked(questions):
    questions.remember(REYES)
    other = Question(command="brief", options={}, asked=NOON + KEPT + timedelta(seconds=1))
    questions.remember(other)
    assert questions.recall(REYES.key) is None
    assert questions.recall(other.key) == other


def test_questions_survive_a_restart(blank_database, tmp_path):
    path = tmp_path / "desk.db"
    shutil.copyfile(blank_database, path)
    for step in ("remember", "recall"):
        opened = open_questions(f"sqlite:///{path}")
        if step == "remember":
            opened.remember(REYES)
        else:
            assert opened.recall(REYES.key) == REYES
        opened.close()


options = st.dictionaries(st.sampled_from(("words", "speaker", "since")), st.text(st.characters(), max_size=20))


@settings(deadline=None)
@given(options=options)
def test_a_key_is_the_same_in_any_order_and_fits_a_button(options):
    turned = dict(reversed(options.items()))
    key = Question(command="quote", options=options, asked=NOON).key
    assert key == Question(command="quote", options=turned, asked=NOON + timedelta(days=1)).key
    assert len(key) == 24
    assert key.isalnum()


def test_other_questions_have_other_keys():
    others = [
        REYES,
        Question(command="brief", options=REYES.options, asked=NOON),
        Question(command="quote", options={"words": "troops"}, asked=NOON),
        Question(command="quote", options={"words": "Ana Reyes", "speaker": "troops"}, asked=NOON),
        Question(command="quote", options={}, asked=NOON),
    ]
    assert len({question.key for question in others}) == len(others)
