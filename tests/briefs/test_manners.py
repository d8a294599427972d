"""Said, thought, written, or what a document says."""

import pytest
from builders import span

from briefs.extractors.manners import manner
from briefs.statement import Manner


@pytest.mark.parametrize(
    ("text", "source", "cue", "expected"),
    [
        ("Reyes said the strait would close.", "Reyes", "said", Manner.SAID),
        ("Reyes wants the strait closed.", "Reyes", "wants", Manner.THOUGHT),  # wanting is not saying
        ("Reyes is hoping to close the strait.", "Reyes", "is hoping", Manner.THOUGHT),
        ("Reyes planned to close the strait.", "Reyes", "planned", Manner.THOUGHT),
        ("Reyes tweeted that the strait would close.", "Reyes", "tweeted", Manner.WRITTEN),
        ("Reyes wrote that the strait would close.", "Reyes", "wrote", Manner.WRITTEN),
        ("The first report of the inquiry found faults.", "The first report of the inquiry", "found", Manner.DOCUMENT),
        ("According to the survey, most agree.", "the survey", "According to", Manner.DOCUMENT),
        ("The reporter said the strait would close.", "The reporter", "said", Manner.SAID),  # no report
        ("The strait would close.", None, None, Manner.SAID),
    ],
)
def test_the_cue_and_its_subject_tell(text, source, cue, expected):
    assert manner(text, span(source, text) if source else None, span(cue, text) if cue else None) is expected
