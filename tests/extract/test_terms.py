from __future__ import annotations

import pytest

from said import Declared
from servanda.model import Statement, Terms

PHRASES = ("condition", "timing", "frequency", "purpose", "means", "in_accordance_with")


def of(declared: Declared, sentence: str) -> Statement:
    (statement,) = declared(sentence).statements
    return statement


def phrases(declared: Declared, sentence: str) -> dict[str, str]:
    """The phrases among the terms of the only statement in a sentence, each as its span has it."""
    extraction = declared(sentence)
    (statement,) = extraction.statements
    cited = {name: getattr(statement.terms, name) for name in PHRASES}
    words = {
        name: " ".join(extraction.document.quote(one.span).split()) for name, one in cited.items() if one
    }
    assert words == {name: one.value for name, one in cited.items() if one}
    return words


@pytest.mark.parametrize(
    "sentence, condition",
    [
        ("We will meet if necessary.", "if necessary"),
        ("We will meet where appropriate and feasible.", "where appropriate and feasible"),
        ("We will train sailors to the extent possible.", "to the extent possible"),
        ("Subject to our laws, we will build a dam.", "Subject to our laws"),
        ("We will open the port if the ferries are late.", "if the ferries are late"),
        ("Norway shall close the port unless Chile agrees.", "unless Chile agrees"),
        ("Norway shall close the port when the ferry has left.", "when the ferry has left"),
        ("Norway may open a port only with the consent of Chile.", "only with the consent of Chile"),
        ("In the case of ferries, Norway may ask for a chart.", "In the case of ferries"),
        ("Where a ferry is late, Norway shall wait.", "Where a ferry is late"),
        (
            "Chile shall warn the captains in so far as its law permits.",
            "in so far as its law permits",
        ),
        (
            "Norway shall not tax fish except in accordance with Article 5.",
            "except in accordance with Article 5",
        ),
        (
            "Chile shall share charts, without prejudice to its own rules.",
            "without prejudice to its own rules",
        ),
        (
            "Subject to Articles 4, 8 and 9, Norway may inspect the ferries.",
            "Subject to Articles 4, 8 and 9",
        ),
        (
            "Norway shall keep the ban until both ministers decide otherwise.",
            "until both ministers decide otherwise",
        ),
    ],
)
def test_a_condition_is_a_hedge_a_phrase_or_a_clause(
    declared: Declared, sentence: str, condition: str
) -> None:
    """Whatever an act depends on is its condition, in its own words."""
    assert phrases(declared, sentence)["condition"] == condition


@pytest.mark.parametrize(
    "sentence",
    [
        "We will answer as soon as possible.",
        "We will study goods that are subject to duties.",
        "We will ask if the ferries are safe.",
        "We will support children in situations of need.",
        "In 2030, when our navies celebrate, we will open a museum.",
    ],
)
def test_what_only_looks_like_a_condition_is_none(declared: Declared, sentence: str) -> None:
    """Comparisons, questions and descriptions are no conditions."""
    assert "condition" not in phrases(declared, sentence)


@pytest.mark.parametrize(
    "sentence, timing",
    [
        ("We will meet as soon as possible.", "as soon as possible"),
        ("We will meet in the coming weeks.", "in the coming weeks"),
        ("We will answer at the earliest possible date.", "at the earliest possible date"),
        (
            "Norway shall pay within two years of the entry into force.",
            "within two years of the entry into force",
        ),
        ("Norway shall report no later than 12 hours after arrival.", "no later than 12 hours after arrival"),
        ("Norway shall ask Chile before buying new ferries.", "before buying new ferries"),
        ("We will guard the strait until a lasting peace is reached.", "until a lasting peace is reached"),
        ("We will present a plan ahead of the next summit.", "ahead of the next summit"),
        ("We will fund the ferries starting in 2025.", "starting in 2025"),
        ("Norway may at any time close the port.", "at any time"),
        ("As a first step, we will build a pier.", "As a first step"),
        ("As we prepare for the summit, we will build a pier.", "As we prepare for the summit"),
        ("We will order an immediate withdrawal.", "immediate"),
        (
            "Chile shall not tax ferries while the present pact is in force.",
            "while the present pact is in force",
        ),
        (
            "We will resume the talks as soon as the report is available.",
            "as soon as the report is available",
        ),
        (
            "After the pact has entered into force, Norway shall open its ports.",
            "After the pact has entered into force",
        ),
    ],
)
def test_timing_is_what_names_no_day(declared: Declared, sentence: str, timing: str) -> None:
    """Adverbs and events tell when an act is to be done."""
    assert phrases(declared, sentence)["timing"] == timing


@pytest.mark.parametrize(
    "sentence",
    [
        "We will help swiftly growing ports.",
        "We call upon the owners of all ferries to open their ports.",
        "We will help the immediate neighbours of the ports to build ferries.",
        "We will build on the meeting held in May 2030.",
        "We will present the plan during the second half of 2030.",
        "We will train sailors to answer calls as quickly as possible.",
    ],
)
def test_timing_of_something_else_is_not_the_acts(declared: Declared, sentence: str) -> None:
    """Words that describe a thing, date another event, set a day or tell of the purpose are no timing."""
    assert "timing" not in phrases(declared, sentence)


@pytest.mark.parametrize(
    "sentence, frequency",
    [
        ("We will meet annually.", "annually"),
        ("Our ministers will meet every two years.", "every two years"),
        ("We will share charts on a regular basis.", "on a regular basis"),
        ("We will review the plan at least twice a year.", "at least twice a year"),
        ("We will hold annual consultations on ferries.", "annual"),
    ],
)
def test_frequency_is_no_timing(declared: Declared, sentence: str, frequency: str) -> None:
    """How often an act is to be done stands in a field of its own."""
    found = phrases(declared, sentence)
    assert found["frequency"] == frequency
    assert "timing" not in found


@pytest.mark.parametrize(
    "sentence, purpose",
    [
        ("We will build a dam in order to save water.", "in order to save water"),
        ("To save water, we will build a dam.", "To save water"),
        ("To this end, we will build a dam.", "To this end"),
        ("To move towards this goal, we will build a dam.", "To move towards this goal"),
        (
            "We will train crews, with a view to preventing accidents, in both ports.",
            "with a view to preventing accidents",
        ),
        ("We will map the fjords to protect the cod.", "to protect the cod"),
        ("We will coordinate closely to protect the cod.", "to protect the cod"),
        ("We will use all our ships to protect the cod.", "to protect the cod"),
        ("We will step up our efforts to protect the cod.", "to protect the cod"),
        ("We will take measures to hire crews to shorten the trip.", "to shorten the trip"),
        ("We will adopt rules necessary to protect the cod.", "to protect the cod"),
        (
            "We will fund ports to improve safety, comfort, and speed, including in Chile.",
            "to improve safety, comfort, and speed",
        ),
        (
            "All States shall, for the purpose of protecting the cod, close their ports.",
            "for the purpose of protecting the cod",
        ),
    ],
)
def test_a_purpose_is_what_an_act_is_for(declared: Declared, sentence: str, purpose: str) -> None:
    """Phrases of purpose, what opens the sentence, and infinitives that the verb does not need."""
    assert phrases(declared, sentence)["purpose"] == purpose


@pytest.mark.parametrize(
    "sentence",
    [
        "We will continue to build ferries.",
        "We will strive to build ferries.",
        "We will respect the right of sailors to rest.",
        "We will keep our ability to build ferries.",
        "We will remove barriers to trade.",
        "We will invite Peru to join the pact.",
        "We will allow ferries from Peru to enter our ports.",
        "We will write rules for ferries, to be agreed in Oslo.",
        "We will buy ferries built to withstand ice.",
        "We will oppose all efforts to close the strait.",
        "We will invite sailors, among them pilots, to speak.",
    ],
)
def test_an_infinitive_that_says_what_is_done_is_no_purpose(declared: Declared, sentence: str) -> None:
    """What a verb or noun needs to be complete is no purpose, nor what somebody else is to do."""
    assert "purpose" not in phrases(declared, sentence)


@pytest.mark.parametrize(
    "sentence, means",
    [
        ("We will protect the cod by closing two ports.", "closing two ports"),
        (
            "We will protect the cod by closing ports, and by buying nets.",
            "closing ports, and by buying nets",
        ),
        ("We will settle disputes by peaceful means.", "peaceful means"),
        ("We will fight piracy through joint patrols.", "joint patrols"),
        ("We will fight piracy, including through joint patrols.", "joint patrols"),
        ("Through this working group, we will fight piracy.", "this working group"),
        ("Norway may, by unanimous agreement, invite Peru.", "unanimous agreement"),
    ],
)
def test_means_are_what_an_act_is_done_by(declared: Declared, sentence: str, means: str) -> None:
    """What follows "by" and "through" is the means."""
    assert phrases(declared, sentence)["means"] == means


@pytest.mark.parametrize(
    "sentence",
    [
        "We will finish the bridge by 2030.",
        "We will fund the bridge through 2030.",
        "We will protect ships that pass through the strait.",
        "We will welcome the plan written by Norway.",
    ],
)
def test_dates_ways_and_doers_are_no_means(declared: Declared, sentence: str) -> None:
    """After "by" and "through" may stand a date, a place or somebody."""
    assert "means" not in phrases(declared, sentence)


def test_a_purpose_ends_where_the_means_begin(declared: Declared) -> None:
    """Each term has its own words."""
    found = phrases(declared, "We will train crews to prevent accidents by holding drills.")
    assert (found["purpose"], found["means"]) == ("to prevent accidents", "holding drills")


@pytest.mark.parametrize(
    "sentence, standard",
    [
        ("We will build it in accordance with our laws.", "our laws"),
        ("With due respect for human rights, we will meet.", "due respect for human rights"),
        (
            "We will guard ports consistent with national law, the law of the sea, and our treaties.",
            "national law, the law of the sea, and our treaties",
        ),
        ("Norway shall apply the duties as set out in Annex 2.", "Annex 2"),
        ("We will trade under the Oslo Agreement.", "the Oslo Agreement"),
        ("We will name judges based on common rules that bind us.", "common rules"),
    ],
)
def test_a_standard_is_what_an_act_accords_with(declared: Declared, sentence: str, standard: str) -> None:
    """Laws, principles and the places where they are set out are what an act follows."""
    assert phrases(declared, sentence)["in_accordance_with"] == standard


@pytest.mark.parametrize(
    "sentence",
    [
        "We will agree on fees in respect of ferries.",
        "We will build a partnership based on rules.",
        "We will act under pressure.",
        "We will oppose acts inconsistent with our laws.",
    ],
)
def test_what_only_touches_a_rule_is_no_standard(declared: Declared, sentence: str) -> None:
    """Words that describe a thing or a topic are no standard of the act."""
    assert "in_accordance_with" not in phrases(declared, sentence)


@pytest.mark.parametrize(
    "sentence, deadline",
    [
        ("We will act by 2025.", "2025-12-31"),
        ("We will act before 2025.", "2024-12-31"),
        ("We will act before May 4, 2025.", "2025-05-03"),
        ("We will act by mid-2025.", "2025-06-30"),
        ("We will act within 90 days.", "2020-08-02"),
        ("We will act within the next two years.", "2022-05-04"),
        ("We will act no later than 12 hours after adoption.", "2020-05-05"),
        ("We will act by the end of the third quarter of 2025.", "2025-09-30"),
        ("We will act until at least 2030.", "2030-12-31"),
        ("We will run the ferries through 2030.", "2030-12-31"),
        ("We will finish the bridge ahead of the next summit in June 2024.", "2024-05-31"),
        ("We will ensure that all ferries are electric by 2030.", "2030-12-31"),
        ("We will cut costs to build ten ferries by 2030.", "2030-12-31"),
        ("We will act on May 30, 2025.", "2025-05-30"),
        ("We will act later this year.", "2020-12-31"),
        ("We will act in 2019.", None),
        ("We will act starting in 2025.", None),
        ("We will act by 1 November each year.", None),
        ("We will build on the outcomes of the summit held in June 2025.", None),
        ("We will train crews to serve at the fair in 2025.", None),
    ],
)
def test_a_deadline_is_the_last_day_that_is_left(
    declared: Declared, sentence: str, deadline: str | None
) -> None:
    """The last day of a limit counts, that of "before" does not, and what is past is no deadline."""
    found = of(declared, sentence).terms.deadline
    assert (str(found.value) if found else None) == deadline


@pytest.mark.parametrize(
    "sentence, period",
    [
        ("We will fund ferries from 2023 to 2027.", ("2023-01-01", "2027-12-31")),
        ("We will fund ferries over the next five years.", ("2020-05-04", "2025-05-04")),
        ("We will meet in August 2025.", ("2025-08-01", "2025-08-31")),
        ("We will meet on May 30-31, 2025.", ("2025-05-30", "2025-05-31")),
        ("We will meet on May 30, 2025.", None),
        ("We will act by 2025.", None),
    ],
)
def test_a_period_has_more_than_a_day(
    declared: Declared, sentence: str, period: tuple[str, str] | None
) -> None:
    """A stretch of days is a period; a day and a limit are none."""
    found = of(declared, sentence).terms.period
    assert ((str(found.value.start), str(found.value.end)) if found else None) == period


@pytest.mark.parametrize(
    "sentence",
    [
        "As we celebrate two centuries of trade in 2022, we will open a museum.",
        "Recalling our promise to end hunger by 2030, we will open a museum.",
        "We will open a museum as Norway takes the chair in 2023.",
    ],
)
def test_dates_of_another_clause_are_not_the_acts_own(declared: Declared, sentence: str) -> None:
    """What another clause tells of another time is no deadline of the act."""
    assert declared(sentence).statements[-1].terms.deadline is None


def test_the_terms_of_a_lead_in_pass_to_its_items(declared: Declared) -> None:
    """What is said over a list holds for each item that does not say otherwise."""
    text = "In the coming weeks, to save the cod, we will:\n\n- close the ports;\n- buy nets to help crews."
    close, buy = (statement.terms for statement in declared(text).statements)
    assert [terms.timing and terms.timing.value for terms in (close, buy)] == ["In the coming weeks"] * 2
    assert [terms.purpose and terms.purpose.value for terms in (close, buy)] == [
        "to save the cod",
        "to help crews",
    ]


def test_what_is_asserted_keeps_its_terms(declared: Declared) -> None:
    """A proposition has no deadline, purpose or condition of its own."""
    terms = of(declared, "We agree that ferries must be safe by 2030 to protect crews if storms grow.").terms
    assert terms == Terms()


@pytest.mark.parametrize(
    "sentence, references",
    [
        (
            "We reaffirm the purposes of the Charter of the United Nations.",
            [("Charter of the United Nations", None)],
        ),
        (
            "We will apply Article 51 of the Charter of the United Nations.",
            [("Article 51 of the Charter of the United Nations", None)],
        ),
        ("We will carry out resolution 713 (1991).", [("resolution 713 (1991)", None)]),
        ("We will carry out resolution AB/RES.4/96.", [("resolution AB/RES.4/96", None)]),
        ("We will carry out the present resolution.", [("the present resolution", None)]),
        ("We will take the measures in paragraphs 4 to 8 above.", [("paragraphs 4 to 8 above", None)]),
        ("We will apply Articles 3 and 5.", [("Articles 3 and 5", None)]),
        (
            "We welcome the report of the Mayor of Oslo.",
            [("the report of the Mayor of Oslo", None)],
        ),
        ("We reaffirm all our earlier decisions.", [("all our earlier decisions", None)]),
        ("We will act in line with the Oslo Agreement.", []),
        ("We will act in line with resolution 713 (1991).", [("resolution 713 (1991)", None)]),
        (
            "We recall resolutions 12 (2001) of 4 May 2001, 13 (2001) and 14 (2002) of 6 June 2002.",
            [
                ("resolutions 12 (2001) of 4 May 2001", "2001-05-04"),
                ("13 (2001)", None),
                ("14 (2002) of 6 June 2002", "2002-06-06"),
            ],
        ),
        (
            "We will keep the promises of the November 2012 Oslo Statement.",
            [("November 2012 Oslo Statement", None)],
        ),
        ("We will implement the Oslo Agreement.", [("Oslo Agreement", None)]),
        (
            "We will keep our commitments made at the Summit in Santiago.",
            [("our commitments made at the Summit in Santiago", None)],
        ),
        (
            "We reaffirm our joint statement of December 18, 2018.",
            [("our joint statement of December 18, 2018", "2018-12-18")],
        ),
        (
            "We note the letter dated 5 May 2019 from the Mayor of Oslo.",
            [("the letter dated 5 May 2019 from the Mayor of Oslo", "2019-05-05")],
        ),
    ],
)
def test_references_name_an_earlier_document(
    declared: Declared, sentence: str, references: list[tuple[str, str | None]]
) -> None:
    """Instruments by name, number, date or place are pointed to, with the day where one is named."""
    extraction = declared(sentence)
    (statement,) = extraction.statements
    found = [
        (extraction.document.quote(one.span), str(one.date) if one.date else None)
        for one in statement.terms.refers_to
    ]
    assert found == references


@pytest.mark.parametrize(
    "sentence",
    [
        "We will negotiate an ambitious Ferry Agreement.",
        "We will conclude the Ferry Agreement.",
        "Norway shall carry out this Agreement.",
        "We will sign a Memorandum of Understanding.",
        "We will work towards good outcomes at the Oslo Conference.",
    ],
)
def test_what_is_still_to_come_is_no_reference(declared: Declared, sentence: str) -> None:
    """A document that is being made, or the one at hand, is no earlier one."""
    assert of(declared, sentence).terms.refers_to == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "We will lend ferries notwithstanding any ban agreed before 1 May 2031.",
        "We will lend ferries in the lead-up to the summit of the two ports in 2031.",
    ],
)
def test_a_date_of_something_beside_the_act_is_no_deadline(declared: Declared, sentence: str) -> None:
    """What stands aside, or is only led up to, sets no limit to the act."""
    assert of(declared, sentence).terms.deadline is None
