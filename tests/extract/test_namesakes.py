from __future__ import annotations

import pytest

from said import Declared
from servanda.model import Extraction

PERU_CHILE = "Peru-Chile Joint Declaration"
MEXICO_US = "Mexico-United States Joint Declaration"
CONGO, DR_CONGO = "Republic of the Congo", "Democratic Republic of the Congo"


def named(extraction: Extraction, words: str) -> list[str]:
    """What the stretches of the text that read `words` mean, in order."""
    quote = extraction.document.quote
    return [mention.entity.label for mention in extraction.mentions if quote(mention.span) == words]


def states(extraction: Extraction) -> list[str]:
    return [mention.entity.label for mention in extraction.mentions if mention.entity.kind == "State"]


def unresolved(extraction: Extraction) -> list[tuple[str, set[str]]]:
    """The words that may mean several things, with these."""
    quote = extraction.document.quote
    return [(quote(name.span), {one.label for one in name.candidates}) for name in extraction.unresolved]


@pytest.mark.parametrize(
    "text, words, labels",
    [
        (
            "Both Congresses will meet.",
            "Congresses",
            ["Congress of the Republic of Peru", "National Congress of Chile"],
        ),
        ("The two Presidents met.", "Presidents", ["President of Peru", "President of Chile"]),
        ("The Presidents met.", "Presidents", ["President of Peru", "President of Chile"]),
        (
            "The Chilean and Norwegian Governments met.",
            "Governments",
            ["Government of Chile", "Government of Norway"],
        ),
        (
            "The Governments of Chile, Norway and Peru met.",
            "Governments",
            ["Government of Chile", "Government of Norway", "Government of Peru"],
        ),
        (
            "Norway and Chile asked their Foreign Ministers.",
            "Foreign Ministers",
            ["Foreign Minister of Norway", "Foreign Minister of Chile"],
        ),
        (
            "The Foreign Ministers of Chile and Norway met.",
            "Foreign Ministers",
            ["Foreign Minister of Chile", "Foreign Minister of Norway"],
        ),
    ],
)
def test_a_short_name_in_the_plural_means_one_of_each_owner(
    declared: Declared, text: str, words: str, labels: list[str]
) -> None:
    """Namesakes named together are those of the states beside them, or else those of the parties."""
    extraction = declared(text, title=PERU_CHILE)
    assert named(extraction, words) == labels
    assert unresolved(extraction) == []


@pytest.mark.parametrize(
    "text, words, labels",
    [
        ("Mexico will deploy its National Guard.", "National Guard", ["National Guard of Mexico"]),
        ("Mexico’s National Guard will train.", "National Guard", ["National Guard of Mexico"]),
        (
            "The U.S. National Guard will train.",
            "U.S. National Guard",
            ["National Guard of the United States"],
        ),
        ("The Congress of Chile will meet.", "Congress", ["National Congress of Chile"]),
        ("The Chilean Congress will meet.", "Congress", ["National Congress of Chile"]),
        ("The President of Georgia will speak.", "President", ["President of Georgia"]),
        ("The Chilean President will speak.", "President", ["President of Chile"]),
    ],
)
def test_the_words_beside_a_short_name_tell_its_owner(
    declared: Declared, text: str, words: str, labels: list[str]
) -> None:
    """A state before or after a short name, or "its" after a state, tells whose it is, party or not."""
    assert named(declared(text, title=MEXICO_US), words) == labels


def test_two_namesakes_in_one_sentence_stay_apart(declared: Declared) -> None:
    """The National Guards of two states are two actors, and each bears what it will do."""
    text = "Mexico’s National Guard and the U.S. National Guard will train."
    (statement,) = declared(text, title=MEXICO_US).statements
    labels = [bearer.label for bearer in statement.bearers]
    assert labels == ["National Guard of Mexico", "National Guard of the United States"]


@pytest.mark.parametrize(
    "title, text, words, label",
    [
        (
            "Peru-Norway Joint Declaration",
            "The Congress will meet.",
            "Congress",
            "Congress of the Republic of Peru",
        ),
        ("Peru-Norway Joint Declaration", "The President will speak.", "President", "President of Peru"),
        (
            "Peru-Norway Joint Declaration",
            "The Prime Minister spoke.",
            "Prime Minister",
            "Prime Minister of Norway",
        ),
    ],
)
def test_a_short_name_that_one_party_has_is_that_partys(
    declared: Declared, title: str, text: str, words: str, label: str
) -> None:
    """Where only one of the parties has a body or office of that name, the name alone means it."""
    assert named(declared(text, title=title), words) == [label]


@pytest.mark.parametrize(
    "text, words, candidates",
    [
        ("The President will speak.", "President", {"President of Peru", "President of Chile"}),
        (
            "The Congress will meet.",
            "Congress",
            {"Congress of the Republic of Peru", "National Congress of Chile"},
        ),
        ("The Government will act.", "Government", {"Government of Peru", "Government of Chile"}),
        (
            "The President of Chile spoke. The President of Peru spoke. The President will act.",
            "President",
            {"President of Peru", "President of Chile"},
        ),
    ],
)
def test_a_short_name_of_two_parties_is_left_open(
    declared: Declared, text: str, words: str, candidates: set[str]
) -> None:
    """What may be either party's means none, bears nothing, and has both as candidates."""
    extraction = declared(text, title=PERU_CHILE)
    assert unresolved(extraction) == [(words, candidates)]
    opened = [one.span for one in extraction.unresolved]
    assert all(mention.span not in opened for mention in extraction.mentions)
    assert extraction.statements == ()


@pytest.mark.parametrize(
    "title, text, words, kind",
    [
        (MEXICO_US, "The National Guard will train.", "National Guard", "SecurityForce"),
        (PERU_CHILE, "They met the Ministry of Foreign Affairs.", "Ministry of Foreign Affairs", "Ministry"),
    ],
)
def test_what_is_left_open_is_no_new_body(
    declared: Declared, title: str, text: str, words: str, kind: str
) -> None:
    """A name that may be one of two known bodies makes no third."""
    extraction = declared(text, title=title)
    assert [name for name, _ in unresolved(extraction)] == [words]
    assert [mention for mention in extraction.mentions if mention.entity.kind == kind] == []


@pytest.mark.parametrize(
    "text", ["They met the National Guard Bureau.", "They join the Greening Government Initiative."]
)
def test_a_word_inside_a_name_is_not_open(declared: Declared, text: str) -> None:
    """A short name that is a part of another name asks for no decision."""
    assert unresolved(declared(text, title=MEXICO_US)) == []


@pytest.mark.parametrize(
    "text",
    [
        "They met the President of Freedonia.",
        "They met the Freedonian President.",
        "They met the President of the Council.",
        "They met President von Prieto.",
        "They met the Deputy Prime Minister of Norway.",
        "They met the Vice-President of Chile.",
        "They met the President-elect of Chile.",
        "They thank the Interim Government.",
        "They thank the Government of National Unity.",
        "They thank other Governments.",
        "They call on Governments to act.",
    ],
)
def test_what_the_words_beside_it_say_is_anothers_is_no_partys(declared: Declared, text: str) -> None:
    """An unknown owner, a rank below the office, or "other" before a plural keeps the parties' apart."""
    extraction = declared(text)
    kinds = {mention.entity.kind for mention in extraction.mentions}
    assert kinds.isdisjoint({"Office", "Government"})
    assert unresolved(extraction) == []


@pytest.mark.parametrize("between", [" ", "\n\n"])
def test_a_short_name_is_the_one_named_before(declared: Declared, between: str) -> None:
    """After "the President of Chile", the President is that one, in the next sentence or paragraph."""
    text = f"The President of Chile spoke.{between}The President will act."
    extraction = declared(text, title=PERU_CHILE)
    assert named(extraction, "President") == ["President of Chile"] * 2
    assert unresolved(extraction) == []


@pytest.mark.parametrize(
    "text, labels",
    [
        ("They work with Georgia.", ["Georgia"]),
        ("They work with Georgia and Ukraine.", ["Georgia", "Ukraine"]),
        ("They met in Tbilisi, Georgia.", ["Georgia"]),
        ("They met in Atlanta, Georgia.", []),
        ("They thank the U.S. state of Georgia.", []),
    ],
)
def test_georgia_is_the_country_but_beside_a_town_of_the_other(
    declared: Declared, text: str, labels: list[str]
) -> None:
    """Among states Georgia is the country; after Atlanta it is the state of the United States."""
    assert states(declared(text)) == labels


@pytest.mark.parametrize(
    "title, text, labels",
    [
        ("Norway-Chile Joint Declaration", "They work with the Congo.", []),
        (f"Norway-{DR_CONGO} Joint Declaration", "They met in Congo.", [DR_CONGO]),
        (f"Norway-{CONGO} Joint Declaration", "They met in the Congo.", [CONGO]),
        ("Norway-Chile Joint Declaration", f"They thank the {CONGO}. The Congo grows.", [CONGO, CONGO]),
        ("Norway-Chile Joint Declaration", f"They thank the {DR_CONGO}. Congo grows.", [DR_CONGO, DR_CONGO]),
    ],
)
def test_congo_is_the_one_that_the_document_names_in_full(
    declared: Declared, title: str, text: str, labels: list[str]
) -> None:
    """Congo means the one of the two that is a party or is named in full, and neither elsewhere."""
    assert states(declared(text, title=title)) == labels


def test_congo_is_open_where_both_are_named(declared: Declared) -> None:
    """Beside both Congos in full, the bare name may mean either."""
    extraction = declared(f"They thank the {CONGO} and the {DR_CONGO}. Congo grows.")
    assert unresolved(extraction) == [("Congo", {CONGO, DR_CONGO})]
    assert states(extraction) == [CONGO, DR_CONGO]


@pytest.mark.parametrize(
    "name, label",
    [
        ("Korea", "South Korea"),
        ("the Republic of Korea", "South Korea"),
        ("the ROK", "South Korea"),
        ("the Democratic People’s Republic of Korea", "North Korea"),
        ("the DPRK", "North Korea"),
    ],
)
def test_the_two_koreas_stay_apart(declared: Declared, name: str, label: str) -> None:
    """Korea alone is the southern one, and each official name and its initials mean their own."""
    assert states(declared(f"They work with {name}.")) == [label]


@pytest.mark.parametrize(
    "text, bearers",
    [
        ("The Chilean Government will act.", ["Chile"]),
        ("Both Governments will act.", ["Norway", "Chile"]),
        ("The President of Chile will act.", ["Chile"]),
        ("The Norwegian Prime Minister and the Chilean President will act.", ["Norway", "Chile"]),
        ("The Parliament of Norway will act.", ["Parliament of Norway"]),
        ("The Congress of Chile will act.", ["National Congress of Chile"]),
    ],
)
def test_governments_and_offices_stand_for_their_party(
    declared: Declared, text: str, bearers: list[str]
) -> None:
    """What a party's government or head undertakes the party bears; its parliament bears its own."""
    (statement,) = declared(text).statements
    assert [bearer.label for bearer in statement.bearers] == bearers


@pytest.mark.parametrize("who", ["The Government of Peru", "The President of Peru", "The Peruvian Congress"])
def test_what_belongs_to_no_party_bears_nothing(declared: Declared, who: str) -> None:
    """The government, president or parliament of another state makes no statement of the document."""
    assert declared(f"{who} will act.").statements == ()


@pytest.mark.parametrize(
    "text, title",
    [
        ("The U.S. Congress voted. The Chilean Congress watched. The Congress will act.", MEXICO_US),
        ("The Chilean Congress and the Peruvian Congress met. The Congress will act.", PERU_CHILE),
    ],
)
def test_a_short_name_that_meant_two_things_before_is_left_apart(
    declared: Declared, text: str, title: str
) -> None:
    """What was said of two namesakes, one of them in full, does not tell which is meant after them."""
    extraction = declared(text, title=title)
    assert named(extraction, "Congress")[2:] == []


@pytest.mark.parametrize(
    "text, labels",
    [
        ("Alabama, Georgia and Florida will host fairs.", ["Alabama", "State of Georgia", "Florida"]),
        ("Georgia and Florida will host fairs.", ["State of Georgia", "Florida"]),
        ("Georgia and Ukraine will host fairs.", ["Georgia", "Ukraine"]),
    ],
)
def test_a_place_beside_places_of_its_state_is_one_of_them(
    declared: Declared, text: str, labels: list[str]
) -> None:
    """Georgia beside Florida is the state of the Union, beside Ukraine the country."""
    assert [mention.entity.label for mention in declared(text).mentions] == labels


def test_a_state_named_in_full_after_its_short_name_is_another(declared: Declared) -> None:
    """In a list that has the Congo and the Democratic Republic of the Congo, the former is open."""
    extraction = declared("Angola, the Congo and the Democratic Republic of the Congo met.")
    assert states(extraction) == ["Angola", DR_CONGO]
    assert unresolved(extraction) == [("Congo", {CONGO, DR_CONGO})]


def test_a_possessive_in_a_title_is_read(declared: Declared) -> None:
    """A title, which has no sentences, may say "its Congress"."""
    extraction = declared("They met.", title="Joint Statement of Peru and its Congress")
    assert [party.label for party in extraction.parties] == ["Peru", "Congress of the Republic of Peru"]
