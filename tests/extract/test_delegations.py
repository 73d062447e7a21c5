from __future__ import annotations

import pytest

from said import Declared
from servanda.model import Extraction


def delegations(extraction: Extraction) -> list[str]:
    return [one.entity.label for one in extraction.mentions if one.entity.kind == "Delegation"]


def members(extraction: Extraction) -> list[tuple[str, str]]:
    return [(delegation.label, member.label) for delegation, member in extraction.delegates]


@pytest.mark.parametrize(
    "text, labels",
    [
        ("They met the Chilean delegation.", ["Delegation of Chile"]),
        ("They met the delegation of Chile.", ["Delegation of Chile"]),
        ("They met Chile’s delegation.", ["Delegation of Chile"]),
        ("They met the U.S. delegation.", ["Delegation of the United States"]),
        ("They met the Chilean high-level delegation.", ["Delegation of Chile"]),
        ("They met the EU delegation.", ["Delegation of the European Union"]),
        ("They met the Mexican Senate delegation.", ["Delegation of the Senate of Mexico"]),
        ("They met a delegation from Peru.", ["Delegation of Peru"]),
        ("They met the delegation of the Senate of Chile.", ["Delegation of the Senate of Chile"]),
        ("They met the Mexican Senate’s delegation.", ["Delegation of the Senate of Mexico"]),
        ("They met the Delegation of the European Union.", ["Delegation of the European Union"]),
        ("The delegations of Chile and of Norway met.", ["Delegation of Chile", "Delegation of Norway"]),
        ("The Norwegian and Chilean delegations met.", ["Delegation of Norway", "Delegation of Chile"]),
    ],
)
def test_a_delegation_is_known_by_who_sent_it(declared: Declared, text: str, labels: list[str]) -> None:
    """The state or body before or after "delegation" is its sender, and a plural has one of each."""
    assert delegations(declared(text)) == labels


def test_both_delegations_are_those_named_before(declared: Declared) -> None:
    """In the plural without a sender, delegations are those that the document named so far."""
    text = "The Norwegian delegation met the Chilean delegation.\n\nBoth delegations left."
    assert delegations(declared(text)) == ["Delegation of Norway", "Delegation of Chile"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "The delegation left.",
        "Both delegations left.",
        "They regret the delegation of powers to Chile.",
        "They regret the delegation of authority by the Senate of Chile.",
    ],
)
def test_a_delegation_that_nobody_sent_is_none(declared: Declared, text: str) -> None:
    """Without a sender there is no delegation, and handing over powers is none."""
    assert delegations(declared(text)) == []


def test_a_delegation_belongs_to_its_sender(declared: Declared) -> None:
    """A delegation's owner is who sent it, so that its party bears what it will do."""
    extraction = declared("The Chilean delegation will plant trees.")
    (owners,) = (one.entity.owners for one in extraction.mentions if one.entity.kind == "Delegation")
    assert [owner.rpartition("/")[2] for owner in owners] == ["chile"]
    assert [[bearer.label for bearer in one.bearers] for one in extraction.statements] == [["Chile"]]


def test_the_delegation_of_a_party_is_the_party(declared: Declared) -> None:
    """Where delegations are the parties, "the Chilean delegation" is the one that introduced itself."""
    text = (
        "The delegation of the Senate of Chile and the delegation of the Parliament of Norway met.\n\n"
        "The Chilean delegation will plant trees."
    )
    (statement,) = declared(text).statements
    assert [bearer.label for bearer in statement.bearers] == ["Delegation of the Senate of Chile"]


@pytest.mark.parametrize(
    "text, people",
    [
        (
            "The Chilean delegation was led by Minister Ana Prieto and included Juan Ruiz.",
            [("Delegation of Chile", "Ana Prieto")],
        ),
        (
            "The Chilean delegation included Ministers Ana Prieto and Juan Ruiz.",
            [("Delegation of Chile", "Ana Prieto"), ("Delegation of Chile", "Juan Ruiz")],
        ),
        ("Minister Ana Prieto led the Chilean delegation.", [("Delegation of Chile", "Ana Prieto")]),
        (
            "The Chilean delegation was headed by the Foreign Minister of Chile.",
            [("Delegation of Chile", "Foreign Minister of Chile")],
        ),
        (
            "The Chilean delegation was led by Minister Ana Prieto. The Norwegian one met Minister Ruiz.",
            [("Delegation of Chile", "Ana Prieto")],
        ),
        ("The Chilean delegation met Minister Ana Prieto.", []),
        ("Minister Ana Prieto thanked the Chilean delegation.", []),
        ("The Chilean delegation included Juan Ruiz.", []),
    ],
)
def test_the_members_of_a_delegation_are_told(
    declared: Declared, text: str, people: list[tuple[str, str]]
) -> None:
    """A verb such as "led by" or "included" gives a delegation its titled or known members."""
    assert members(declared(text)) == people


def test_a_member_is_told_once(declared: Declared) -> None:
    """Who is said twice to belong to a delegation is one member of it."""
    text = (
        "Minister Ana Prieto led the Chilean delegation.\n\nThe Chilean delegation included Minister Prieto."
    )
    assert members(declared(text)) == [("Delegation of Chile", "Ana Prieto")]
