"""Bearers: whom a subject names, and what becomes of one that names nobody known."""

from __future__ import annotations

import pytest

from said import BOTH, Declared, Said, said

STRANGERS = "Statement on the Sea"
"""The title of a text whose parties are not known."""


def bearers(
    declared: Declared, text: str, title: str = "Norway-Chile Joint Declaration"
) -> list[tuple[str, ...]]:
    return [who for _, who, _ in said(declared(text, title=title))]


@pytest.mark.parametrize(
    "subject, names",
    [
        ("Norway, together with Chile,", BOTH),
        ("Norway, jointly with Chile,", BOTH),
        ("Norway, along with Peru,", ("Norway",)),
        ("Norway, with the support of Chile,", ("Norway",)),
        ("Norway and the two sides", BOTH),
        ("Norway and Peru", ("Norway",)),
        ("Norway, which owns Chilean ships,", ("Norway",)),
        ("The leaders of Norway and Chile", BOTH),
        ("The President of Chile", ("Chile",)),
        ("The leaders, who met Chile,", BOTH),
        ("We, the fishers,", BOTH),
        ("Each", BOTH),
        ("Our cooperation", BOTH),
        ("No government", BOTH),
    ],
)
def test_a_subject_names_those_who_act(declared: Declared, subject: str, names: tuple[str, ...]) -> None:
    """Who stands with the subject acts with it; who is only told of in it does not."""
    assert bearers(declared, f"{subject} will repair the pier.") == [names]


@pytest.mark.parametrize(
    "subject",
    [
        "Other countries",
        "Some leaders",
        "Many countries",
        "A few States",
        "A government",
        "These parties",
        "This cooperation",
        "He",
    ],
)
def test_others_do_not_speak(declared: Declared, subject: str) -> None:
    """Words for some, for others and for one not named are no party, and no statement is made of them."""
    assert bearers(declared, f"{subject} will repair the pier.") == []


@pytest.mark.parametrize(
    "text, learned",
    [
        (
            "Chilean President Prieto and President Solberg agreed to meet. Solberg will train the crews.",
            [("Chile", "Norway"), ("Norway",)],
        ),
        ("Chilean President Prieto and the poet Solberg met. Solberg will train the crews.", []),
        ("Chilean President Prieto met the press. President Solberg will train the crews.", []),
        ("President Prieto and President Solberg met. President Solberg will train the crews.", []),
        ("President Solberg and President Prieto will train the crews.", [("Chile", "Norway")]),
        ("President Solberg and President Prieto of Peru will train the crews.", []),
    ],
)
def test_a_person_is_learned_beside_the_other_partys(
    declared: Declared, text: str, learned: list[tuple[str, ...]]
) -> None:
    """Named beside the president of the only other party, a president speaks for the party that is left."""
    assert bearers(declared, text, title="Chile-Norway Joint Declaration") == learned


def test_nobody_is_learned_beside_too_few(declared: Declared) -> None:
    """With three parties, two presidents leave open for whom the second speaks."""
    text = "Chilean President Prieto and President Solberg agreed to meet. Solberg will train the crews."
    assert bearers(declared, text, title="Norway-Chile-Peru Joint Declaration") == [("Chile",)]


@pytest.mark.parametrize(
    "sentence, doer",
    [
        ("The captain shall keep a log.", "The captain"),
        ("Sailors who have a licence shall keep a log.", "Sailors"),
        ("The crews of Peru shall keep a log.", "The crews of Peru"),
    ],
)
def test_an_unresolved_bearer_is_said_by_its_words(declared: Declared, sentence: str, doer: str) -> None:
    """The word "shall" binds even those who are not known: no actor is guessed, and the words are kept."""
    extraction = declared(sentence)
    assert said(extraction) == [("obligation", (), "keep a log")]
    (statement,) = extraction.statements
    assert statement.doer is not None
    assert extraction.document.quote(statement.doer) == doer


@pytest.mark.parametrize(
    "subject",
    [
        "The ministers",
        "The two sides",
        "They",
        "Both",
        "Ana Prieto",
        "The buyer",
        "The committee",
        "The port state",
        "We",
    ],
)
def test_where_no_party_is_known_any_actor_speaks(declared: Declared, subject: str) -> None:
    """A text without known parties is made by its actors, whom it leaves unresolved."""
    extraction = declared(f"{subject} will repair the pier.", title=STRANGERS)
    assert extraction.parties == ()
    assert said(extraction) == [("commitment", (), "repair the pier")]
    (statement,) = extraction.statements
    assert statement.doer is not None
    assert extraction.document.quote(statement.doer) == subject


@pytest.mark.parametrize("subject", ["The weather", "The tree", "It", "The ferry"])
def test_where_no_party_is_known_a_thing_still_says_nothing(declared: Declared, subject: str) -> None:
    """Weather and trees are no actors, whoever made the text."""
    assert said(declared(f"{subject} will change.", title=STRANGERS)) == []


@pytest.mark.parametrize(
    "sentence, force, names, addressees",
    [
        ("The captains should count the passengers.", "recommendation", BOTH, ["captains"]),
        ("Peru should count the ferries.", "recommendation", BOTH, ["Peru"]),
        ("Norway should count the ferries.", "recommendation", ("Norway",), ["Norway"]),
        ("Ferries should be inspected.", "recommendation", BOTH, []),
    ],
)
def test_what_others_should_do_is_asked_by_the_parties(
    declared: Declared, sentence: str, force: str, names: tuple[str, ...], addressees: list[str]
) -> None:
    """The word "should" asks those who are its subject, and those who speak bear it."""
    (statement,) = declared(sentence).statements
    assert (statement.force, tuple(b.label for b in statement.bearers)) == (force, names)
    assert [one.value.label for one in statement.addressees] == addressees


@pytest.mark.parametrize(
    "sentence, expected",
    [
        ("It was agreed to repair the pier.", ("commitment", BOTH, "repair the pier")),
        ("It was noted that the ferries are late.", ("recognition", BOTH, "the ferries are late")),
        ("It was agreed that Chile will dig a canal.", ("commitment", ("Chile",), "dig a canal")),
    ],
)
def test_what_was_agreed_was_agreed_by_all(
    declared: Declared, sentence: str, expected: tuple[str, tuple[str, ...], str]
) -> None:
    """Behind "it was agreed" stand all the parties, but for what one of them will do."""
    assert said(declared(sentence)) == [expected]


@pytest.mark.parametrize(
    "text, names",
    [
        ("Norway spoke of ferries. It will repair the pier.", [("Norway",)]),
        ("Norway and Chile spoke. It will repair the pier.", []),
        ("Norway will dig. The trees are old. It will grow.", [("Norway",)]),
        ("Norway and Chile spoke. They will repair the pier.", [BOTH]),
        ("Norway will dig. They will repair the pier.", [("Norway",), BOTH]),
        ("Norway agreed that it will repair the pier.", [("Norway",)]),
        ("Chilean Minister Ana Prieto arrived. She will repair the pier.", [("Chile",)]),
    ],
)
def test_pronouns_mean_those_of_whom_was_spoken(
    declared: Declared, text: str, names: list[tuple[str, ...]]
) -> None:
    """The word "it" is the one party just spoken of, "they" are the last several, or all."""
    assert bearers(declared, text) == names


def test_the_agent_of_a_passive_bears_it(declared: Declared) -> None:
    """Who is named after "by" is the doer, and a stranger there makes no statement."""
    assert bearers(declared, "The pier will be repaired by Chile.") == [("Chile",)]
    assert bearers(declared, "The pier will be repaired by Peru.") == []
    assert bearers(declared, "The pier will be repaired.") == [()]


@pytest.mark.parametrize(
    "subject, expected",
    [
        ("Solberg", []),
        ("Both", [("commitment", (), "train the crews")]),
        ("The two sides", [("commitment", (), "train the crews")]),
    ],
)
def test_one_known_party_is_not_whoever_is_named(
    declared: Declared, subject: str, expected: list[Said]
) -> None:
    """Where a single party is known, it is neither somebody else nor both of two."""
    text = f"President Ana Solberg met President Prieto of Chile. {subject} agreed to train the crews."
    extraction = declared(text, title="Joint Statement of Chile")
    assert [party.label for party in extraction.parties] == ["Chile"]
    assert said(extraction) == expected


@pytest.mark.parametrize(
    "title, names",
    [("Quad Leaders' Joint Statement", [("Japan", "India")]), ("Joint Statement", [])],
)
def test_a_group_in_the_title_is_the_parties(
    declared: Declared, title: str, names: list[tuple[str, ...]]
) -> None:
    """The group by whose name the title calls the parties stands for them; another is no party."""
    text = "Japan and India met today. The Quad will train the crews."
    assert bearers(declared, text, title=title) == names


@pytest.mark.parametrize(
    "sentence, names",
    [
        ("Two ships will sail in May.", []),
        ("Both laws will enter into force.", []),
        ("Both of us will act.", [("Norway",)]),
        ("Our two governments will act.", [("Norway",)]),
    ],
)
def test_two_things_are_no_parties(declared: Declared, sentence: str, names: list[tuple[str, ...]]) -> None:
    """Where a single party is known, two of its ships say nothing, and "both of us" still has that party."""
    assert bearers(declared, sentence, title="Statement by Norway") == names
