from __future__ import annotations

import pytest

from said import Declared, said


def parties(declared: Declared, body: str, title: str) -> list[str]:
    return [party.label for party in declared(body, title=title).parties]


COUNCIL = "United Nations Security Council"


@pytest.mark.parametrize(
    "title, body, names",
    [
        ("Norway-Chile Joint Declaration", "We met.", ["Norway", "Chile"]),
        ("U.S.-EU Joint Statement", "We met.", ["United States", "European Union"]),
        ("Joint Statement", "We, the leaders of Norway, Chile and Peru, met.", ["Norway", "Chile", "Peru"]),
        ("Joint Statement", "The Governments of Norway and Chile met in Oslo.", ["Norway", "Chile"]),
        ("Joint Statement", "It was released by the Governments of Norway, and Chile.", ["Norway", "Chile"]),
        ("Leaders' Statement", "We, the Leaders of the G7, met today.", ["G7"]),
        ("Resolution 99 (1999)", "The Security Council,\n\n1. Calls upon Chile to act.", [COUNCIL]),
        ("Joint Statement", "The delegations of Chile and of Norway agreed.", ["Chile", "Norway"]),
        ("Joint Statement", "The ministers of the sea agreed.", []),
    ],
)
def test_parties_are_read_from_title_and_opening(
    declared: Declared, title: str, body: str, names: list[str]
) -> None:
    """The title names the parties, or the opening does; where neither does, none is guessed."""
    assert parties(declared, body, title) == names


@pytest.mark.parametrize(
    "title, body, names",
    [
        ("G7 Leaders' Statement on Chile", "Chile and Peru are at peace. We welcome it.", ["G7"]),
        ("Quad Leaders' Statement", "The leaders of India and Japan met.", ["India", "Japan"]),
        ("Statement on the G7", "Norway and Chile met.", ["Norway", "Chile"]),
    ],
)
def test_a_group_in_front_of_the_title_speaks(
    declared: Declared, title: str, body: str, names: list[str]
) -> None:
    """The parties are the group with whose name the title begins, or its members that the text names."""
    assert parties(declared, body, title) == names


def test_delegations_are_parties_of_their_own(declared: Declared) -> None:
    """Delegations that introduce themselves are the parties, not the states they come from."""
    body = (
        "The members of the delegation of the Chamber of Deputies of Mexico, as well as the members of the "
        "delegation of the Congress of the United States, agreed to the following:"
    )
    assert parties(declared, body, "Joint Declaration of the Mexico and United States Delegations") == [
        "Delegation of the Chamber of Deputies of Mexico",
        "Delegation of the Congress of the United States",
    ]


def test_the_place_of_signing_is_read(declared: Declared) -> None:
    """The line that signs a document names the place, where the lexicon knows it."""
    place = declared("We agree.\n\nSigned in Mexico City, on May 4, 2020.").signed_at
    assert place is not None
    assert place.label == "Mexico City"


@pytest.mark.parametrize(
    "sentence, bearers",
    [
        ("Norway will plant trees.", ["Norway"]),
        ("The Government of Chile will plant trees.", ["Chile"]),
        ("The Governments of Chile and Norway will plant trees.", ["Chile", "Norway"]),
        ("Each country will plant trees.", ["Norway", "Chile"]),
        ("The two Presidents will plant trees.", ["Norway", "Chile"]),
        ("Both Parties shall plant trees.", ["Norway", "Chile"]),
        ("Forest cooperation will continue to grow.", ["Norway", "Chile"]),
        ("The joint forest commission will plant trees.", ["joint forest commission"]),
        ("Trees will be planted by Chile.", ["Chile"]),
        ("Norway met Chile. They will plant trees.", ["Norway", "Chile"]),
    ],
)
def test_bearers_are_those_the_subject_names(declared: Declared, sentence: str, bearers: list[str]) -> None:
    """Parties, their governments, all of them together, and bodies that act for them can bear an act."""
    (statement,) = declared(sentence).statements
    assert [bearer.label for bearer in statement.bearers] == bearers


def test_a_body_is_named_as_fully_as_it_was_before(declared: Declared) -> None:
    """A group that is only pointed to is the one that the sentence before describes."""
    text = "We agree to create a bilateral fisheries group. This group may meet in May."
    assert said(declared(text))[1][1] == ("bilateral fisheries group",)


@pytest.mark.parametrize(
    "sentence", ["Peru will plant trees.", "Trees will grow.", "The forest will be beneficial."]
)
def test_others_and_things_bear_nothing(declared: Declared, sentence: str) -> None:
    """What a stranger or a thing will do is no statement of the parties."""
    assert said(declared(sentence)) == []


def test_a_role_is_one_actor_in_singular_and_plural(declared: Declared) -> None:
    """In a treaty "third States" and "The third State" are the same role, under one name."""
    text = "The third State shall act. The Parties agree. The third States shall act."
    statements = declared(text, title="Convention on Envoys").statements
    roles = {bearer for statement in statements for bearer in statement.bearers if bearer.kind == "Role"}
    assert [role.label for role in roles] == ["third State"]
