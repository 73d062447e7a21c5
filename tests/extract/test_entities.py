from __future__ import annotations

import pytest

from said import Declared
from servanda.model import Statement

TITLE = "U.S.-Mexico Joint Declaration"


def only(declared: Declared, sentence: str) -> Statement:
    (statement,) = declared(sentence, title=TITLE).statements
    return statement


@pytest.mark.parametrize(
    "text, name",
    [
        ("NAFTA entered into force.", "NAFTA"),
        ("They renewed the North American Free Trade Agreement.", "NAFTA"),
        ("agents of CBP met", "U.S. Customs and Border Protection"),
        ("They met Mexico's National Guard.", "National Guard of Mexico"),
        ("They met at the U.S. Department of State.", "U.S. Department of State"),
        ("They met at the Department of State.", "U.S. Department of State"),
    ],
)
def test_names_are_known_in_their_forms(declared: Declared, text: str, name: str) -> None:
    """Preferred names, full names, acronyms and short names with their owner lead to one entity."""
    assert name in [mention.entity.label for mention in declared(text, title=TITLE).mentions]


@pytest.mark.parametrize("text", ["this may us turkey", "Congress adjourned."])
def test_what_may_mean_several_or_none_is_left_alone(declared: Declared, text: str) -> None:
    """Common words are no names, and a short name that both parties' organs have is not guessed."""
    assert declared(text, title=TITLE).mentions == ()


def test_every_mention_has_its_words(declared: Declared) -> None:
    """The span of a mention covers the words that name the entity."""
    extraction = declared("Mexico will deploy its National Guard.", title=TITLE)
    words = [(extraction.document.quote(m.span), m.entity.label) for m in extraction.mentions]
    assert words == [("Mexico", "Mexico"), ("National Guard", "National Guard of Mexico")]


def test_means_places_and_policies_are_told_apart(declared: Declared) -> None:
    """A body is a means, a border a place, a program a policy."""
    statement = only(
        declared,
        "Mexico will send its National Guard to its southern border under the Migrant Protection Protocols.",
    )
    assert [one.value.label for one in statement.involves] == ["National Guard of Mexico"]
    assert [one.value.label for one in statement.places] == ["southern border of Mexico"]
    assert [one.value.label for one in statement.concerns] == ["Migrant Protection Protocols"]


def test_the_closest_place_is_said(declared: Declared) -> None:
    """A state is no place of an act that names a place within it."""
    statement = only(declared, "We will build ports throughout Mexico, from Mexico City on.")
    assert [one.value.label for one in statement.places] == ["Mexico City"]


@pytest.mark.parametrize(
    "sentence, names",
    [
        ("We will protect migrants from harm.", ["migrants"]),
        ("We will build schools for migrants.", ["migrants"]),
        ("We will respect migrants' rights.", ["migrants"]),
        ("We will count migrants.", []),
    ],
)
def test_beneficiaries_are_those_served(declared: Declared, sentence: str, names: list[str]) -> None:
    """People who are protected, or for whom something is done, benefit; those only named do not."""
    assert [one.value.label for one in only(declared, sentence).beneficiaries] == names


def test_addressees_are_those_who_should_act(declared: Declared) -> None:
    """A recommendation knows whom it asks, and who asks."""
    statement = only(declared, "We urge Canada and Japan to join the pact.")
    assert [one.value.label for one in statement.addressees] == ["Canada", "Japan"]
    assert [one.label for one in statement.bearers] == ["United States", "Mexico"]


def test_a_short_name_with_another_owner_is_not_the_partys_own(declared: Declared) -> None:
    """A short name that is followed or preceded by another state is not that of a party."""
    text = "They met the Department of Justice of Canada and the Japan Coast Guard."
    owners = {iri for mention in declared(text, title=TITLE).mentions for iri in mention.entity.owners}
    assert not {iri for iri in owners if iri.endswith(("/united-states", "/mexico"))}


def test_what_is_only_described_stays_in_its_document(declared: Declared) -> None:
    """A body with a proper name is one actor everywhere; one that is described is the document's own."""
    text = "A bilateral water group will meet. The Network for River Safety will meet."
    described, named = (statement.bearers[0].iri for statement in declared(text, title=TITLE).statements)
    assert described == "https://w3id.org/servanda/id/document/declaration#actor=bilateral-water-group"
    assert named == "https://w3id.org/servanda/id/actor/network-for-river-safety"


@pytest.mark.parametrize(
    "sentence, names",
    [
        ("We will assist Ukraine.", ["Ukraine"]),
        ("We will increase our support for Ukraine and Jordan.", ["Ukraine", "Jordan"]),
        ("We will address Ukraine's urgent needs.", ["Ukraine"]),
        ("We will strengthen Ukraine's defense.", ["Ukraine"]),
        ("We will follow Ukraine's defense.", []),
        ("We will trade with Ukraine.", []),
    ],
)
def test_a_state_benefits_where_it_is_helped(declared: Declared, sentence: str, names: list[str]) -> None:
    """A state that is supported, or whose needs or defense are, benefits; one that is only named does not."""
    assert [one.value.label for one in only(declared, sentence).beneficiaries] == names


@pytest.mark.parametrize(
    "sentence, names",
    [
        ("We will protect the safety and dignity of refugees and migrants.", ["refugees", "migrants"]),
        ("We will promote refugee integration.", ["refugees"]),
        ("We will bring relief to farmers and fishers.", ["farmers", "fishers"]),
        ("We will fight violence against women and girls.", ["women and girls"]),
        ("We will help migrants find work.", ["migrants"]),
        ("We will respect the rights of workers, including journalists.", ["workers", "journalists"]),
        ("We will study the views of farmers.", []),
        ("We will stop those responsible for migrants.", []),
    ],
)
def test_groups_are_served_by_what_furthers_them(declared: Declared, sentence: str, names: list[str]) -> None:
    """What is done for a group's safety, against what harms it, or in a list with others, serves it."""
    assert [one.value.label for one in only(declared, sentence).beneficiaries] == names


@pytest.mark.parametrize(
    "sentence, names",
    [
        ("We will build ports in Chile, Peru and Norway.", ["Chile", "Peru", "Norway"]),
        ("We will sell ferries in the Norwegian market.", ["Norway"]),
        ("We will take part in the Norwegian elections.", []),
        ("We will thank the leaders of Africa.", []),
        ("We will train sailors in Africa.", ["Africa"]),
        ("We will ban ferries in the countries of Africa.", ["Africa"]),
        ("We will help African ports.", []),
        ("We will meet Africa experts.", []),
        ("We will end the occupation of Chile.", ["Chile"]),
        ("We will withdraw our ferries from Chile.", ["Chile"]),
        ("We will map Chilean territory.", ["Chile"]),
        ("We will buy ferries from Chile.", []),
        ("We will visit Chile.", ["Chile"]),
        ("We will build ports in Antofagasta and Valparaíso.", ["Antofagasta", "Valparaíso"]),
        ("We will guard the towns of Bodø, Narvik and Alta.", ["Bodø", "Narvik", "Alta"]),
        ("We will apply the rules in Annex Two.", []),
        ("We will print charts in English.", []),
    ],
)
def test_a_place_is_where_it_happens(declared: Declared, sentence: str, names: list[str]) -> None:
    """A list of states is a list of places, a market has one, and whose leaders are meant is none."""
    assert [one.value.label for one in only(declared, sentence).places] == names


@pytest.mark.parametrize(
    "sentence, names",
    [
        ("We will cooperate through the World Bank.", ["World Bank"]),
        ("We will support the World Bank's efforts.", ["World Bank"]),
        ("We will apply World Bank rules.", []),
        ("We will report to the World Bank.", []),
        ("We will provide assistance to the World Bank.", []),
        ("We will refer the dispute to the World Bank.", ["World Bank"]),
        ("We will study the aims of the World Bank.", []),
        ("We will study the rules of Chile and of the World Bank.", []),
        ("We will welcome the World Bank's home.", []),
        ("We will pay the fees set by the World Bank.", []),
    ],
)
def test_a_body_is_a_means_where_it_works(declared: Declared, sentence: str, names: list[str]) -> None:
    """A body that something is done through is a means; one that only tells which thing is meant is not."""
    assert [one.value.label for one in only(declared, sentence).involves] == names


def test_a_policy_before_the_act_is_concerned(declared: Declared) -> None:
    """A policy in the opening words, or between the speech verb and the act, is what the act is under."""
    first = only(declared, "Under the Paris Agreement, we will plant trees.")
    second = only(declared, "We commit, in line with the Paris Agreement, to plant trees.")
    assert [one.value.label for one in (*first.concerns, *second.concerns)] == ["Paris Agreement"] * 2


@pytest.mark.parametrize(
    "sentence, names",
    [
        ("We urge all States to ratify the pact.", ["all States"]),
        ("We call on the parties concerned to meet.", ["parties concerned"]),
        ("We encourage shipping companies and ports to save fuel.", ["shipping companies", "ports"]),
        ("We call upon the international community to help.", ["international community"]),
        ("We call upon the leaders of Chile to meet.", ["Chile"]),
        ("We encourage the peaceful use of the sea.", []),
    ],
)
def test_a_group_is_addressed_in_the_words_of_the_text(
    declared: Declared, sentence: str, names: list[str]
) -> None:
    """A group that no reference data describe is an actor of the document; what is no actor is not asked."""
    assert [one.value.label for one in only(declared, sentence).addressees] == names


def test_a_group_is_the_documents_own(declared: Declared) -> None:
    """A group has an IRI below that of its document, and a class of the ontology."""
    (group,) = only(declared, "We urge all States to ratify the pact.").addressees
    assert group.value.iri == "https://w3id.org/servanda/id/document/declaration#actor=all-states"
    assert (group.value.kind, group.value.minted) == ("Role", True)


def test_a_lead_in_addresses_for_its_items(declared: Declared) -> None:
    """Whom a lead-in asks, and the policy that it names, hold for the items of its list."""
    items = "- to count herring; and\n\n- to feed herring."
    text = f"Under the Oslo Herring Convention, we urge all States:\n\n{items}"
    statements = declared(text, title=TITLE).statements
    assert [[one.value.label for one in said.addressees] for said in statements] == [["all States"]] * 2


def test_items_concern_the_policy_of_their_lead_in(declared: Declared) -> None:
    """The policy that a lead-in names is what all the items of its list are about."""
    text = "Under the Oslo Herring Convention, we will:\n\n- count herring; and\n\n- feed herring."
    statements = declared(text, title=TITLE).statements
    policies = [[one.value.label for one in said.concerns] for said in statements]
    assert policies == [["Oslo Herring Convention"]] * 2


@pytest.mark.parametrize(
    "sentence, field, names",
    [
        ("We will create a joint committee on herring.", "involves", ["joint committee on herring"]),
        ("We will meet through a bilateral working group.", "involves", ["bilateral working group"]),
        ("We will leave the committee.", "involves", []),
        ("We will build schools in coastal communities.", "places", ["coastal communities"]),
        ("We will build schools in our communities.", "places", []),
        ("We will assist vulnerable countries.", "beneficiaries", ["vulnerable countries"]),
        ("We will count vulnerable countries.", "beneficiaries", []),
    ],
)
def test_what_is_only_described_has_its_part(
    declared: Declared, sentence: str, field: str, names: list[str]
) -> None:
    """Bodies set up or worked through, places acted in and people helped count without a proper name."""
    assert [one.value.label for one in getattr(only(declared, sentence), field)] == names


@pytest.mark.parametrize(
    "lead, names",
    [
        ("Key terms of the Oslo Herring Convention will include:", ["Oslo Herring Convention"]),
        ("The ministers of the Oslo Herring Convention spoke of this:", []),
    ],
)
def test_items_concern_the_policy_whose_content_they_are(
    declared: Declared, lead: str, names: list[str]
) -> None:
    """A list that tells what an agreement includes is about that agreement."""
    statements = declared(f"{lead}\n\n- Mexico will count herring.", title=TITLE).statements
    assert [[one.value.label for one in said.concerns] for said in statements] == [names]


@pytest.mark.parametrize(
    "name",
    [
        "Herring Pact",
        "Herring Pact between Mexico and the United States",
        "Mexico-United States Herring Pact",
    ],
)
def test_the_title_tells_whose_an_agreement_is(declared: Declared, name: str) -> None:
    """An agreement that the title names with its two states has that name throughout."""
    title = "Joint Statement on a Mexico-United States Herring Pact"
    (statement,) = declared(f"We will sign the {name}.", title=title).statements
    assert [one.value.label for one in statement.concerns] == ["Mexico-United States Herring Pact"]


@pytest.mark.parametrize(
    "sentence, name",
    [
        ("The head of the mission shall inform Chile.", "head of the mission"),
        ("The Contracting States shall open their ports.", "contracting States"),
        ("Each Contracting State shall open its ports.", "contracting States"),
        ("A Contracting State shall open its ports.", "contracting State"),
    ],
)
def test_a_role_is_named_as_the_treaty_has_it(declared: Declared, sentence: str, name: str) -> None:
    """Of what somebody is a part belongs to the name; "the" and "each" of a kind are all of it."""
    (statement,) = declared(sentence, title="Convention on Ferries").statements
    assert [actor.label for actor in statement.bearers] == [name]


def test_a_new_name_leaves_a_body_that_bears(declared: Declared) -> None:
    """A body with a name that no reference data have still bears what it will do."""
    assert only(declared, "The Network for River Safety will meet.").bearers[0].label == (
        "Network for River Safety"
    )


@pytest.mark.parametrize(
    "title, names",
    [
        ("Oslo Herring Convention", []),
        ("Protocol to the Oslo Herring Convention", ["Oslo Herring Convention"]),
    ],
)
def test_a_treaty_is_not_about_itself(declared: Declared, title: str, names: list[str]) -> None:
    """The articles of a treaty need not say that they concern it; the treaty that they add to they name."""
    text = "Article 1\n\nThe Parties shall count herring under the Oslo Herring Convention."
    (statement,) = declared(text, title=title).statements
    assert [one.value.label for one in statement.concerns] == names
