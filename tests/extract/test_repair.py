"""Repairs of the parse: each rule on a sentence that the parser takes wrongly without it."""

from __future__ import annotations

import pytest

from said import Declared, forces, said
from servanda import lexicon, resources
from servanda.extract.parser import language
from servanda.extract.repair import operative_words, repair_lists, repair_modals, repair_operative
from servanda.model import InstrumentKind

RESOLUTION = "Resolution 900 (1994) of the Security Council"
HEAD = "The Security Council,\n\n"


def operative(declared: Declared, text: str) -> list[tuple[str, str]]:
    """The statements of a resolution as (force, action)."""
    return [(force, action) for force, _, action in said(declared(HEAD + text, title=RESOLUTION))]


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "1. Requests the ferries to sail, and further requests the Secretary-General to count them;",
            [("recommendation", "sail"), ("recommendation", "count them")],
        ),
        (
            "1. Welcomes the report on the ferries and requests the Secretary-General to publish it;",
            [("endorsement", "Welcomes the report on the ferries"), ("recommendation", "publish it")],
        ),
        (
            "1. Condemns the raid on the harbour, and demands that Chile return the boats;",
            [("position", "Condemns the raid on the harbour"), ("recommendation", "return the boats")],
        ),
        (
            "1. Also welcomes the offer of Norway to repair the harbour;",
            [("endorsement", "welcomes the offer of Norway to repair the harbour")],
        ),
    ],
)
def test_a_noun_that_opens_a_paragraph_is_an_operative_verb(
    declared: Declared, text: str, expected: list[tuple[str, str]]
) -> None:
    """What the tagger takes for nouns ("Requests", "and demands") is what the organ says."""
    assert operative(declared, text) == expected


def test_a_noun_elsewhere_in_a_resolution_stays_a_noun(declared: Declared) -> None:
    """Only at the opening, or after "and" and before a noun phrase, is a noun a verb."""
    text = "1. Notes the requests and demands of the crews;"
    assert operative(declared, text) == [("recognition", "Notes the requests and demands of the crews")]


def test_a_participle_that_opens_a_recital_is_no_past_tense(declared: Declared) -> None:
    """A participle that was taken for a past tense is an adjective, and so is the one after "and"."""
    text = "Alarmed that the ferries are late and determined to end the delay,"
    assert operative(declared, text) == [
        ("position", "the ferries are late"),
        ("commitment", "end the delay"),
    ]


@pytest.mark.parametrize(
    "text, lemma, words",
    [
        ("Deeply alarmed by the raid,", "alarmed", ["alarmed"]),
        ("Alarmed by the raid and shocked by the loss,", "alarmed", ["Alarmed"]),
        ("Notes that it shocked the crews,", "shocked", []),
    ],
)
def test_past_tenses_at_the_opening_are_participles(text: str, lemma: str, words: list[str]) -> None:
    """The first word past an adverb is a participle if it is an adjective cue, one in a clause is none."""
    doc = language()(text)
    for token in doc:
        if token.lower_ == lemma:
            token.tag_, token.dep_ = "VBD", "ccomp"
    repair_operative(doc, frozenset({lemma}))
    assert [token.text for token in doc if token.lower_ == lemma and token.tag_ == "VBN"] == words


def test_a_past_tense_after_and_is_a_participle() -> None:
    """A past tense that is coordinated with a participle ("and determined to") is one itself."""
    doc = language()("Convinced of its worth and determined to end it,")
    token = next(token for token in doc if token.text == "determined")
    token.tag_, token.dep_ = "VBD", "conj"
    repair_operative(doc, frozenset({"determined"}))
    assert token.tag_ == "VBN"


@pytest.mark.parametrize(
    "text, tag",
    [
        ("Notes the plan and further requests the crews to land", "VBZ"),
        ("Notes the plan and requests all crews to land", "VBZ"),
        ("Notes the plan and requests of the crews", "NNS"),
        ("Notes the plan, the requests the crews made", "NNS"),
    ],
)
def test_a_noun_after_and_is_a_verb_before_a_noun_phrase(text: str, tag: str) -> None:
    """After "and" and adverbs, a noun is a verb where a noun phrase follows it, and only there."""
    doc = language()(text)
    token = next(token for token in doc if token.text == "requests")
    token.tag_, token.pos_ = "NNS", "NOUN"
    repair_operative(doc, frozenset({"request"}))
    assert token.tag_ == tag


def test_the_operative_words_are_those_of_resolutions() -> None:
    """The verbs and adjectives of the lexicon open paragraphs of a resolution, and of nothing else."""
    book = lexicon.load(resources.ontology())
    assert {"request", "convinced"} <= operative_words(book, InstrumentKind.RESOLUTION)
    assert not operative_words(book, InstrumentKind.TREATY)


def test_without_operative_words_no_tag_changes() -> None:
    """In a declaration nouns and past tenses are left as they are tagged."""
    doc = language()("Requests the ferries to sail, and alarmed the crews.")
    tags = [token.tag_ for token in doc]
    repair_operative(doc, frozenset())
    assert [token.tag_ for token in doc] == tags


def test_verbs_are_made_of_nouns_with_their_lemma() -> None:
    """The noun "requests" becomes a verb in the present, "passes" one of "pass"."""
    for word, lemma in (("Requests", "request"), ("Passes", "pass")):
        doc = language()(f"{word} the ferries")
        doc[0].tag_, doc[0].pos_, doc[0].lemma_ = "NNS", "NOUN", "other"
        repair_operative(doc, frozenset({lemma}))
        assert (doc[0].pos_, doc[0].tag_, doc[0].lemma_) == ("VERB", "VBZ", lemma)


@pytest.mark.parametrize(
    "sentence, expected",
    [
        (
            "Chile may, once it has told the others, send a ferry.",
            [("permission", ("Chile",), "send a ferry")],
        ),
        ("Chile may, where ice allows it, extend the ban.", [("permission", ("Chile",), "extend the ban")]),
        (
            "Chile may, if it so wishes, board and search the ferry.",
            [("permission", ("Chile",), "board and search the ferry")],
        ),
        ("Norway may, if it wishes, close the strait.", [("permission", ("Norway",), "close the strait")]),
        (
            "Chile may, after it has told the others, promptly send a ferry.",
            [("permission", ("Chile",), "promptly send a ferry")],
        ),
    ],
)
def test_a_modal_goes_with_the_verb_after_an_aside(
    declared: Declared, sentence: str, expected: list[tuple[str, tuple[str, ...], str]]
) -> None:
    """What stands between commas after "may" and "shall" does not part them from their verb."""
    assert said(declared(sentence, title="Norway-Chile Treaty on Ferries")) == expected


def test_a_modal_without_an_aside_is_left_alone() -> None:
    """A modal before its verb keeps its place in the parse."""
    doc = language()("Chile may send a ferry, mail a letter, ship a crate.")
    before = [(token.head.i, token.dep_, token.tag_) for token in doc]
    repair_modals(doc)
    assert [(token.head.i, token.dep_, token.tag_) for token in doc] == before


@pytest.mark.parametrize(
    "text, word, tag",
    [
        ("Chile may, in case of fog, request the return.", "request", "VB"),
        ("Chile may, in case of fog, promptly request the return.", "request", "VB"),
        ("Chile may, in case of fog, Request the return.", "Request", "NN"),
        ("Chile may, in case of fog, request the return; else, demand the boat.", "request", "VB"),
    ],
)
def test_the_verb_of_a_modal_is_a_base_form(text: str, word: str, tag: str) -> None:
    """The first word past the aside and adverbs that was taken for a noun is a verb, a name is none."""
    doc = language()(text)
    token = next(token for token in doc if token.text == word)
    token.tag_, token.pos_ = "NN", "NOUN"
    repair_modals(doc)
    assert token.tag_ == tag


def test_the_subject_of_a_modal_goes_with_its_verb() -> None:
    """A modal tied to a verb before its own is tied to the one after the aside, with its subject."""
    doc = language()("Chile may, once it has told the others, send a ferry.")
    chile, may, told, send = (next(t for t in doc if t.text == w) for w in ("Chile", "may", "told", "send"))
    told.head, send.head, may.head, chile.head = told, told, told, may
    repair_modals(doc)
    assert (chile.head, may.head, may.dep_, send.tag_) == (send, send, "aux", "VB")


@pytest.mark.parametrize(
    "sentence, actions",
    [
        (
            "We commit to: protecting the whales; training the crews; and restoring the reefs.",
            ["protecting the whales", "training the crews", "restoring the reefs"],
        ),
        ("We pledge to: ship the grain; mark the reefs.", ["ship the grain", "mark the reefs"]),
        (
            "Norway and Chile shall: rescue the crews; tow the ferries; mark the reefs.",
            ["rescue the crews", "tow the ferries", "mark the reefs"],
        ),
    ],
)
def test_the_items_of_a_list_are_verbs_like_its_first(
    declared: Declared, sentence: str, actions: list[str]
) -> None:
    """After a colon and semicolons, words that were taken for nouns or adjectives open acts."""
    assert [action for _, action in forces(declared(sentence))] == actions


@pytest.mark.parametrize(
    "text, word, tag, expected",
    [
        ("We commit to: mining; fishing.", "mining", "NN", ("VERB", "VBG")),
        ("They met to: mark reefs; sail.", "mark", "NN", ("VERB", "VB")),
        ("We will: empty ports; sail.", "empty", "JJ", ("VERB", "VB")),
        ("We met: mark of reefs; sail.", "mark", "NN", ("NOUN", "NN")),
        ("We commit to: Mark of reefs.", "Mark", "NN", ("NOUN", "NN")),
        ("We met: fun; and fishing.", "fishing", "NN", ("VERB", "VBG")),
    ],
)
def test_what_leads_into_a_list_decides_its_words(
    text: str, word: str, tag: str, expected: tuple[str, str]
) -> None:
    """A base form is a verb after "to:" and "will:", a form in -ing after any colon, a name never."""
    doc = language()(text)
    token = next(token for token in doc if token.text == word)
    token.tag_, token.pos_ = tag, "ADJ" if tag == "JJ" else "NOUN"
    repair_lists(doc)
    assert (token.pos_, token.tag_) == expected


def test_a_verb_that_was_taken_to_describe_its_object_is_beside_the_others() -> None:
    """In "will: rescue crews; empty ports" the last verb no longer describes the ports."""
    doc = language()("We will: rescue crews; empty ports.")
    empty = next(token for token in doc if token.text == "empty")
    empty.pos_, empty.tag_, empty.dep_ = "ADJ", "JJ", "amod"
    first = next(token for token in doc if token.text == "rescue")
    first.tag_ = "VB"
    repair_lists(doc)
    assert (empty.tag_, empty.dep_) == ("VB", "conj")


@pytest.mark.parametrize(
    "sentence, actions",
    [
        (
            "We will (a) ship the grain, (b) study the reefs, (c) fish less.",
            ["ship the grain", "study the reefs", "fish less"],
        ),
        ("We will (i) ship the grain; and (ii) mark the reefs.", ["ship the grain", "mark the reefs"]),
        ("We will 1) ship the grain, 2) mark the reefs.", ["ship the grain", "mark the reefs"]),
        (
            "We will (a) plant trees; (b) raising wages; and (c) train crews.",
            ["plant trees", "raising wages", "train crews"],
        ),
    ],
)
def test_the_counters_of_an_enumeration_are_left_out_by_the_parser(
    declared: Declared, sentence: str, actions: list[str]
) -> None:
    """Letters, numerals and numbers in brackets open items, and are no words of the acts."""
    assert [action for _, action in forces(declared(sentence))] == actions


@pytest.mark.parametrize(
    "sentence",
    [
        "We welcome section (a) of the plan and section (b) of the pact.",
        "We reaffirm point (c) of the plan.",
    ],
)
def test_an_action_keeps_the_letters_that_stand_in_it(declared: Declared, sentence: str) -> None:
    """What an action quotes has the source's letters, whether the parser saw them or not."""
    ((_, action),) = forces(declared(sentence))
    assert action == sentence.removeprefix("We ").removesuffix(".")


def test_a_single_letter_in_brackets_is_read(declared: Declared) -> None:
    """A lone "(c)" points to something else, opens no item, and stays for the parser to see."""
    extraction = declared("We will amend point (c) and publish it.")
    assert forces(extraction) == [
        ("commitment", "amend point (c)"),
        ("commitment", "publish it"),
    ]
