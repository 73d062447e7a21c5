from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from said import Declared, forces, said
from servanda import lexicon, resources
from servanda.extract import Extractor
from servanda.read import read


@pytest.mark.parametrize(
    "sentence, force, action",
    [
        ("We will reopen the border.", "commitment", "reopen the border"),
        ("We are determined to end the drought.", "commitment", "end the drought"),
        ("We remain committed to restoring the wetlands.", "commitment", "restoring the wetlands"),
        ("We reaffirm our commitment to the accord.", "commitment*", "reaffirm our commitment to the accord"),
        ("We express our readiness to share maps.", "intention", "share maps"),
        ("We stand ready to share maps.", "intention", "share maps"),
        ("We look forward to opening the museum.", "intention", "opening the museum"),
        ("We will seek to lower tariffs.", "intention", "lower tariffs"),
        ("We call upon all States to ratify the treaty.", "recommendation", "ratify the treaty"),
        ("We encourage the exchange of students.", "recommendation", "encourage the exchange of students"),
        ("We consider it appropriate to establish a school.", "recommendation", "establish a school"),
        ("We strongly condemn the attack.", "position", "condemn the attack"),
        ("We express our conviction that peace is near.", "position", "peace is near"),
        ("We note with concern the rise of the sea.", "recognition", "note with concern the rise of the sea"),
        ("Both sides affirm that they will share maps.", "commitment", "share maps"),
        ("We call upon the parties concerned to share maps.", "recommendation", "share maps"),
        ("We thank the people of Bergen.", "endorsement", "thank the people of Bergen"),
        ("We wish to thank the people of Bergen.", "endorsement", "thank the people of Bergen"),
        ("We continue to support the reforms.", "endorsement", "support the reforms"),
        ("We will refrain from testing weapons.", "commitment!", "refrain from testing weapons"),
        ("We commit not to raise tariffs.", "commitment!", "raise tariffs"),
    ],
)
def test_cue_and_frame_give_the_force(declared: Declared, sentence: str, force: str, action: str) -> None:
    """The verb with what follows it decides the force, and where the action begins."""
    assert forces(declared(sentence)) == [(force, action)]


@pytest.mark.parametrize(
    "sentence, actions",
    [
        (
            "We will fund schools, hire nurses and build roads.",
            ["fund schools", "hire nurses", "build roads"],
        ),
        ("We will promote and protect the rights of workers.", ["promote and protect the rights of workers"]),
        ("We will offer grants, housing and advice.", ["offer grants, housing and advice"]),
        (
            "We agree to fund laws that allow trade, ease travel and protect forests.",
            ["fund laws that allow trade, ease travel and protect forests"],
        ),
        (
            "We affirm our commitment to fair trade, and to raising wages.",
            ["affirm our commitment to fair trade", "raising wages"],
        ),
        (
            "We committed to working together to fight fires, to restore forests, and to save water.",
            ["fight fires", "restore forests", "save water"],
        ),
    ],
)
def test_acts_are_split_and_objects_are_not(declared: Declared, sentence: str, actions: list[str]) -> None:
    """Coordinated verbs with objects of their own are acts; coordinated objects stay together."""
    assert [action for _, action in forces(declared(sentence))] == actions


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway and Chile met this week to discuss water.",
        "Both countries have suffered from the drought.",
        "Peru will join the talks.",
        "The new framework guides our joint work.",
        "We have welcomed many visitors since May.",
    ],
)
def test_what_nobody_undertakes_is_no_statement(declared: Declared, sentence: str) -> None:
    """Accounts, background, reports in the perfect and acts of others are left out."""
    assert said(declared(sentence)) == []


def test_list_items_have_force_and_bearers_of_their_lead_in(declared: Declared) -> None:
    """A pledge that ends in a colon makes one of each item below it, and is none itself."""
    text = "Norway and Chile pledge to:\n\n- Build a bridge by 2022;\n- Share weather data."
    assert forces(declared(text)) == [
        ("commitment", "Build a bridge by 2022"),
        ("commitment", "Share weather data"),
    ]


def test_includes_carries_a_commitment_on(declared: Declared) -> None:
    """What "This includes" adds to a commitment are commitments; to a recognition it adds none."""
    tail = " This includes hiring rangers and rebuilding trails."
    assert forces(declared("We commit to saving the forest." + tail)) == [
        ("commitment", "saving the forest"),
        ("commitment", "hiring rangers"),
        ("commitment", "rebuilding trails"),
    ]
    assert [force for force, _ in forces(declared("We recognize the worth of the forest." + tail))] == [
        "recognition"
    ]


def test_a_statement_that_is_repeated_has_the_force_it_had(declared: Declared) -> None:
    """A statement that is reiterated keeps the force it had, is reaffirmed, and points to its date."""
    extraction = declared(
        "Norway and Chile reiterate their statement of March 2, 2019, that both countries recognize the "
        "value of the Antarctic."
    )
    (statement,) = extraction.statements
    assert (statement.force, statement.reaffirmed) == ("recognition", True)
    assert [str(reference.date) for reference in statement.terms.refers_to] == ["2019-03-02"]


def test_every_statement_knows_its_cue(declared: Declared) -> None:
    """The cue that decided, and its words, stand on the statement."""
    extraction = declared("We are determined to end the drought.")
    (statement,) = extraction.statements
    assert statement.cue.endswith("#determined-adjective")
    assert extraction.document.quote(statement.cue_span) == "determined"


def test_a_new_cue_is_an_edit_of_turtle(tmp_path: Path) -> None:
    """A verb that is added to the ontology is known to the extractor, without a change to the code."""
    folder = tmp_path / "ontology"
    shutil.copytree(resources.ontology(), folder)
    text = tmp_path / "d.txt"
    text.write_text(
        "Norway-Chile Joint Declaration\n\nWe solemnly vouch to guard the seals.", encoding="utf-8"
    )
    assert not Extractor(lexicon.load(folder)).extract(read(text)).statements
    with (folder / "force.ttl").open("a", encoding="utf-8") as force:
        force.write(
            '\ncue:vouch a sv:VerbCue ; sv:lemma "vouch" ; sv:entails force:commitment ; '
            "sv:frame frame:infinitive .\n"
        )
    assert forces(Extractor(lexicon.load(folder)).extract(read(text))) == [("commitment", "guard the seals")]


def test_a_resolution_is_the_speech_of_its_council(declared: Declared) -> None:
    """Recitals and operative verbs are the council's, even where the tagger takes "Requests" for a noun."""
    text = (
        "The Security Council,\n\nRecalling its resolution 99 (1999), in which it demanded peace,\n\n"
        "1. Requests all States to provide boats;\n\n2. Decides to remain seized of the matter."
    )
    council = ("United Nations Security Council",)
    assert said(declared(text, title="Resolution 100 (2000)")) == [
        (
            "recognition",
            council,
            "Recalling its resolution 99 (1999), in which it demanded peace",
        ),
        ("recommendation", council, "provide boats"),
        ("obligation", council, "remain seized of the matter"),
    ]


def test_a_treaty_binds_by_role_and_by_must(declared: Declared) -> None:
    """In a treaty "must" obliges, roles bear obligations, and a passive may name nobody."""
    text = (
        "The sending State must notify the receiving State. The receiving State may refuse. "
        "The archives shall be protected."
    )
    assert said(declared(text, title="Convention on Envoys")) == [
        ("obligation", ("sending State",), "notify the receiving State"),
        ("permission", ("receiving State",), "refuse"),
        ("obligation", (), "The archives shall be protected"),
    ]


def test_a_lead_ins_deadline_passes_to_its_items(declared: Declared) -> None:
    """What is to be done "by December 31, 2021" holds for each item, and the lead-in says nothing itself."""
    extraction = declared("We commit, by December 31, 2021, to:\n\n- plant trees;\n- dig wells by 2030.")
    assert forces(extraction) == [("commitment", "plant trees"), ("commitment", "dig wells by 2030")]
    deadlines = [statement.terms.deadline for statement in extraction.statements]
    assert [str(deadline.value) for deadline in deadlines if deadline] == ["2021-12-31", "2030-12-31"]


def test_the_following_leads_in(declared: Declared) -> None:
    """Steps that follow are said below; what includes them is said by itself, too."""
    items = "\n\n- plant trees"
    assert forces(declared("We will take the following steps:" + items)) == [("commitment", "plant trees")]
    assert forces(declared("We will save water, including the following:" + items)) == [
        ("commitment", "save water"),
        ("commitment", "plant trees"),
    ]


@pytest.mark.parametrize(
    "sentence, action",
    [
        (
            "Promote practices that boost crops and trade: We intend to train the farmers.",
            "train the farmers",
        ),
        ("Chile will tell the crews: We like ferries.", "tell the crews"),
    ],
)
def test_a_heading_before_we_is_no_part_of_the_sentence(
    declared: Declared, sentence: str, action: str
) -> None:
    """Words without a promise of their own before a colon and "We" head the sentence, whatever they are."""
    assert [found for _, _, found in said(declared(sentence))] == [action]
