import builders
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.extractors.lexicon import LexiconError
from briefs.language.layout import lay_out
from briefs.speakers.aliases import Cast
from briefs.speakers.mentions import Kind, find_names, load_names

KNOWN = load_names()
PERSON, STATE, BODY, OTHER = Kind.PERSON, Kind.STATE, Kind.BODY, Kind.OTHER


def names(text):
    return [(name.text, name.kind) for name in find_names(text, 0, len(text), KNOWN)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We met Ana Reyes there.", [("Ana Reyes", PERSON)]),
        # titles are no part of a name, abbreviated or in full
        ("We met Sen. Ana Reyes.", [("Ana Reyes", PERSON)]),
        ("We met Russian Foreign Minister Ana Reyes.", [("Ana Reyes", PERSON)]),
        ("We met Secretary of State Ana Reyes.", [("Ana Reyes", PERSON)]),
        # one word with a title is a person, without one it may be anything
        ("We met Mr. Reyes.", [("Reyes", PERSON)]),
        ("We met Reyes.", [("Reyes", OTHER)]),
        # particles, initials, hyphens, apostrophes
        ("We met Tomas van der Berg.", [("Tomas van der Berg", PERSON)]),
        ("We met Tomas J. Brandt.", [("Tomas J. Brandt", PERSON)]),
        ("We met Jean-Luc O’Hara.", [("Jean-Luc O’Hara", PERSON)]),
        # an owner ends the name
        ("It was Ana Reyes’s Harbour Office.", [("Ana Reyes", PERSON), ("Harbour Office", BODY)]),
        # states, their capitals, governments' houses; adjectives are none
        ("Moscow and the Kremlin", [("Moscow", STATE), ("Kremlin", BODY)]),
        ("the US and U.S. troops", [("US", STATE), ("U.S.", STATE)]),
        ("a Russian ship", [("Russian", OTHER)]),
        # bodies by their last word or their first
        ("the Harbour Workers Union", [("Harbour Workers Union", BODY)]),
        ("the Ministry of Defence", [("Ministry of Defence", BODY)]),
        ("NATO met", [("NATO", BODY)]),
        # places and things are no people
        ("the Vellin Strait", [("Vellin Strait", OTHER)]),
        # days, and words that begin sentences, are no names
        ("However, on Monday The", []),
    ],
)
def test_names(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [("Mrs. Reyes", "she"), ("Sir Tomas Brandt", "he"), ("Anna Brandt", "she"), ("Okan Brandt", None)],
)
def test_a_title_or_given_name_tells_the_pronoun(text, pronoun):
    (name,) = find_names(text, 0, len(text), KNOWN)
    assert KNOWN.pronoun(name) == pronoun


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("The Vellin president, Ana Reyes, said no.", {"vellin president"}),
        ("Ana Reyes, the president of Vellin, said no.", {"president of vellin"}),
        ("President Ana Reyes said no.", {"president"}),
        # somebody else's office
        ("After the president left, Ana Reyes said no.", set()),
    ],
)
def test_offices_beside_a_name(text, roles):
    cast = Cast(lay_out(builders.article(text, language="en")), (), KNOWN)
    (member,) = cast.members
    assert member.roles == roles


@given(
    st.text(max_size=120)
    | st.lists(st.sampled_from(["Ana", "Reyes", "of", "Mr.", "’s", "US", ",", "van"])).map(" ".join)
)
def test_any_text_gives_sound_names(text):
    for name in find_names(text, 0, len(text), KNOWN):
        assert " ".join(name.span.slice(text).split()) == name.text
        assert name.text


def test_a_broken_list_is_told_with_its_file(tmp_path):
    (tmp_path / "names.yaml").write_text("states:\n  Vellin: Vellinese\n")
    with pytest.raises(LexiconError, match=r"names\.yaml: states: Vellin is not a list of words; write"):
        load_names(tmp_path)
