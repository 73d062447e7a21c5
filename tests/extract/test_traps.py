"""The known traps of the language, each on a sentence of its own. Numbers are those of the design."""

from __future__ import annotations

import pytest

from said import BOTH, Declared, Said, forces, said


def test_an_explicit_and_to_belongs_to_the_performative(declared: Declared) -> None:
    """1: "pledge to work to speed A and to settle B" is two pledges, wherever the parser hangs the second."""
    text = (
        "Norway pledges to work to speed the review of licences and to settle open cases as soon as possible."
    )
    assert said(declared(text)) == [
        ("commitment", ("Norway",), "speed the review of licences"),
        ("commitment", ("Norway",), "settle open cases as soon as possible"),
    ]


def test_a_promise_within_agree_that_is_a_conditional_commitment(declared: Declared) -> None:
    """2: "agree that, in the event ..., they will" is one commitment, with its condition."""
    extraction = declared(
        "Both sides agree that, in the event the ferry does not sail, they will open the road."
    )
    assert forces(extraction) == [("commitment", "open the road")]
    (statement,) = extraction.statements
    assert statement.terms.condition is not None
    assert statement.terms.condition.value == "in the event the ferry does not sail"


def test_number_repairs_a_second_predicate(declared: Declared) -> None:
    """3: "are convinced that trade is ..., and are in favor of" is two statements of the parties."""
    text = (
        "Both delegations are convinced that tourism is a source of jobs, "
        "and are in favor of opening new routes and building safer harbours."
    )
    assert forces(declared(text)) == [
        ("position", "tourism is a source of jobs"),
        ("intention", "opening new routes"),
        ("intention", "building safer harbours"),
    ]


def test_must_within_reaffirm_that_is_a_position(declared: Declared) -> None:
    """4: what must be is held by the parties, and obliges nobody."""
    text = "We reaffirm that respect for the sea and its law must be the base of our trade."
    assert forces(declared(text)) == [
        ("position*", "respect for the sea and its law must be the base of our trade")
    ]


def test_the_patient_of_a_passive_bears_nothing(declared: Declared) -> None:
    """5: those who will be returned undertake nothing; who will return them is not said."""
    text = "Those found at sea will be rapidly returned to Chile."
    assert said(declared(text)) == [
        ("commitment", (), "Those found at sea will be rapidly returned to Chile")
    ]


def test_an_act_in_progress_counts_under_a_lead_in_only(declared: Declared) -> None:
    """6: "is also taking action" is a commitment below "commit to:", and a fact elsewhere."""
    act = "Chile is also taking firm action to close illegal mines."
    assert said(declared(act)) == []
    assert said(declared(f"Norway and Chile commit to:\n\nMines and Quarries\n\n{act}")) == [
        ("commitment", ("Chile",), "taking firm action to close illegal mines")
    ]


def test_what_a_covering_letter_reports_is_not_performed(declared: Declared) -> None:
    """7: "Chile agreed to ..." before the release line is a report."""
    letter = "Yesterday Chile agreed to “rebuild the harbour.”\n\n"
    text = letter + "For Immediate Release May 4, 2020 Joint Declaration\n\nChile will rebuild the harbour."
    assert said(declared(text)) == [("commitment", ("Chile",), "rebuild the harbour")]


def test_the_past_tense_of_a_declaration_performs(declared: Declared) -> None:
    """8: "The ministers reiterated" is done by the document itself."""
    text = "The Ministers reiterated their commitment to protecting the glaciers."
    assert forces(declared(text)) == [("commitment*", "protecting the glaciers")]


def test_agree_has_four_forces(declared: Declared) -> None:
    """9: "agree that", "agree to the importance of", "agree to convene", "agree it is" differ."""
    text = (
        "Both sides agree that salmon is healthy. Both sides agree to the importance of clean fjords. "
        "Both sides agree to convene a seminar. Both sides agree it is necessary to train divers."
    )
    assert forces(declared(text)) == [
        ("position", "salmon is healthy"),
        ("recognition", "agree to the importance of clean fjords"),
        ("commitment", "convene a seminar"),
        ("position", "it is necessary to train divers"),
    ]


def test_willingness_that_is_celebrated_is_approved(declared: Declared) -> None:
    """10: "celebrate the willingness of both bodies" is no intention of the parties."""
    text = "Our delegations celebrate the willingness of both parliaments to exchange teachers."
    assert [force for force, _ in forces(declared(text))] == ["endorsement"]


def test_demonyms_in_coordination_make_two_bearers(declared: Declared) -> None:
    """11: "The Norwegian and Chilean delegations" are both parties."""
    text = "The Norwegian and Chilean delegations intend to map the seabed."
    assert said(declared(text)) == [("intention", BOTH, "map the seabed")]


def test_a_lead_in_over_sections_leaves_each_its_bearer(declared: Declared) -> None:
    """12: below "commit to:" and headings, each section names who acts."""
    text = (
        "Norway and Chile commit to:\n\nFish\n\nNorway will count its cod.\n\n"
        "Ports\n\nChile will dredge its harbours."
    )
    assert said(declared(text)) == [
        ("commitment", ("Norway",), "count its cod"),
        ("commitment", ("Chile",), "dredge its harbours"),
    ]


def test_deadline_and_condition_are_read_from_the_words_of_the_act(declared: Declared) -> None:
    """13: "to be completed within 60 days, if necessary" dates and conditions the act."""
    extraction = declared(
        "Norway and Chile will continue their talks on cod, to be completed within 60 days, if necessary."
    )
    (statement,) = extraction.statements
    assert statement.terms.deadline is not None
    assert statement.terms.condition is not None
    assert (str(statement.terms.deadline.value), statement.terms.condition.value) == (
        "2020-07-03",
        "if necessary",
    )
    assert extraction.document.quote(statement.terms.deadline.span) == "within 60 days"


def test_able_and_decides_make_no_statement(declared: Declared) -> None:
    """15: "farmers must be able" and "unless the Committee so decides" undertake nothing."""
    text = "Fishers must be able to sell their catch. The fee falls, unless the Committee so decides."
    assert said(declared(text)) == []


def test_periods_are_counted_from_the_documents_date(declared: Declared) -> None:
    """17: "during the second semester of 2021" is a period, and its end a deadline."""
    extraction = declared("Both sides agree to meet in Norway during the second semester of 2021.")
    (statement,) = extraction.statements
    assert statement.terms.period is not None
    assert statement.terms.deadline is not None
    assert (str(statement.terms.period.value.start), str(statement.terms.deadline.value)) == (
        "2021-07-01",
        "2021-12-31",
    )
    assert [place.value.label for place in statement.places] == ["Norway"]


def test_page_furniture_and_teasers_say_nothing(declared: Declared) -> None:
    """18: what a page shows after the text, another article's teaser included, is no statement."""
    page = "9 views0 comments\n\nRecent Posts\n\nSee All\n\nNorway will ban plastic by 2030.\n"
    extraction = declared("Chile will plant trees.\n\n" + page)
    assert said(extraction) == [("commitment", ("Chile",), "plant trees")]
    assert [m.entity.label for m in extraction.mentions] == ["Chile"]


@pytest.mark.parametrize(
    "sentence, expected",
    [
        ("Neither Party shall close the strait.", [("obligation!", "close the strait")]),
        ("No Party shall tax salmon.", [("obligation!", "tax salmon")]),
        ("The Parties shall not tax salmon.", [("obligation!", "tax salmon")]),
        (
            "The Parties shall not be required to tax salmon.",
            [("permission", "not be required to tax salmon")],
        ),
        ("We will neither tax nor ban salmon.", [("commitment!", "tax nor ban salmon")]),
        ("We do not recognize the claim.", [("recognition!", "recognize the claim")]),
        ("We do not commit to paying the debt.", []),
        (
            "We agree not to close schools and to open museums.",
            [("commitment!", "close schools"), ("commitment", "open museums")],
        ),
    ],
)
def test_negations_differ(declared: Declared, sentence: str, expected: list[tuple[str, str]]) -> None:
    """14: "neither", "not required" and "do not" have each their own meaning."""
    assert forces(declared(sentence)) == expected


@pytest.mark.parametrize(
    "sentence, force, action",
    [
        (
            "Nothing in this text shall be construed as a claim to land.",
            "obligation!",
            "Nothing in this text shall be construed as a claim to land",
        ),
        (
            "Nothing in this text shall prevent Chile from fishing.",
            "permission",
            "prevent Chile from fishing",
        ),
    ],
)
def test_nothing_bears_nothing(declared: Declared, sentence: str, force: str, action: str) -> None:
    """14: "nothing shall" forbids a reading, or what would be a ban; nobody is named who bears it."""
    assert said(declared(sentence)) == [(force, (), action)]


def test_being_able_is_no_act(declared: Declared) -> None:
    """15: "will be able to" says what will be possible, not what will be done."""
    assert said(declared("We will be able to travel.")) == []


def test_odd_numbers_and_spaces_leave_the_words_alone(declared: Declared) -> None:
    """16: no-break spaces, hard line ends, "re-open" and a missing paragraph change no statement."""
    text = "1.\xa0\xa0Both sides will re-open\nthe old port.\n\n3.     Both sides will meet."
    extraction = declared(text)
    assert forces(extraction) == [("commitment", "re-open the old port"), ("commitment", "meet")]
    assert [p.skipped for p in extraction.document.passages] == [(), ("2",)]


@pytest.mark.parametrize(
    "sentence, expected",
    [
        ("Under no circumstances will we ban ferries.", [("commitment!", BOTH, "ban ferries")]),
        ("We will no longer fund the ferries.", [("commitment!", BOTH, "fund the ferries")]),
        (
            "Both sides will at no time raise fares, and will lower them.",
            [("commitment!", BOTH, "raise fares"), ("commitment", BOTH, "lower them")],
        ),
        ("A few sailors shall stay.", [("obligation", (), "stay")]),
        ("We have no intention of taxing ferries.", [("intention!", BOTH, "taxing ferries")]),
        (
            "We will not raise fares but lower them.",
            [("commitment!", BOTH, "raise fares"), ("commitment", BOTH, "lower them")],
        ),
        (
            "We will not only reduce fares but also open our ports.",
            [("commitment", BOTH, "reduce fares"), ("commitment", BOTH, "also open our ports")],
        ),
        (
            "We urge Peru not to attack, and to withdraw its ships.",
            [("recommendation!", BOTH, "attack"), ("recommendation", BOTH, "withdraw its ships")],
        ),
        (
            "We will neither expand the ports nor close the mines.",
            [("commitment!", BOTH, "expand the ports"), ("commitment!", BOTH, "close the mines")],
        ),
        ("Norway might agree to pay the costs.", []),
        ("We would have agreed to open the market.", []),
        ("Chile cannot commit to lower fares.", []),
        ("We will face great storms.", []),
        ("Critics say that we will sell the ferry. We will not.", []),
        ("The ferries shall be sold by 2025.", [("obligation", (), "The ferries shall be sold by 2025")]),
    ],
)
def test_what_is_denied_or_only_possible(declared: Declared, sentence: str, expected: list[Said]) -> None:
    """Denials reach as far as the sentence means them; what might be, or befalls us, is no promise."""
    assert said(declared(sentence)) == expected
