from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from servanda import iris, lexicon, resources
from servanda.errors import LexiconError
from servanda.extract.context import Context
from servanda.extract.mentions import Gazetteer
from servanda.extract.naming import Namer
from servanda.extract.parser import parse
from servanda.model import Entity, PassageKind
from servanda.read import read

BASE = "https://example.org/id/"
Named = Callable[..., list[Entity]]


@pytest.fixture(scope="module")
def known() -> Gazetteer:
    return Gazetteer(lexicon.load(resources.ontology()))


@pytest.fixture
def named(known: Gazetteer, tmp_path: Path) -> Named:
    """All that a text names, in order, with what only the text has."""

    def entities(body: str, title: str = "Norway-Chile Joint Declaration") -> list[Entity]:
        path = tmp_path / "declaration.txt"
        path.write_text(body, encoding="utf-8")
        path.with_suffix(".yaml").write_text(f"title: {title}\ndate: 2020-05-04\n", encoding="utf-8")
        document = read(path)
        passages = parse(document, frozenset({PassageKind.PARAGRAPH}))
        gazetteer = known.of(Context(), Namer(known, document, passages, BASE))
        return [mention.entity for passage in passages for mention in gazetteer.find(passage.doc)]

    return entities


def minted(entities: list[Entity]) -> list[str]:
    return [entity.label for entity in entities if entity.minted]


@pytest.mark.parametrize(
    "text, name, kind",
    [
        ("We ratified the Oslo Convention on Ferry Safety.", "Oslo Convention on Ferry Safety", "Agreement"),
        (
            "We ratified the Protocol to the Oslo Convention on Ferries.",
            "Protocol to the Oslo Convention on Ferries",
            "Agreement",
        ),
        ("We welcome the Bergen Ports Strategy.", "Bergen Ports Strategy", "Plan"),
        ("The Fjord Heritage Fund will grow.", "Fjord Heritage Fund", "Program"),
        ("We apply the Salmon Act of 1930.", "Salmon Act of 1930", "Law"),
        ("We met at the Tromsø Ferry Summit.", "Tromsø Ferry Summit", "Event"),
        ("We joined the Ferry Safety Board.", "Ferry Safety Board", "Institution"),
        ("We joined the Salmon Club.", "Salmon Club", "Forum"),
        ("We lead the Ferry Task Force.", "Ferry Task Force", "WorkingGroup"),
    ],
)
def test_the_noun_of_a_name_tells_its_class(named: Named, text: str, name: str, kind: str) -> None:
    """A capitalised name that no reference data has is minted, in the class of its head noun."""
    (entity,) = [one for one in named(text) if one.minted]
    assert (entity.label, entity.kind) == (name, kind)


@pytest.mark.parametrize(
    "text, name",
    [
        ("the Compact for Safe, Green and Quiet Ferries", "Compact for Safe, Green and Quiet Ferries"),
        ("the Ferry and Port Safety Council", "Ferry and Port Safety Council"),
        ("the Herring from Norway Initiative", "Herring from Norway Initiative"),
        ("the Inter-agency Ferry Committee", "Inter-agency Ferry Committee"),
        ("the Women's Ferry Forum", "Women's Ferry Forum"),
        ("Chile’s Herring Plan", "Herring Plan"),
        ("the multi-agency Ferry Committee", "Ferry Committee"),
        ("the Ferry Council Working Group on Noise", "Ferry Council Working Group on Noise"),
        (
            "the Agreement between Norway and Chile on Herring",
            "Agreement between Norway and Chile on Herring",
        ),
        ("the Conference on Herring in Oslo", "Conference on Herring"),
        ("Herring Order 1425 of May 4", "Herring Order 1425"),
    ],
)
def test_a_name_runs_as_far_as_it_is_one(named: Named, text: str, name: str) -> None:
    """Links, lists and compounds belong to a name; owners, descriptions, places and days do not."""
    assert minted(named(f"We discussed {text} today.")) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "They signed a Joint Declaration and a Plan of Action.",
        "They follow Maritime Law and the Agreement.",
        "Regional Banks and Ferry Offices took part.",
        "The ferry strategy and the herring fund go on.",
        "They discussed the Council with the Committee.",
    ],
)
def test_words_that_tell_no_one_thing_are_no_names(named: Named, text: str) -> None:
    """General names, plurals of bodies, and nouns alone or without capitals are not minted."""
    assert minted(named(text)) == []


def test_a_list_of_actors_is_no_name(named: Named) -> None:
    """An actor that stands beside a name in a list is not a part of it."""
    labels = [
        entity.label for entity in named("They met the Ferry Board and Chile, with the OECD and Salmon Club.")
    ]
    assert labels[:2] == ["Ferry Board", "Chile"]
    assert labels[-1] == "Salmon Club"


def test_the_reference_data_win_where_they_know_the_thing(named: Named) -> None:
    """What is known keeps its entity, whatever stands after it or says whose it is."""
    entities = named("We support the UN Charter of the United Nations and NAFTA.")
    assert minted(entities) == []
    assert "Charter of the United Nations" in [entity.label for entity in entities]


def test_a_full_name_wins_over_a_known_one_inside_it(named: Named) -> None:
    """A state or place in a name is a part of it."""
    assert [entity.label for entity in named("We launch the Black Sea Herring Initiative.")] == [
        "Black Sea Herring Initiative"
    ]


@pytest.mark.parametrize(
    "given, short",
    [
        ("the Oslo Herring Convention (OHC)", "the OHC"),
        ("the Oslo Herring Convention (the “Herring Pact”)", "the Herring Pact"),
        ("the Oslo Herring Convention (Herring Convention)", "the Herring Convention"),
        ("the Oslo Herring Convention", "the Convention"),
        ("the World Trade Organization (hereinafter “Trade Body”)", "the Trade Body"),
    ],
)
def test_a_short_form_means_the_name_it_was_given_for(named: Named, given: str, short: str) -> None:
    """Initials or a word in brackets, or the noun after "the", mean the name from then on."""
    first, *_, last = named(f"We welcome {given}.\n\nWe will apply {short} soon.")
    assert first == last


@pytest.mark.parametrize(
    "text, title, labels",
    [
        (
            "The Oslo Convention and the Bergen Convention differ.\n\nThe Convention binds us.",
            "Declaration",
            ["Oslo Convention", "Bergen Convention"],
        ),
        ("The Oslo Convention is old.\n\nThe Convention binds us.", "Ferry Convention", ["Oslo Convention"]),
        (
            "We met the Council of the Fjord Fund (FF).\n\nThe FF grows.",
            "Declaration",
            ["Council of the Fjord Fund"],
        ),
    ],
)
def test_a_short_form_that_may_mean_several_means_none(
    named: Named, text: str, title: str, labels: list[str]
) -> None:
    """Two names with one noun, the document's own noun, and initials of a part of a name stay unresolved."""
    assert [entity.label for entity in named(text, title=title)] == labels


def test_a_proper_name_is_the_same_in_every_document(named: Named) -> None:
    """A name of its own gives an IRI of its kind and name; what is only general is the document's own."""
    proper, general = (
        named(f"We met the {name}.")[0] for name in ("Ferry Board", "Ministry of Foreign Affairs")
    )
    assert proper.iri == iris.minted("actor", "Ferry Board", BASE)
    assert general.iri.startswith(f"{BASE}document/declaration#actor=")


@pytest.mark.parametrize(
    "text, owners",
    [
        ("We met the Chilean Ferry Council.", ["chile"]),
        ("We met Norway’s Herring Board.", ["norway"]),
        ("We met the Ferry Bank of Norway.", ["norway"]),
        ("We met the Council for Chile Ferries.", []),
    ],
)
def test_a_body_belongs_to_the_state_that_its_name_says(named: Named, text: str, owners: list[str]) -> None:
    """A state's name or adjective in front of a body's name, or "of" it, tells whose it is."""
    (body,) = [one for one in named(text) if one.minted]
    assert [iri.rpartition("/")[2] for iri in body.owners] == owners


def test_a_name_noun_is_data(tmp_path: Path) -> None:
    """A noun that the ontology says heads names is known with its class; one without a class is an error."""
    head = "@prefix sv: <https://w3id.org/servanda/ontology#> . @prefix role: <https://example.org/role#> . "
    noun = 'role:name-sprint a sv:NameNoun ; sv:lemma "sprint"'
    (tmp_path / "role.ttl").write_text(f"{head}{noun} ; sv:headsNameOf sv:Event .", encoding="utf-8")
    assert lexicon.load(tmp_path).name_nouns == {"sprint": "Event"}
    (tmp_path / "role.ttl").write_text(f"{head}{noun} .", encoding="utf-8")
    with pytest.raises(LexiconError, match="sv:headsNameOf"):
        lexicon.load(tmp_path)


@pytest.mark.parametrize(
    "name, own",
    [
        ("Investment Agreement", True),
        ("Air Services Agreement", True),
        ("Extradition Treaty", True),
        ("Oslo Investment Agreement", False),
        ("Norway Investment Agreement", False),
        ("Herring Fund", False),
        ("Agreement on Trade and Fisheries in Cold Seas", False),
    ],
)
def test_a_customary_name_is_the_documents_own(named: Named, name: str, own: bool) -> None:  # noqa: FBT001
    """Few common words name another agreement in each text; a town, a state or more words name one of all."""
    (entity,) = [one for one in named(f"They apply the {name}.") if one.minted]
    assert entity.iri.startswith(f"{BASE}document/declaration#") == own


@pytest.mark.parametrize(
    "text",
    [
        "They met Norway’s Ferry Board.",
        "They met the Norwegian Ferry Board.",
        "They met the Ferry Board of Norway.",
        "They met the Ferry Board of the Kingdom of Norway.",
        "Norway thanks its Ferry Board.",
    ],
)
def test_a_body_of_a_state_is_one_however_the_text_says_whose(named: Named, text: str) -> None:
    """The state before a body's name, its adjective, or "of" the state give the body one name and IRI."""
    (board,) = [one for one in named(text) if one.minted]
    (other,) = [one for one in named("They met the Chilean Ferry Board.") if one.minted]
    assert board.label == "Ferry Board of Norway"
    assert board.iri == iris.minted("actor", "Ferry Board of Norway", BASE)
    assert other.iri == iris.minted("actor", "Ferry Board of Chile", BASE)


@pytest.mark.parametrize(
    "text",
    [
        "the U.S. Ferry Board",
        "the US Ferry Board",
        "the United States Ferry Board",
        "the American Ferry Board",
        "the Ferry Board of the United States",
    ],
)
def test_a_state_known_by_its_initials_has_them_before_its_bodies(named: Named, text: str) -> None:
    """A body of the United States is called as such bodies are."""
    assert minted(named(f"They met {text}.")) == ["U.S. Ferry Board"]


@pytest.mark.parametrize(
    "title, labels",
    [
        ("Norway-Chile Ferry Agreement", []),
        ("The Norway-Chile Ferry Agreement (NCFA)", []),
        ("Norway-Chile Ferry Agreement, 4 May 2020", []),
        ("Statement on the Norway-Chile Ferry Agreement", ["Norway-Chile Ferry Agreement"]),
        ("Norway-Chile Ferry Agreement Review", ["Norway-Chile Ferry Agreement"]),
    ],
)
def test_the_documents_own_title_is_no_policy(named: Named, title: str, labels: list[str]) -> None:
    """An agreement whose name is the title is the document, not a thing it speaks of."""
    assert minted(named("They apply the Norway-Chile Ferry Agreement.", title=title)) == labels


@pytest.mark.parametrize(
    "text, labels",
    [
        ("They met the Norwegian Ferry Board.\n\nThe Ferry Board left.", ["Ferry Board of Norway"] * 2),
        (
            "The Norwegian Ferry Board met the Chilean Ferry Board. The Ferry Board left.",
            ["Ferry Board of Norway", "Ferry Board of Chile", "Ferry Board"],
        ),
    ],
)
def test_a_body_named_with_its_state_is_the_one_without(named: Named, text: str, labels: list[str]) -> None:
    """After a body of one state, its name alone means it; after those of two states, neither."""
    assert minted(named(text)) == labels
