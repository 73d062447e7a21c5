"""Treaties: what "shall" and its kin bind whom to, with a doer, with another, or with none."""

from __future__ import annotations

import pytest

from said import BOTH, Declared, Said, said

TREATY = "Norway-Chile Treaty on Ferries"
CONVENTION = "Convention on Ferries"
"""A treaty whose parties the text does not name."""


@pytest.mark.parametrize(
    "text",
    [
        "Each Party shall:\n\n(a) Count its ferries;\n\n(b) Not tax the crews;\n\n(c) open its ports.",
        "Each Party shall:\n\n- Count its ferries;\n\n- Not tax the crews; and\n\n- open its ports.",
    ],
)
def test_each_item_below_each_party_shall_is_an_obligation(declared: Declared, text: str) -> None:
    """A modal verb before a colon binds the subject to each item, "not" among them."""
    assert said(declared(text, title=TREATY)) == [
        ("obligation", BOTH, "Count its ferries"),
        ("obligation!", BOTH, "tax the crews"),
        ("obligation", BOTH, "open its ports"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Each Party shall: (a) count its ferries; (b) open its ports.",
        "Each Party shall (a) count its ferries, and (b) open its ports.",
    ],
)
def test_a_list_in_the_sentence_of_its_shall_is_read_item_by_item(declared: Declared, text: str) -> None:
    """Items that stand in one paragraph with "shall" are obligations of their own."""
    assert said(declared(text, title=TREATY)) == [
        ("obligation", BOTH, "count its ferries"),
        ("obligation", BOTH, "open its ports"),
    ]


def test_an_item_that_tells_a_case_is_no_act(declared: Declared) -> None:
    """Below "if:" the items are cases with a subject and a tense, which bind nobody."""
    text = "Each Party shall train a sailor if:\n\n(a) he has saved a crew;\n\n(b) she works at sea."
    ((force, bearers, action),) = said(declared(text, title=TREATY))
    assert (force, bearers) == ("obligation", BOTH)
    assert action.startswith("train a sailor")


@pytest.mark.parametrize(
    "sentence, expected",
    [
        (
            "Nothing in this Treaty shall be construed as preventing a Party from closing its ports.",
            ("permission", (), "construed as preventing a Party from closing its ports"),
        ),
        (
            "Nothing in this Treaty shall be understood as a claim to the strait.",
            ("obligation!", (), "Nothing in this Treaty shall be understood as a claim to the strait"),
        ),
        (
            "Nothing in this Treaty shall affect the rights of sailors.",
            ("obligation!", (), "affect the rights of sailors"),
        ),
        (
            "Nothing in this Treaty shall preclude the Parties from fishing.",
            ("permission", (), "preclude the Parties from fishing"),
        ),
    ],
)
def test_nothing_shall_forbids_or_allows_and_binds_nobody(
    declared: Declared, sentence: str, expected: Said
) -> None:
    """What nothing shall do is forbidden, but allowed where doing it would be a ban; nobody bears it."""
    assert said(declared(sentence, title=TREATY)) == [expected]


def test_below_nothing_shall_only_what_would_be_a_ban_is_allowed(declared: Declared) -> None:
    """An item below "nothing shall:" is a permission if it prevents something, and else says nothing."""
    text = "Nothing in this Treaty shall:\n\n(a) prevent a Party from fishing;\n\n(b) affect the sailors."
    ((force, bearers, action),) = said(declared(text, title=TREATY))
    assert (force.rstrip("!"), bearers, action) == ("permission", (), "prevent a Party from fishing")


@pytest.mark.parametrize(
    "sentence, expected",
    [
        ("The Parties shall never tax ferries.", ("obligation!", BOTH, "tax ferries")),
        ("Neither Norway nor Chile shall tax ferries.", ("obligation!", BOTH, "tax ferries")),
        ("The Parties shall not be obliged to land.", ("permission", BOTH, "not be obliged to land")),
        ("Racing shall be banned.", ("obligation!", (), "Racing shall be banned")),
        (
            "The ferries shall be forbidden to race.",
            ("obligation!", (), "The ferries shall be forbidden to race"),
        ),
    ],
)
def test_duties_and_bans_are_lifted_by_not(declared: Declared, sentence: str, expected: Said) -> None:
    """A duty or a ban that is denied is a permission; a ban is an obligation not to."""
    assert said(declared(sentence, title=TREATY)) == [expected]


@pytest.mark.parametrize(
    "sentence, force",
    [
        ("Norway shall not be prevented from fishing.", "permission"),
        ("Norway shall be prevented from fishing.", "obligation!"),
    ],
)
def test_who_is_not_prevented_is_allowed(declared: Declared, sentence: str, force: str) -> None:
    """A ban in the passive is an obligation not to, and its denial a permission."""
    assert [found for found, _, _ in said(declared(sentence, title=TREATY))] == [force]


@pytest.mark.parametrize(
    "sentence",
    [
        "The term shall mean a ship with a ramp.",
        "References to ferries shall include boats.",
        "The word shall apply to boats.",
        "This expression shall be understood to cover boats.",
        "The phrase shall have the meaning of a tax.",
    ],
)
def test_a_definition_binds_nobody(declared: Declared, sentence: str) -> None:
    """What a term shall mean or include is a definition, and says so."""
    extraction = declared(sentence, title=TREATY)
    assert said(extraction) == []
    assert "it says what a word means" in [refusal.why for refusal in extraction.refusals]


@pytest.mark.parametrize(
    "sentence",
    ["The ferries shall include boats.", "The term shall expire."],
)
def test_what_is_no_definition_binds(declared: Declared, sentence: str) -> None:
    """Only a word can be defined, and only by verbs of meaning."""
    assert [force for force, _, _ in said(declared(sentence, title=TREATY))] == ["obligation"]


@pytest.mark.parametrize(
    "sentence, expected",
    [
        ("The ferries shall be inspected by Norway.", ("obligation", ("Norway",), "be inspected by Norway")),
        (
            "The ferries shall be inspected by the flag State.",
            ("obligation", ("flag State",), "be inspected by the flag State"),
        ),
        ("The ferries shall be inspected.", ("obligation", (), "The ferries shall be inspected")),
        ("Ferries shall be inviolable.", ("obligation", (), "Ferries shall be inviolable")),
        (
            (
                "The ferries of the northern and of the southern coast of the sea that lies between "
                "the two lands shall be inspected yearly by day."
            ),
            ("obligation", (), "be inspected yearly by day"),
        ),
    ],
)
def test_a_passive_is_borne_by_its_agent_alone(declared: Declared, sentence: str, expected: Said) -> None:
    """Who is named after "by" bears the act; else nobody does, and what it is done to tells it."""
    assert said(declared(sentence, title=TREATY)) == [expected]


@pytest.mark.parametrize(
    "text, bearers",
    [
        (
            "The sending State shall inform the others. It may refuse.",
            [("sending State",), ("sending State",)],
        ),
        ("The captain shall keep a log. He shall show it.", [(), ()]),
        ("Contracting States with a coast shall open their ports.", [("contracting State",)]),
    ],
)
def test_roles_bear_the_acts_of_those_who_play_them(
    declared: Declared, text: str, bearers: list[tuple[str, ...]]
) -> None:
    """A State in a role bears acts by the name of the role, "it" is the last such, and "he" nobody known."""
    assert [who for _, who, _ in said(declared(text, title=CONVENTION))] == bearers


@pytest.mark.parametrize(
    "text",
    [
        "The Parties shall open their ports. Either Party may withdraw.",
        "The Contracting Party shall report. It shall tell why.",
    ],
)
def test_parties_without_names_are_one_actor(declared: Declared, text: str) -> None:
    """Where a treaty does not name its parties, singular, plural and pronoun speak of one and the same."""
    first, second = (who for _, who, _ in said(declared(text, title=CONVENTION)))
    assert first == second
    assert first


def test_a_pronoun_is_kept_as_the_doers_words(declared: Declared) -> None:
    """He whom the text does not tell is the doer of what he shall do, and no known actor."""
    extraction = declared("The captain shall keep a log. He shall show it.", title=CONVENTION)
    doers = [s.doer and extraction.document.quote(s.doer) for s in extraction.statements]
    assert doers == ["The captain", "He"]


@pytest.mark.parametrize(
    "sentence, expected",
    [
        (
            "The Parties hereby repair the pier and open a road.",
            [("commitment", BOTH, "repair the pier"), ("commitment", BOTH, "open a road")],
        ),
        ("Norway hereby establishes a council.", [("commitment", ("Norway",), "establishes a council")]),
        ("The Parties establish a council.", []),
        ("The council that Norway hereby described was old.", []),
    ],
)
def test_hereby_makes_an_act_of_its_verb(declared: Declared, sentence: str, expected: list[Said]) -> None:
    """A verb in the present after "hereby" is done by saying so; without it the verb tells a fact."""
    assert said(declared(sentence, title=TREATY)) == expected


@pytest.mark.parametrize(
    "sentence, expected",
    [
        ("Norway has the right to inspect ferries.", [("permission", ("Norway",), "inspect ferries")]),
        ("Norway has the duty to report.", [("obligation", ("Norway",), "report")]),
        ("Norway is under an obligation to report.", [("obligation", ("Norway",), "report")]),
        ("A Party is not required to report.", [("permission", (), "not required to report")]),
        ("Norway undertakes to count ferries.", [("obligation", ("Norway",), "count ferries")]),
        ("Norway shall have the right to inspect ferries.", [("permission", ("Norway",), "inspect ferries")]),
        ("Chile shall be entitled to send a ferry.", [("permission", ("Chile",), "send a ferry")]),
        ("Each Party must report.", [("obligation", BOTH, "report")]),
        ("Norway has rights.", []),
    ],
)
def test_rights_and_duties_are_named_by_nouns_and_adjectives(
    declared: Declared, sentence: str, expected: list[Said]
) -> None:
    """A right or duty counts with what it is to; a modal verb before it adds nothing."""
    assert said(declared(sentence, title=TREATY)) == expected


def test_the_subject_is_found_behind_a_description(declared: Declared) -> None:
    """A participle before the verb, or an apposed phrase, hides no subject."""
    text = (
        "Information referred to in paragraph 1 shall be published. "
        "To reach the aims of this Treaty, the Parties, jointly, will maintain a pier."
    )
    assert said(declared(text, title=TREATY)) == [
        ("obligation", (), "Information referred to in paragraph 1 shall be published"),
        ("commitment", BOTH, "maintain a pier"),
    ]


@pytest.mark.parametrize(
    "article, expected",
    [
        (
            "Duties shall not be levied on goods the owner of which in Chile has died.",
            [("obligation!", "Duties shall not be levied on goods the owner of which in Chile has died")],
        ),
        (
            "The rules shall not affect treaties concluded before and shall not prevent new treaties.",
            [
                ("obligation!", "affect treaties concluded before"),
                ("obligation!", "prevent new treaties"),
            ],
        ),
        (
            "Under no circumstances shall the funds transferred be used to buy arms.",
            [("obligation!", "the funds transferred be used to buy arms")],
        ),
        (
            "Chile shall exempt sailors on condition:\n\n(a) That they are citizens;\n\n(b) That they sail.",
            [("obligation", "exempt sailors on condition")],
        ),
    ],
)
def test_clauses_within_an_article_bind_nobody(
    declared: Declared, article: str, expected: list[tuple[str, str]]
) -> None:
    """What a relative clause or a condition says belongs to the obligation around it."""
    found = said(declared("Article 1\n\n" + article, title="Harbour Convention"))
    assert [(force, action) for force, _, action in found] == expected
