from __future__ import annotations

import pytest

from said import Declared
from servanda.model import Statement

TITLE = "U.S.-Mexico Joint Declaration"


def only(declared: Declared, sentence: str) -> Statement:
    (statement,) = declared(sentence, title=TITLE).statements
    return statement


@pytest.mark.parametrize(
    "text, name",
    [
        ("NAFTA entered into force.", "NAFTA"),
        ("They renewed the North American Free Trade Agreement.", "NAFTA"),
        ("agents of CBP met", "U.S. Customs and Border Protection"),
        ("They met Mexico's National Guard.", "National Guard of Mexico"),
        ("They met at the U.S. Department of State.", "U.S. Department of State"),
        ("They met at the Department of State.", "U.S. Department of State"),
    ],
)
def test_names_are_known_in_their_forms(declared: Declared, text: str, name: str) -> None:
    """Preferred names, full names, acronyms and short names with their owner lead to one entity."""
    assert name in [mention.entity.label for mention in declared(text, title=TITLE).mentions]


@pytest.mark.parametrize("text", ["this may us turkey", "Congress adjourned."])
def test_what_may_mean_several_or_none_is_left_alone(declared: Declared, text: str) -> None:
    """Common words are no names, and a short name that both parties' organs have is not guessed."""
    assert declared(text, title=TITLE).mentions == ()


def test_every_mention_has_its_words(declared: Declared) -> None:
    """The span of a mention covers the words that name the entity."""
    extraction = declared("Mexico will deploy its National Guard.", title=TITLE)
    words = [(extraction.document.quote(m.span), m.entity.label) for m in extraction.mentions]
    assert words == [("Mexico", "Mexico"), ("National Guard", "National Guard of Mexico")]


def test_means_places_and_policies_are_told_apart(declared: Declared) -> None:
    """A body is a means, a border a place, a program a policy."""
    statement = only(
        declared,
        "Mexico will send its National Guard to its southern border under the Migrant Protection Protocols.",
    )
    assert [one.value.label for one in statement.involves] == ["National Guard of Mexico"]
    assert [one.value.label for one in statement.places] == ["southern border of Mexico"]
    assert [one.value.label for one in statement.concerns] == ["Migrant Protection Protocols"]


def test_the_closest_place_is_said(declared: Declared) -> None:
    """A state is no place of an act that names a place within it."""
    statement = only(declared, "We will build ports throughout Mexico, from Mexico City on.")
    assert [one.value.label for one in statement.places] == ["Mexico City"]


@pytest.mark.parametrize(
    "sentence, names",
    [
        ("We will protect migrants from harm.", ["migrants"]),
        ("We will build schools for migrants.", ["migrants"]),
        ("We will respect migrants' rights.", ["migrants"]),
        ("We will count migrants.", []),
    ],
)
def test_beneficiaries_are_those_served(declared: Declared, sentence: str, names: list[str]) -> None:
    """People who are protected, or for whom something is done, benefit; those only named do not."""
    assert [one.value.label for one in only(declared, sentence).beneficiaries] == names


def test_addressees_are_those_who_should_act(declared: Declared) -> None:
    """A recommendation knows whom it asks, and who asks."""
    statement = only(declared, "We urge Canada and Japan to join the pact.")
    assert [one.value.label for one in statement.addressees] == ["Canada", "Japan"]
    assert [one.label for one in statement.bearers] == ["United States", "Mexico"]


@pytest.mark.parametrize(
    "sentence, field, value",
    [
        ("We will meet if necessary.", "condition", "if necessary"),
        ("Subject to our laws, we will build a dam.", "condition", "Subject to our laws"),
        ("We will meet as soon as possible.", "timing", "as soon as possible"),
        ("We will meet in the coming weeks.", "timing", "in the coming weeks"),
        ("We will build it in accordance with our laws.", "in_accordance_with", "our laws"),
        (
            "With due respect for human rights, we will meet.",
            "in_accordance_with",
            "due respect for human rights",
        ),
        ("We will build a dam in order to save water.", "purpose", "in order to save water"),
    ],
)
def test_terms_are_read_with_their_words(declared: Declared, sentence: str, field: str, value: str) -> None:
    """Condition, timing, standard and purpose stand in the words of their act."""
    extraction = declared(sentence, title=TITLE)
    cited = getattr(extraction.statements[0].terms, field)
    assert cited.value == value
    assert extraction.document.quote(cited.span) == value


def test_terms_of_a_clause_before_are_not_the_acts_own(declared: Declared) -> None:
    """What "when" tells of another time is no deadline of the act."""
    statement = only(declared, "As we celebrate two centuries of trade in 2022, we will open a museum.")
    assert statement.terms.deadline is None


def test_topics_come_from_words_and_heading(declared: Declared) -> None:
    """The words of the act and the heading above it tell what it is about."""
    extraction = declared("Trade\n\nWe will end corruption.", title=TITLE)
    assert [topic.rpartition("#")[2] for topic in extraction.statements[0].topics] == ["corruption", "trade"]


def test_a_short_name_with_another_owner_is_not_the_partys_own(declared: Declared) -> None:
    """A short name that is followed or preceded by another state is not that of a party."""
    text = "They met the Department of Justice of Canada and the Japan Coast Guard."
    names = [mention.entity.label for mention in declared(text, title=TITLE).mentions]
    assert names == ["Canada", "Japan"]


def test_what_is_only_described_stays_in_its_document(declared: Declared) -> None:
    """A body with a proper name is one actor everywhere; one that is described is the document's own."""
    text = "A bilateral water group will meet. The Network for River Safety will meet."
    described, named = (statement.bearers[0].iri for statement in declared(text, title=TITLE).statements)
    assert described == "https://w3id.org/servanda/id/document/declaration#actor=bilateral-water-group"
    assert named == "https://w3id.org/servanda/id/actor/network-for-river-safety"


@pytest.mark.parametrize(
    "sentence, deadline",
    [
        ("We will act by 2025.", "2025-12-31"),
        ("We will act before 2025.", "2024-12-31"),
        ("We will act before May 4, 2025.", "2025-05-03"),
        ("We will act by mid-2025.", "2025-06-30"),
        ("We will act within 90 days.", "2020-08-02"),
        ("We will act in 2019.", None),
    ],
)
def test_a_deadline_is_the_last_day_that_is_left(
    declared: Declared, sentence: str, deadline: str | None
) -> None:
    """The last day of a limit counts, that of "before" does not, and what is past is no deadline."""
    found = only(declared, sentence).terms.deadline
    assert (str(found.value) if found else None) == deadline
