from __future__ import annotations

import pytest

from said import Declared
from servanda.model import Entity, Extraction


def persons(extraction: Extraction) -> list[Entity]:
    return [one.entity for one in extraction.mentions if one.entity.kind == "Person"]


def names(extraction: Extraction) -> list[str]:
    return [person.label for person in persons(extraction)]


@pytest.mark.parametrize(
    "text, owners",
    [
        ("President Ana Prieto of Chile spoke.", ["chile"]),
        ("Chilean President Ana Prieto spoke.", ["chile"]),
        ("Chile’s Foreign Minister Ana Prieto spoke.", ["chile"]),
        ("They met the Chilean Foreign Minister, Ana Prieto.", ["chile"]),
        ("They met Deputy Foreign Minister Ana Prieto of the Republic of Peru.", ["peru"]),
        ("They met Chilean Minister of Foreign Affairs Ana Prieto.", ["chile"]),
        ("President of Chile Ana Prieto spoke.", ["chile"]),
        ("U.S. Secretary of State Ana Prieto spoke.", ["united-states"]),
        ("U.S. Homeland Security Advisor Dr. Ana Prieto spoke.", ["united-states"]),
        ("Chilean National Security and Trade Advisor Ana Prieto spoke.", ["chile"]),
        ("President Ana Prieto, Jr. of Peru spoke.", ["peru"]),
        ("Secretary-General Ana Prieto spoke.", []),
        ("Director General Ana Prieto spoke.", []),
        ("Secretary of Defense General Ana Prieto spoke.", []),
        ("Director of Herring Control Policy Dr. Ana Prieto spoke.", []),
        ("Deputy Advisor for International Economics Ana Prieto spoke.", []),
        ("Minister Dr. Ana Prieto spoke.", []),
        ("Ambassador to Norway Ana Prieto spoke.", []),
        ("Secretary of Homeland Security Ana Prieto spoke.", []),
        ("Minister for Foreign Affairs Ana Prieto spoke.", []),
    ],
)
def test_a_title_tells_a_person_and_whose_officer(declared: Declared, text: str, owners: list[str]) -> None:
    """A full name behind a title is a person of that name alone, of the state whose office the words say."""
    (person,) = persons(declared(text))
    assert person.label == "Ana Prieto"
    assert [owner.rpartition("/")[2] for owner in person.owners] == owners


@pytest.mark.parametrize(
    "name",
    ["Ana Prieto Ruiz", "Ana de la Torre", "Ana M. Prieto", "Ana Prieto-Ruiz", "Omar bin Hamad Al Prieto"],
)
def test_a_name_has_several_parts(declared: Declared, name: str) -> None:
    """Second names, particles, initials and hyphens belong to the name of a person."""
    assert names(declared(f"They met President {name} in Lima.")) == [name]


@pytest.mark.parametrize(
    "text, labels",
    [
        ("Presidents Ruiz and Li met.", ["President Ruiz", "President Li"]),
        ("Presidents Juan Ruiz and Ana Prieto met.", ["Juan Ruiz", "Ana Prieto"]),
        ("Ministers Ana Prieto, Juan Ruiz and Nils Aas met.", ["Ana Prieto", "Juan Ruiz", "Nils Aas"]),
        ("President Ana Prieto and Juan met.", ["Ana Prieto"]),
    ],
)
def test_a_title_in_the_plural_has_several_names(declared: Declared, text: str, labels: list[str]) -> None:
    """Each name after "Presidents" is a person's; after "President" only the first is."""
    assert names(declared(text)) == labels


def test_a_surname_means_who_was_named_in_full(declared: Declared) -> None:
    """After "President Ana Prieto of Chile", "President Prieto" is the same person."""
    first, second = persons(declared("President Ana Prieto of Chile spoke.\n\nPresident Prieto left."))
    assert first == second
    assert first.iri.endswith("/actor/ana-prieto")


@pytest.mark.parametrize(
    "text",
    [
        "Prime Minister Nils Lund of Norway spoke. Prime Minister Lund left.",
        "President Ana Prieto Ruiz of Chile spoke. President Prieto Ruiz left.",
        "President Ana Prieto Ruiz of Chile spoke. President Prieto left.",
        "Presidents Ana Prieto and Juan Li met. President Prieto left. President Ana Prieto spoke.",
        "President Xi Jinping spoke. Minister Jinping left.",
    ],
)
def test_any_part_of_a_full_name_means_the_person(declared: Declared, text: str) -> None:
    """Surnames that are common words or several, and parts of the names of known persons, tell who it is."""
    found = names(declared(text))
    assert len(found) > 1
    assert set(found[1:]) <= {found[0], "Juan Li"}


def test_a_surname_of_two_persons_means_neither(declared: Declared) -> None:
    """Where two persons of one surname are named, it is left apart with its title."""
    text = "President Ana Prieto met President Juan Prieto. President Prieto left."
    assert names(declared(text)) == ["Ana Prieto", "Juan Prieto", "President Prieto"]


def test_a_surname_alone_is_the_documents_own(declared: Declared) -> None:
    """Who is known by a title and a surname only is somebody of this document, named so each time."""
    first, second = persons(declared("President Prieto spoke. President Prieto left."))
    assert first == second
    assert first.label == "President Prieto"
    assert first.iri.endswith("/document/declaration#actor=president-prieto")


@pytest.mark.parametrize(
    "text, label",
    [
        ("They met President Xi Jinping.", "Xi Jinping"),
        ("They met President Obama.", "Barack Obama"),
        ("They met Prime Minister Modi.", "Narendra Modi"),
    ],
)
def test_a_known_person_is_not_made_anew(declared: Declared, text: str, label: str) -> None:
    """Who is in the reference data is found there, by the full name or by the surname with the title."""
    (person,) = persons(declared(text))
    assert (person.label, person.minted) == (label, False)


@pytest.mark.parametrize(
    "text",
    [
        "They met the Secretary General of the Board.",
        "They met the President Council.",
        "They met the Director Ferry Board.",
        "The Minister Responsible for Ferries spoke.",
        "They met Minister Green.",
        "They met the Secretary of State.",
        "President and Ministers spoke.",
        "They wrote to Ana Prieto and Mr. Juan Ruiz.",
        "The Ambassador Program grows.",
        "They met in Prince Edward Island.",
        "The Senator Ana Prieto Bridge opened.",
        "They met the Director of National Drug Control Policy.",
        "National Security Coordinator Lt General spoke.",
    ],
)
def test_a_title_before_no_name_tells_nobody(declared: Declared, text: str) -> None:
    """Titles of bodies, words of offices, common words, and names without a title are no persons."""
    assert names(declared(text)) == []


@pytest.mark.parametrize(
    "text, bearers",
    [
        ("President Ana Prieto of Chile will act.", ["Chile"]),
        ("President Ana Prieto of Chile spoke. President Prieto will act.", ["Chile"]),
        ("Minister Prieto of Chile will act.", ["Chile"]),
        (
            "Norwegian Prime Minister Nils Dahl and Chilean President Ana Prieto will act.",
            ["Norway", "Chile"],
        ),
        ("President Ana Prieto and Prime Minister Nils Dahl will act.", ["Norway", "Chile"]),
    ],
)
def test_a_person_stands_for_the_party_of_the_office(
    declared: Declared, text: str, bearers: list[str]
) -> None:
    """What an officer of a party undertakes the party bears, and as many as the parties stand for all."""
    (statement,) = declared(text).statements
    assert [bearer.label for bearer in statement.bearers] == bearers


@pytest.mark.parametrize(
    "text",
    ["Minister Prieto will act.", "Minister Ana Prieto will act.", "President Ana Prieto of Peru will act."],
)
def test_a_person_of_no_party_bears_nothing(declared: Declared, text: str) -> None:
    """Whoever is of no known state, or of one that is no party, makes no statement of the document."""
    extraction = declared(text)
    assert len(persons(extraction)) == 1
    assert extraction.statements == ()
