"""Coordination: which verbs are acts of their own, whose they are, and where each action ends."""

from __future__ import annotations

import pytest

from said import BOTH, Declared, Said, forces, said


def actions(declared: Declared, sentence: str) -> list[str]:
    return [action for _, action in forces(declared(sentence))]


@pytest.mark.parametrize(
    "sentence, expected",
    [
        ("We will raise or lower the fares.", ["raise or lower the fares"]),
        (
            "We will train the crews or hire new captains.",
            ["train the crews or hire new captains"],
        ),
        ("We intend to repair and repaint the pier.", ["repair and repaint the pier"]),
        (
            "We intend to repair the pier and, if needed, to replace the bridge.",
            ["repair the pier", "replace the bridge"],
        ),
        (
            "We will train the crews and, where needed, replace the ferries.",
            ["train the crews", "replace the ferries"],
        ),
        (
            "We will invite the crews to visit Bergen and, where needed, repair the ferries.",
            ["invite the crews to visit Bergen", "repair the ferries"],
        ),
        ("We will repair the piers as well as train the crews.", ["repair the piers", "train the crews"]),
        (
            "We will fund a school that trains captains as well as repair the pier.",
            ["fund a school that trains captains", "repair the pier"],
        ),
        ("We agree to build piers, as well as to open ports.", ["build piers", "open ports"]),
        (
            "We will fund a plan that helps ferries and build a pier.",
            ["fund a plan that helps ferries", "build a pier"],
        ),
        (
            "We will promote fishing villages and sailing clubs.",
            ["promote fishing villages and sailing clubs"],
        ),
        ("We will repair the pier and the crews paint it.", ["repair the pier"]),
        ("We intend to visit Bergen and, if needed, vote on the plan.", ["visit Bergen", "vote on the plan"]),
        (
            "We will let Norway repair, restore and protect its piers.",
            ["let Norway repair, restore and protect its piers"],
        ),
        (
            "We will help Norway to repair its piers, and to train its crews.",
            ["help Norway to repair its piers, and to train its crews"],
        ),
    ],
)
def test_the_words_between_settle_which_verbs_stand_beside_each_other(
    declared: Declared, sentence: str, expected: list[str]
) -> None:
    """Conjunctions and an aside join acts; alternatives and verbs of one object are one act."""
    assert actions(declared, sentence) == expected


@pytest.mark.parametrize(
    "sentence, expected",
    [
        (
            "We are committed to protecting the whales, restoring the reefs and training the crews.",
            ["protecting the whales", "restoring the reefs", "training the crews"],
        ),
        (
            "We are committed to protecting the whales, helping the crews of our ships.",
            ["protecting the whales, helping the crews of our ships"],
        ),
        (
            "We reaffirm our commitment to protecting the whales, as well as restoring the reefs.",
            ["protecting the whales", "restoring the reefs"],
        ),
        (
            (
                "We are committed to protecting the whales that visit our coasts, restoring the reefs "
                "and training the crews."
            ),
            ["protecting the whales that visit our coasts", "restoring the reefs", "training the crews"],
        ),
        (
            "We reaffirm our commitment to human rights, as well as advancing trade.",
            ["reaffirm our commitment to human rights", "advancing trade"],
        ),
        (
            "We reaffirm our commitment to human rights, and to advancing trade.",
            ["reaffirm our commitment to human rights", "advancing trade"],
        ),
        ("We will protect the whales, helping our crews.", ["protect the whales, helping our crews"]),
        ("We are committed to existing rules.", ["committed to existing rules"]),
        ("We are committed to increasing trade.", ["increasing trade"]),
    ],
)
def test_gerunds_are_acts_where_a_list_of_them_is_closed(
    declared: Declared, sentence: str, expected: list[str]
) -> None:
    """Gerunds in a list that "and" closes are acts; one that only tells how is none."""
    assert actions(declared, sentence) == expected


@pytest.mark.parametrize(
    "sentence, expected",
    [
        (
            "We agree not to tax the crews and not to ban the ferries.",
            [("commitment!", "tax the crews"), ("commitment!", "ban the ferries")],
        ),
        (
            "We agree not to tax the crews and to repair the ferries.",
            [("commitment!", "tax the crews"), ("commitment", "repair the ferries")],
        ),
        (
            "We will not tax the crews and ban the ferries.",
            [("commitment!", "tax the crews"), ("commitment!", "ban the ferries")],
        ),
        (
            "We will refrain from tests of weapons and will repair the pier.",
            [("commitment!", "refrain from tests of weapons"), ("commitment", "repair the pier")],
        ),
    ],
)
def test_coordinated_acts_inherit_a_negation_unless_to_begins_anew(
    declared: Declared, sentence: str, expected: list[tuple[str, str]]
) -> None:
    """A "not" goes on to the next verb, but not beyond a new "to"; "refrain" denies its own act alone."""
    assert forces(declared(sentence)) == expected


@pytest.mark.parametrize(
    "sentence, expected",
    [
        (
            "We recognize the value of ferries and pledge to save them.",
            [("recognition", BOTH, "recognize the value of ferries"), ("commitment", BOTH, "save them")],
        ),
        ("Norway pledges to build a pier.", [("commitment", ("Norway",), "build a pier")]),
        (
            "We will repair the pier and may paint it.",
            [("commitment", BOTH, "repair the pier"), ("permission", BOTH, "paint it")],
        ),
        (
            "We will count ferries, will hire crews and will mark reefs.",
            [
                ("commitment", BOTH, "count ferries"),
                ("commitment", BOTH, "hire crews"),
                ("commitment", BOTH, "mark reefs"),
            ],
        ),
        (
            "Norway believes that the whales are rare and is ready to count them.",
            [("position", ("Norway",), "the whales are rare"), ("intention", ("Norway",), "count them")],
        ),
        (
            "Both sides are convinced that fishing is a source of jobs, and fully support the reform.",
            [
                ("position", BOTH, "fishing is a source of jobs"),
                ("endorsement", BOTH, "support the reform"),
            ],
        ),
        (
            "The leaders stated that the ferries are late and pledged to repair them.",
            [("position", BOTH, "the ferries are late"), ("commitment", BOTH, "repair them")],
        ),
        (
            "We take note that the harbour is full and continues to grow.",
            [("recognition", BOTH, "the harbour is full and continues to grow")],
        ),
    ],
)
def test_a_coordinated_verb_shares_the_subject_that_it_agrees_with(
    declared: Declared, sentence: str, expected: list[Said]
) -> None:
    """A verb without a subject goes on with the main line where number, tense and a comma say so."""
    assert said(declared(sentence)) == expected


@pytest.mark.parametrize(
    "sentence, expected",
    [
        (
            "Norway will repair the pier, while Chile will train the crews.",
            [("commitment", ("Norway",), "repair the pier"), ("commitment", ("Chile",), "train the crews")],
        ),
        (
            "We affirm that ferries are safe, and that ports are open.",
            [("position", BOTH, "ferries are safe"), ("position", BOTH, "ports are open")],
        ),
        (
            "The two sides agree that they will build piers and that Peru will open ports.",
            [("commitment", BOTH, "build piers"), ("position", BOTH, "Peru will open ports")],
        ),
        (
            "The two Presidents met, which is why they agreed to build a pier.",
            [("commitment", BOTH, "build a pier")],
        ),
        (
            "The two Presidents held talks, where they agreed to build a pier.",
            [("commitment", BOTH, "build a pier")],
        ),
        (
            "Recalling the storm, we agreed to build piers.",
            [("recognition", BOTH, "Recalling the storm"), ("commitment", BOTH, "build piers")],
        ),
        ("Visiting Bergen, we agreed to build piers.", [("commitment", BOTH, "build piers")]),
        (
            "We welcome the plan on which we will vote.",
            [("endorsement", BOTH, "welcome the plan on which we will vote")],
        ),
        (
            "We will act whether or not any ferries sail.",
            [("commitment", BOTH, "act whether or not any ferries sail")],
        ),
        ("We will act if Chile will pay.", [("commitment", BOTH, "act if Chile will pay")]),
        ("The two Presidents visited Bergen, where fishers agreed to build a pier.", []),
        ("We will help them build piers.", [("commitment", BOTH, "help them build piers")]),
    ],
)
def test_clauses_perform_where_they_set_acts_side_by_side(
    declared: Declared, sentence: str, expected: list[Said]
) -> None:
    """After "while", "and that" and "where they" are acts beside an act; other clauses are within it."""
    assert said(declared(sentence)) == expected


@pytest.mark.parametrize(
    "sentence, expected",
    [
        ("We agree, where possible, to share maps.", ("commitment", "share maps")),
        ("We agree in this regard to repair the pier.", ("commitment", "repair the pier")),
        ("We commit ourselves to sharing maps.", ("commitment", "sharing maps")),
        ("We urge Chile not to close the port.", ("recommendation!", "close the port")),
        ("We continue to support the plan.", ("endorsement", "support the plan")),
        ("We are proud, ready and willing to build piers.", ("intention", "build piers")),
        ("We will seek to repair the pier.", ("intention", "repair the pier")),
        ("We believe ferries are safe.", ("position", "ferries are safe")),
        ("We welcome and support the plan.", ("endorsement", "welcome and support the plan")),
        ("We will work together to build piers.", ("commitment", "build piers")),
        (
            "We will work closely with Peru to hire crews.",
            ("commitment", "work closely with Peru to hire crews"),
        ),
        ("We will immediately repair the pier.", ("commitment", "immediately repair the pier")),
        ("We will soon repair the pier.", ("commitment", "repair the pier")),
        ("We agree to build piers through:", ("commitment", "build piers")),
        ("We agree on rules concerning:", ("commitment", "agree on rules concerning")),
        ("We reaffirm that we will repair the pier.", ("commitment*", "repair the pier")),
        ("We agree that ferries need crews.", ("position", "ferries need crews")),
    ],
)
def test_an_action_begins_and_ends_with_its_own_words(
    declared: Declared, sentence: str, expected: tuple[str, str]
) -> None:
    """Asides, reflexives and openers are left out; adverbs of manner, partners and objects stay in."""
    assert forces(declared(sentence)) == [expected]


@pytest.mark.parametrize(
    "sentence",
    ["We commit an offence.", "We have a right.", "We are building piers.", "There will be."],
)
def test_words_that_only_look_like_cues_perform_nothing(declared: Declared, sentence: str) -> None:
    """Who commits an offence commits to nothing, and a right to nothing permits none."""
    assert said(declared(sentence)) == []


@pytest.mark.parametrize(
    "sentence, actions",
    [
        (
            "We will help Chile in meeting its needs, will keep funding its schools, and will build roads.",
            ["help Chile in meeting its needs", "keep funding its schools", "build roads"],
        ),
        ("We commit to increasing collaboration on fish.", ["increasing collaboration on fish"]),
        (
            "The parties agree to: 1) open roads; 2) close mines; and 3) plant trees.",
            ["open roads", "close mines", "plant trees"],
        ),
        (
            "The parties shall take measures regarding:\n\n(a) use of boats; and\n\n(b) upkeep of harbours.",
            ["take measures regarding"],
        ),
        (
            "Both sides stress that trade with Peru is fair, and welcome the new rules.",
            ["trade with Peru is fair", "welcome the new rules"],
        ),
    ],
)
def test_acts_are_told_apart(declared: Declared, sentence: str, actions: list[str]) -> None:
    """Modals said again, gerunds, lists in a sentence and speech verbs are acts of their own."""
    assert [action for _, action in forces(declared(sentence))] == actions


def test_a_verb_of_omission_negates(declared: Declared) -> None:
    """Who commits to refrain from an act commits not to do it."""
    assert forces(declared("We commit to refrain from taxing ferries.")) == [
        ("commitment!", "refrain from taxing ferries")
    ]


def test_a_singular_verb_goes_with_a_singular_subject(declared: Declared) -> None:
    """What the group's work continues to do is no act of "we"."""
    text = "We are committed to ensuring that the work of the group is fair and continues to support fishers."
    assert len(declared(text).statements) == 1


@pytest.mark.parametrize(
    "sentence, expected",
    [
        (
            "We call upon all States to lift the ban and reaffirm our commitment to visit Peru.",
            [("recommendation", BOTH, "lift the ban"), ("commitment*", BOTH, "visit Peru")],
        ),
        (
            "We will train crews and reaffirm our commitment to Peru.",
            [("commitment", BOTH, "train crews"), ("commitment*", BOTH, "reaffirm our commitment to Peru")],
        ),
        (
            "We agreed to hold talks and express our support for Peru.",
            [("commitment", BOTH, "hold talks"), ("endorsement", BOTH, "express our support for Peru")],
        ),
        (
            "We ask our crews to meet the Pope and express our gratitude.",
            [
                ("recommendation", BOTH, "meet the Pope"),
                ("recommendation", BOTH, "express our gratitude"),
            ],
        ),
        (
            "We call on Peru to uphold and renew our agreement.",
            [("recommendation", BOTH, "uphold and renew our agreement")],
        ),
        (
            "We commit to open the port and to renew our support for Peru.",
            [("commitment", BOTH, "open the port"), ("commitment", BOTH, "renew our support for Peru")],
        ),
        (
            "We ask Peru to meet the crews and express its support for them.",
            [
                ("recommendation", BOTH, "meet the crews"),
                ("recommendation", BOTH, "express its support for them"),
            ],
        ),
    ],
)
def test_what_is_ours_begins_anew(declared: Declared, sentence: str, expected: list[Said]) -> None:
    """After "and", a verb of speech with "our" is a speech act of its own, unless "to" is said again."""
    assert said(declared(sentence)) == expected


def test_a_verb_that_leads_into_a_list_is_on_the_main_line(declared: Declared) -> None:
    """A verb of speech right before the list goes with the subject of the sentence, and leads it."""
    lead_in = "We are partnering to counter the misuse of spyware and commit to:"
    text = f"{lead_in}\n\n- train crews; and\n- open ports."
    assert forces(declared(text)) == [("commitment", "train crews"), ("commitment", "open ports")]


@pytest.mark.parametrize(
    "sentence, expected",
    [
        (
            "We remain determined to aid Peru and its people and are strongly committed to sending ships.",
            ["aid Peru and its people", "sending ships"],
        ),
        (
            "We commit to raising wages—as agreed—repairing the piers, and further expanding trade.",
            ["raising wages—as agreed", "repairing the piers", "further expanding trade"],
        ),
        (
            "We commit to accepting new ships; easing rules for goods including drugs; and ending bans.",
            ["accepting new ships", "easing rules for goods including drugs", "ending bans"],
        ),
    ],
)
def test_dashes_semicolons_and_tenses_tell_acts_apart(
    declared: Declared, sentence: str, expected: list[str]
) -> None:
    """A dash joins like a comma, "; and" closes a series, and "are" goes on with no infinitive."""
    assert actions(declared, sentence) == expected


@pytest.mark.parametrize(
    "sentence, expected",
    [
        (
            "We will continue to set standards, enforce laws, and work with Peru.",
            ["continue to set standards", "enforce laws", "work with Peru"],
        ),
        (
            "We intend to seek jointly to train crews and replace the ferries.",
            ["seek jointly to train crews", "replace the ferries"],
        ),
        ("We will help to train crews and fund schools.", ["help to train crews and fund schools"]),
    ],
)
def test_a_verb_of_phase_is_one_with_its_infinitive(
    declared: Declared, sentence: str, expected: list[str]
) -> None:
    """What goes with the infinitive after "continue" is an act of its own; after "help" it is still help."""
    assert actions(declared, sentence) == expected


def test_an_example_is_no_clause(declared: Declared) -> None:
    """What follows "e.g." opens no clause, even if a participle in it looks like a verb."""
    sentence = (
        "We will fix the volume by exports of textiles, e.g. U.S. produced cotton and inputs, from Chile."
    )
    assert actions(declared, sentence) == [sentence.removeprefix("We will ").removesuffix(".")]


@pytest.mark.parametrize(
    "sentence, expected",
    [
        ("We are appalled by and condemn the raid.", ["appalled by and condemn the raid"]),
        (
            "We welcome the progress made in this regard and encourage Peru to help.",
            ["welcome the progress made in this regard", "help"],
        ),
        ("The Parties discussed trade and in this context agreed to open the port.", ["open the port"]),
        (
            "The leaders discussed trade, yet expressed concern over fares.",
            ["expressed concern over fares"],
        ),
        ("The Parties agree by consensus that ferries are safe.", ["ferries are safe"]),
        (
            "Both sides welcomed the report issued in Oslo on the fares.",
            ["welcomed the report issued in Oslo on the fares"],
        ),
        ("Both sides express enthusiasm to deepen their trade.", ["deepen their trade"]),
        ("We express our pride in the crews.", ["express our pride in the crews"]),
    ],
)
def test_asides_and_participles_leave_actions_whole(
    declared: Declared, sentence: str, expected: list[str]
) -> None:
    """What points back, says how or describes a noun neither ends an action nor loses the next."""
    assert actions(declared, sentence) == expected
