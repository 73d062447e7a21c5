"""Topics: the words that lead to them in statements, passages and headings, and the words that do not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rdflib import Graph

from said import Declared
from servanda import lexicon, resources
from servanda.extract.topics import TopicFinder
from servanda.model import Cited, Document, Extraction, Reading
from servanda.vocab import SV


@pytest.fixture(scope="module")
def finder() -> TopicFinder:
    return TopicFinder(lexicon.load(resources.ontology()))


def named(document: Document, topics: tuple[Cited[str], ...]) -> list[str]:
    """The topics by their local names, each with the words that led to it."""
    return [f"{one.value.rpartition('#')[2]}: {document.quote(one.span)}" for one in topics]


def stated(extraction: Extraction) -> list[list[str]]:
    return [named(extraction.document, statement.topics) for statement in extraction.statements]


def held(extraction: Extraction) -> list[list[str]]:
    return [named(extraction.document, topics) for _, topics in extraction.topics]


def found(finder: TopicFinder, text: str) -> list[str]:
    """The topics of a mere text, by their local names."""
    places = range(len(text))
    reading = Reading(text, tuple(places), tuple(place + 1 for place in places))
    return [one.value.rpartition("#")[2] for one in finder.find(reading)]


def test_a_statement_has_the_topics_of_its_own_words(declared: Declared) -> None:
    """Each topic of an act stands with the first words in it that led there, in order."""
    text = "We will fight corruption, all corruption, and human trafficking, and Peru will plant forests."
    assert stated(declared(text))[0] == ["corruption: corruption", "human-trafficking: human trafficking"]


def test_a_heading_gives_its_topic_to_what_stands_below(declared: Declared) -> None:
    """A heading leads to a topic of its section, of the paragraphs in it and of their statements."""
    extraction = declared("Trade\n\nWe will end corruption.")
    assert stated(extraction) == [["corruption: corruption", "trade: Trade"]]
    assert held(extraction) == [["trade: Trade"], ["corruption: corruption", "trade: Trade"]]


def test_the_nearest_heading_with_a_topic_counts(declared: Declared) -> None:
    """A heading without a topic leaves it to the one above it; a paragraph's label is its own heading."""
    text = "# Health\n\n## Next steps\n\nWe will meet in May.\n\n## Fisheries\n\nWe will meet in June."
    assert stated(declared(text)) == [["health: Health"], ["oceans: Fisheries"]]
    assert stated(declared("Tariffs: Chile has committed to meet Norway.")) == [["trade: Tariffs"]]


@pytest.mark.parametrize(
    "heading, sentence, topics",
    [
        ("Trade and Health", "We will meet in May.", ["trade: Trade", "health: Health"]),
        ("Trade and Health", "We will lower tariffs.", ["trade: tariffs"]),
        ("Trade and Health", "We will buy vaccines.", ["vaccines: vaccines"]),
        (
            "Trade and Health",
            "We will end corruption.",
            ["corruption: corruption", "trade: Trade", "health: Health"],
        ),
        ("Trade, Health and Energy", "We will meet in May.", []),
        ("Trade, Health and Energy", "We will end corruption.", ["corruption: corruption"]),
    ],
)
def test_of_a_heading_that_lists_topics_nothing_follows(
    declared: Declared, heading: str, sentence: str, topics: list[str]
) -> None:
    """A heading of three topics gives none; one of two none to an act that is about either already."""
    assert stated(declared(f"# {heading}\n\n{sentence}")) == [topics]


@pytest.mark.parametrize(
    "text, topics",
    [
        ("labour, labor, Labour's", ["labour", "labour", "labour"]),
        ("organised crime and organized crime", ["organised-crime", "organised-crime"]),
        ("defence and defense programmes", ["defence", "defence"]),
        ("counter-terrorism, counterterrorism, counter terrorism", ["terrorism"] * 3),
        ("non‑proliferation and nonproliferation", ["disarmament", "disarmament"]),
        ("supply chains, a supply-chain, the SUPPLY CHAIN", ["supply-chains"] * 3),
        ("ports of entry and a point\nof entry", ["borders", "borders"]),
        ("the climate crises, cities and refugees", ["climate", "asylum"]),
        ("women’s empowerment, workers' rights", ["gender", "labour"]),
    ],
)
def test_a_word_is_found_however_it_is_written(finder: TopicFinder, text: str, topics: list[str]) -> None:
    """Plurals, hyphens, capitals and British or American spelling make no difference."""
    assert found(finder, text) == topics


@pytest.mark.parametrize(
    "text, topics",
    [
        ("social security and food security", ["social-protection", "food"]),
        ("security and peace", ["peace", "peace"]),
        ("the security environment and the environment", ["peace", "environment"]),
        (
            "drug trafficking, human trafficking and trafficking",
            ["drugs", "human-trafficking", "organised-crime"],
        ),
        ("wildlife trade, arms trade and trade", ["biodiversity", "small-arms", "trade"]),
        ("nuclear power plants and nuclear weapons", ["nuclear-energy", "disarmament"]),
        ("trade union leaders", ["labour"]),
    ],
)
def test_the_longest_words_count(finder: TopicFinder, text: str, topics: list[str]) -> None:
    """A word within a longer one of the scheme leads nowhere else."""
    assert found(finder, text) == topics


@pytest.mark.parametrize(
    "text",
    [
        "a borderline case, with energy, across borders",
        "the Security Council and the Peace Corps",
        "the development of a plan, and further developments",
        "trade in ideas, trade-offs and securities",
        "a culture of trust in a climate of fear",
        "a conflict of interest, in conflict with the rules",
        "the business of the day, the nature of the matter",
        "an environment in which to meet",
        "human, rights",
    ],
)
def test_misleading_words_lead_nowhere(finder: TopicFinder, text: str) -> None:
    """Words that hold or resemble a word of a topic, and mean something else, lead to none."""
    assert found(finder, text) == []


def test_a_word_in_capitals_counts_in_capitals_alone(finder: TopicFinder) -> None:
    """AIDS is a disease and aids are help; AI stands in no heading in small letters."""
    assert found(finder, "AIDS and AI") == ["health", "artificial-intelligence"]
    assert found(finder, "it aids the sick, ai") == []


def test_a_name_leads_where_it_speaks_of_a_topic(declared: Declared) -> None:
    """The name of a treaty or department tells what a text is about; that of a state or a title does not."""
    text = (
        "We will fund the Department of Energy. We will invite the Secretary of Energy. "
        "We will join the Paris Agreement. We will visit the Atlantic Ocean."
    )
    assert stated(declared(text)) == [["energy: Energy"], [], ["climate: Paris Agreement"], []]


def test_what_belongs_to_the_page_has_no_topic(declared: Declared) -> None:
    """Only sections and paragraphs of the instrument are about something."""
    extraction = declared("We will meet in May.\n\nDone at Oslo on 4 May 2020.")
    assert held(extraction) == []


# --- the scheme ----------------------------------------------------------------------------------


def test_each_word_of_the_scheme_leads_to_its_topic(finder: TopicFinder) -> None:
    """Each label of a topic is found as that topic alone, from its first letter to its last."""
    labels = lexicon.load(resources.ontology()).topics
    wrong = {
        label: found(finder, label)
        for label, iri in labels
        if found(finder, label) != [iri.rpartition("#")[2]]
    }
    assert wrong == {}


def test_each_misleading_phrase_leads_nowhere(finder: TopicFinder) -> None:
    """A phrase is given to the topic that its words would lead to, if it were not listed."""
    scheme = Graph().parse(resources.ontology() / "topic.ttl")
    phrases = {
        str(phrase): str(topic).rpartition("#")[2]
        for topic, phrase in scheme.subject_objects(SV.misleadingPhrase)
    }
    unlisted = TopicFinder(replace(lexicon.load(resources.ontology()), misleading=frozenset()))
    assert {phrase for phrase in phrases if found(finder, phrase)} == set()
    assert {phrase for phrase, topic in phrases.items() if topic not in found(unlisted, phrase)} == set()
