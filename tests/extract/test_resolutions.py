"""Resolutions: the organ speaks in participles, adjectives and operative verbs."""

from __future__ import annotations

import pytest

from said import Declared, said

TITLE = "Resolution 900 (1994) of the Security Council"
COUNCIL = ("United Nations Security Council",)


def resolved(declared: Declared, text: str) -> list[tuple[str, str]]:
    """The statements as (force, action) of a resolution whose council bears them all."""
    found = said(declared("The Security Council,\n\n" + text, title=TITLE))
    assert all(bearers == COUNCIL for _, bearers, _ in found), found
    return [(force, action) for force, _, action in found]


@pytest.mark.parametrize(
    "recital, expected",
    [
        ("Aware that ferries sink,", [("recognition", "ferries sink")]),
        ("Deeply concerned that the harbour is closed,", [("position", "the harbour is closed")]),
        ("Grateful for the help of Norway,", [("endorsement", "Grateful for the help of Norway")]),
        ("Mindful of the value of the sea,", [("recognition", "Mindful of the value of the sea")]),
        (
            "Bearing in mind the Charter of the United Nations,",
            [("recognition", "Bearing in mind the Charter of the United Nations")],
        ),
        (
            "Recognizing that ferries sink, and noting with concern the loss of the crew,",
            [("recognition", "ferries sink"), ("recognition", "noting with concern the loss of the crew")],
        ),
        (
            "Convinced that the ferries are safe and determined to end the delay,",
            [("position", "the ferries are safe"), ("commitment", "end the delay")],
        ),
        (
            "Concerned at the loss of ferries and determined to save them,",
            [("position", "Concerned at the loss of ferries"), ("commitment", "save them")],
        ),
        ("Having visited the ferries,", []),
        ("Deeply grieved at the loss of life,", [("position", "grieved at the loss of life")]),
        ("Dismayed by the raid,", [("position", "Dismayed by the raid")]),
        ("Encouraged by the talks in Oslo,", [("endorsement", "Encouraged by the talks in Oslo")]),
        (
            "Recalling the right of States, under Article 50, to consult the Council where they fail,",
            [
                (
                    "recognition",
                    "Recalling the right of States, under Article 50, to consult the Council where they fail",
                )
            ],
        ),
        (
            "Affirming the need to end the war and creating trust,",
            [("position", "Affirming the need to end the war and creating trust")],
        ),
    ],
)
def test_recitals_open_with_participles_and_adjectives(
    declared: Declared, recital: str, expected: list[tuple[str, str]]
) -> None:
    """A recital says with a participle or an adjective what the council holds, and several say several."""
    assert resolved(declared, recital) == expected


def test_the_rules_tell_recitals_from_operative_verbs(declared: Declared) -> None:
    """A participle or adjective makes a recital, a verb in the present an operative paragraph."""
    text = "Noting the storm,\n\nConvinced that ferries sink,\n\n1. Requests the crews to land;"
    extraction = declared("The Security Council,\n\n" + text, title=TITLE)
    assert [statement.rule for statement in extraction.statements] == ["recital", "recital", "operative"]


@pytest.mark.parametrize(
    "paragraph, expected",
    [
        (
            "1. Urges Chile to open its ports, welcomes the talks in Oslo and calls upon Peru to join them;",
            [
                ("recommendation", "open its ports"),
                ("endorsement", "welcomes the talks in Oslo"),
                ("recommendation", "join them"),
            ],
        ),
        (
            "1. Requests the Secretary-General to report on the ferries, and authorizes the crews to land;",
            [("recommendation", "report on the ferries"), ("permission", "land")],
        ),
        (
            "1. Notes that the ferries are late and that the crews are tired, and calls for new ships;",
            [
                ("recognition", "the ferries are late"),
                ("recognition", "the crews are tired"),
                ("recommendation", "calls for new ships"),
            ],
        ),
        (
            "1. Decides to close the strait and authorizes Norway to guard it;",
            [("obligation", "close the strait"), ("permission", "guard it")],
        ),
        (
            "1. Notes that Chile condemned the raid and demanded the release of the crew;",
            [("recognition", "Chile condemned the raid and demanded the release of the crew")],
        ),
    ],
)
def test_a_paragraph_has_several_operative_verbs(
    declared: Declared, paragraph: str, expected: list[tuple[str, str]]
) -> None:
    """Each operative verb of a paragraph is the council's, what a clause within it tells is not."""
    assert resolved(declared, paragraph) == expected


@pytest.mark.parametrize(
    "paragraph, expected",
    [
        (
            "1. Decides that all States shall count their ferries and shall close the strait;",
            [("obligation", "count their ferries"), ("obligation", "close the strait")],
        ),
        (
            "1. Decides that all States shall inspect the ferries and train the crews;",
            [("obligation", "inspect the ferries"), ("obligation", "train the crews")],
        ),
        (
            "1. Decides that all States shall stop the sale of ferries, and that no State shall buy them;",
            [("obligation", "stop the sale of ferries"), ("obligation!", "buy them")],
        ),
        ("1. Also decides that the ban shall not apply to food;", [("obligation!", "apply to food")]),
        ("1. Decides that the fund shall be closed;", [("obligation", "the fund shall be closed")]),
        (
            "1. Decides that nothing shall prohibit the sale of food;",
            [("permission", "prohibit the sale of food")],
        ),
        ("1. Decides that the ban is over;", [("obligation", "the ban is over")]),
        (
            "1. Decides that Chile must act to end the raids and that it must pay the crews;",
            [("obligation", "act to end the raids"), ("obligation", "pay the crews")],
        ),
    ],
)
def test_what_a_council_decides_that_others_shall_do(
    declared: Declared, paragraph: str, expected: list[tuple[str, str]]
) -> None:
    """Each "shall" within "decides that" is a decision of the council, with its own negation."""
    assert resolved(declared, paragraph) == expected


def test_a_decision_is_found_by_its_operative_verb(declared: Declared) -> None:
    """What others shall do is decided by the council: rule and cue are those of "decides", not of "shall"."""
    text = "The Security Council,\n\n1. Decides that Chile shall count its ferries;"
    (statement,) = declared(text, title=TITLE).statements
    assert (statement.rule, statement.cue.rpartition("#")[2]) == ("operative", "decide-in-resolution")


@pytest.mark.parametrize(
    "paragraph, expected",
    [
        (
            "1. Demands that Chile release the crews and return the boats;",
            [("recommendation", "release the crews"), ("recommendation", "return the boats")],
        ),
        ("1. Demands that ferries be returned;", [("recommendation", "ferries be returned")]),
    ],
)
def test_what_a_council_demands_is_what_is_to_be_done(
    declared: Declared, paragraph: str, expected: list[tuple[str, str]]
) -> None:
    """To demand "that X V and W" asks X for two acts; a passive names nobody."""
    assert resolved(declared, paragraph) == expected


def test_those_of_whom_something_is_demanded_are_addressed(declared: Declared) -> None:
    """The subject of a base form after "demands that" is who should act, for each of the verbs."""
    text = "The Security Council,\n\n1. Demands that Chile release the crews and return the boats;"
    statements = declared(text, title=TITLE).statements
    assert [[one.value.label for one in s.addressees] for s in statements] == [["Chile"], ["Chile"]]


def test_nothing_shall_prohibit_is_a_permission(declared: Declared) -> None:
    """What nothing shall prohibit is allowed, and nobody bears it but the organ that says so."""
    assert resolved(declared, "1. Nothing shall prohibit the sale of food;") == [
        ("permission", "prohibit the sale of food")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1. Calls upon all States:\n\n(a) To count their ferries;\n\n(b) To report the figures;",
        "1. Calls upon all States: (a) to count their ferries; (b) to report the figures;",
    ],
)
def test_a_call_upon_all_states_leads_into_its_list(declared: Declared, text: str) -> None:
    """Below or behind "calls upon all States:" each item is asked of them all."""
    assert resolved(declared, text) == [
        ("recommendation", "count their ferries"),
        ("recommendation", "report the figures"),
    ]
    statements = declared("The Security Council,\n\n" + text, title=TITLE).statements
    assert [[one.value.label for one in s.addressees] for s in statements] == [["all States"]] * 2


def test_determine_holds_and_decide_obliges_in_a_resolution(declared: Declared) -> None:
    """The council determines what is the case, and decides what shall be."""
    text = "1. Determines that the raid is a threat to peace;\n\n2. Decides to remain seized of the matter."
    assert resolved(declared, text) == [
        ("position", "the raid is a threat to peace"),
        ("obligation", "remain seized of the matter"),
    ]


@pytest.mark.parametrize(
    "paragraph, expected",
    [
        (
            "1. Extends once more the mandate of the Force;",
            [("obligation", "Extends once more the mandate of the Force")],
        ),
        ("1. Lifts the ban on flights;", [("obligation", "Lifts the ban on flights")]),
        ("1. Renews the mandate of the Force;", [("obligation", "Renews the mandate of the Force")]),
        (
            "1. Renews its support for the envoy;",
            [("endorsement*", "Renews its support for the envoy")],
        ),
        (
            "1. Reaffirms the right of passage;",
            [("position*", "Reaffirms the right of passage")],
        ),
        ("1. Further deprecates the raid;", [("position", "deprecates the raid")]),
        (
            "1. Censures in the strongest terms the attack;",
            [("position", "Censures in the strongest terms the attack")],
        ),
        ("1. Reminds all States that they must report;", [("position", "they must report")]),
        (
            "1. Approves the report of the Secretary-General contained in document 9 on the ferries;",
            [
                (
                    "endorsement",
                    "Approves the report of the Secretary-General contained in document 9 on the ferries",
                )
            ],
        ),
        (
            "1. Notes that the plan reduces tension and creates jobs;",
            [("recognition", "the plan reduces tension and creates jobs")],
        ),
        (
            "1. Welcomes the plan, which ends the war, and establishes a committee;",
            [
                ("endorsement", "Welcomes the plan, which ends the war"),
                ("obligation", "establishes a committee"),
            ],
        ),
        ("1. Extends its condolences to Peru;", [("endorsement", "Extends its condolences to Peru")]),
        (
            "1. Decides that Chile shall act to ensure that aid arrives and that crews return;",
            [("obligation", "act to ensure that aid arrives and that crews return")],
        ),
        (
            "1. Requests the Force to guard ports, urges that it be given ships, and invites Peru to help;",
            [
                ("recommendation", "guard ports"),
                ("recommendation", "it be given ships"),
                ("recommendation", "help"),
            ],
        ),
        (
            "1. Decides to establish a tribunal to try the pirates and to this end to adopt its Statute;",
            [("obligation", "establish a tribunal to try the pirates"), ("obligation", "adopt its Statute")],
        ),
    ],
)
def test_what_an_organ_does_in_the_present(
    declared: Declared, paragraph: str, expected: list[tuple[str, str]]
) -> None:
    """With operative verbs an organ acts, asks and holds, wherever the parser takes them for other words."""
    assert resolved(declared, paragraph) == expected


@pytest.mark.parametrize(
    "paragraph, action, addressee",
    [
        ("1. Recommends to Chile that Peru should be admitted;", "Peru should be admitted", "Chile"),
        ("1. Recommends to Chile that it count the ferries;", "count the ferries", "Chile"),
        ("1. Appeals to Chile to count the ferries;", "count the ferries", "Chile"),
        ("1. Further calls upon Chile to count the ferries;", "count the ferries", "Chile"),
        ("1. Urgently appeals to Chile:\n\n(a) To count the ferries;", "count the ferries", "Chile"),
    ],
)
def test_to_whom_a_recommendation_is_made(
    declared: Declared, paragraph: str, action: str, addressee: str
) -> None:
    """Who is asked may stand after "to", before the clause, the infinitive or the list that says what."""
    extraction = declared("The Security Council,\n\n" + paragraph, title=TITLE)
    assert said(extraction) == [("recommendation", COUNCIL, action)]
    (statement,) = extraction.statements
    assert [one.value.label for one in statement.addressees] == [addressee]


def test_a_list_goes_on_up_to_a_full_stop(declared: Declared) -> None:
    """After a semicolon, a paragraph that opens with a bare verb is an item, whatever number it has."""
    items = "(a) Significantly reduce the number of its ships and restrict or control their sale;"
    text = f"1. Decides that all States shall:\n\n{items}\n\n6. Close the ports;\n\n2. Requests Peru to help."
    statements = declared("The Security Council,\n\n" + text, title=TITLE).statements
    assert {one.value.label for said in statements[:3] for one in said.addressees} == {"all States"}
    assert resolved(declared, text) == [
        ("obligation", "Significantly reduce the number of its ships"),
        ("obligation", "restrict or control their sale"),
        ("obligation", "Close the ports"),
        ("recommendation", "help"),
    ]
