"""Where an act is done: the places that its action names or describes, and states as ground."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from servanda.extract.extent import Act
from servanda.extract.found import Found
from servanda.extract.mentions import Gazetteer
from servanda.extract.parser import base_form
from servanda.extract.served import mention_head, phrase

_LOCATING = frozenset("in throughout across within along at inside around into".split())
_PLACES = frozenset({"country", "community", "region", "city", "territory"})
"""Nouns of places that only the text describes: "in coastal regions"."""

_GROUND = frozenset(
    {"market", "territory", "soil", "region", "border", "side", "area", "waters", "coast", "peninsula"}
)
"""Nouns that make a place of a state's name before them: "in the Norwegian market"."""

_LAND = frozenset(
    "territory soil border boundary airspace waters coast area integrity sovereignty independence".split()
)
"""What a country has as ground: "the territory of Chile", "Chile's territorial integrity"."""

_TAKING = frozenset({"occupation", "invasion", "annexation", "seizure"})
"""What is done to it: "the occupation of Chile"."""

_COMING = {
    "of": _LAND | _TAKING,
    "from": frozenset({"withdraw", "withdrawal", "depart", "departure", "expel", "evacuate", "evacuation"}),
    "to": frozenset({"visit", "travel", "trip", "deploy", "deployment"}),
    "on": frozenset({"attack", "strike", "assault"}),
}
"""By preposition, verbs and nouns after which it is followed by ground: "withdraw from Chile"."""

_ENTERING = frozenset({"visit", "invade", "occupy", "enter"})
_TOWNS = frozenset("city town village port province district municipality capital".split())
_LISTING = frozenset({",", "and", "or"})
_NO_TOWN = frozenset(
    "annex appendix article articles chapter congress english euro euros french god government internet"
    " january february march april may june july august september october november december monday tuesday"
    " wednesday thursday friday saturday sunday paragraph paragraphs parliament part phase protocol rule"
    " schedule secretariat section spanish state states table title summer winter spring autumn".split()
)
"""Words with a capital after "in" that name no place."""

_VAGUE = frozenset("our both its their these those this that two three all each such other".split())


def places(doc: Doc, act: Act, inside: list[Found], gazetteer: Gazetteer) -> list[Found]:
    """The places of an act: those named or described in it, and states after a locating preposition.

    A state is left out where a place within it is named, which says it more closely.
    """
    found: list[Found] = []
    for m in inside:
        if not gazetteer.is_a(m.entity, "Place", "State") or _is_owner(doc, m, gazetteer):
            continue
        listed = bool(found) and _goes_on(doc, found[-1].end, m.first)
        located = listed or _is_located(doc, m.first)
        ground = (_on_ground(doc, m) and located) or _is_land(doc, m)
        if ground if m.entity.kind == "State" else _is_ground(doc, m):
            found.append(m)
    containing = {iri for place in found for iri in gazetteer.lineage(place.entity)[1:]}
    named = [place for place in found if place.entity.iri not in containing]
    groups = [m for m in inside if gazetteer.is_a(m.entity, "PopulationGroup")]
    known = {i for m in inside if m not in groups for i in range(m.first, m.end)}
    taken = {place.first for place in named}
    described = (
        _described_place(doc[i], groups, gazetteer) for i in range(act.start, act.end) if i not in known
    )
    apart = (place for place in described if place and taken.isdisjoint(range(place.first, place.end)))
    return sorted((*named, *apart, *_towns(doc, act, known, gazetteer)), key=lambda m: m.first)


def _described_place(token: Token, groups: list[Found], gazetteer: Gazetteer) -> Found | None:
    """Places that the text only describes, after a locating preposition: "in countries of origin"."""
    located = token.dep_ == "pobj" and token.head.lower_ in _LOCATING
    if not located or token.tag_ != "NNS" or base_form(token) not in _PLACES:
        return None
    first, end = phrase(token, ("prep",))
    group = next((m for m in groups if m.first <= token.i < m.end), None)
    if group:
        first = min(first, group.first)
    if end == first + 1 or _VAGUE.intersection(child.lower_ for child in token.lefts):
        return None
    entity = gazetteer.described(" ".join(token.doc[first:end].text.split()), "Place")
    return Found(first, end, entity) if entity else None


def _on_ground(doc: Doc, mention: Found) -> bool:
    """Whether a state's name is where something is done: alone, or before a word such as "market"."""
    head = mention_head(doc, mention)
    modifies = mention.adjective or (head.dep_ in ("compound", "amod", "nmod") and head.head.i >= mention.end)
    return not modifies or base_form(head.head) in _GROUND


def _is_ground(doc: Doc, mention: Found) -> bool:
    """Whether the name of a place means the place: in "Baltic States" it is a part of another name."""
    head = mention_head(doc, mention)
    part = head.dep_ in ("compound", "nmod", "amod") and head.head.i >= mention.end
    if part and not head.head.text[0].isupper():
        return base_form(head.head) in _GROUND
    return not (mention.adjective or part)


def _is_owner(doc: Doc, mention: Found, gazetteer: Gazetteer) -> bool:
    """Whether a place only tells whose leaders or officials are meant: "the Mayor of Oslo"."""
    preposition = mention_head(doc, mention).head
    owners = gazetteer.party_nouns - _PLACES
    return preposition.lower_ == "of" and base_form(preposition.head) in owners


def _goes_on(doc: Doc, end: int, first: int) -> bool:
    """Whether only the words of a list stand between two names: "in Chile, Peru and Norway"."""
    return end < first and all(token.lower_ in (",", "and", "or", "the") for token in doc[end:first])


def _is_located(doc: Doc, first: int) -> bool:
    """Whether a locating preposition stands before a name, past its article."""
    place = first - 1
    while place >= 0 and doc[place].lower_ in ("the", "all", "both"):
        place -= 1
    return place >= 0 and doc[place].lower_ in _LOCATING


def _is_land(doc: Doc, mention: Found) -> bool:
    """Whether a state is ground without a locating preposition: "withdraw from Chile", "Chilean soil"."""
    head = mention_head(doc, mention)
    owned = mention.end < len(doc) and doc[mention.end].tag_ == "POS"
    if owned or mention.adjective:
        return head.head.i >= mention.end and base_form(head.head) in _LAND
    while head.dep_ == "conj":
        head = head.head
    governor = head.head
    if head.dep_ == "dobj":
        return governor.lemma_.lower() in _ENTERING
    if head.dep_ != "pobj":
        return False
    return governor.head.lemma_.lower() in _COMING.get(governor.lower_, ())


def _towns(doc: Doc, act: Act, known: set[int], gazetteer: Gazetteer) -> Iterator[Found]:
    """The places that nobody knows, where the words before them say what they are: "held in Antofagasta"."""
    end = act.start
    for token in doc[act.start : act.end]:
        if token.i < end or token.lower_ not in ("in", "of"):
            continue
        if token.lower_ == "of" and base_form(token.head) not in _TOWNS:
            continue
        first = token.i + 1
        while (end := _town_end(doc, first, act.end, known, gazetteer)) > first:
            entity = gazetteer.described(doc[first:end].text, "Place")
            if entity:
                yield Found(first, end, entity)
            first = end
            while first < act.end and doc[first].text in _LISTING:
                first += 1
            if first == end:
                break


def _town_end(doc: Doc, first: int, limit: int, known: set[int], gazetteer: Gazetteer) -> int:
    """Where the name of a place ends that begins at `first`; `first` itself where none does."""
    end = first
    while end < limit and end not in known and _is_name(doc[end], gazetteer):
        end += 1
    if end == first or (doc[end - 1].head.i >= end and doc[end - 1].dep_ in ("compound", "amod", "nmod")):
        return first
    goes_on = end < len(doc) and (
        doc[end].tag_ in ("POS", "HYPH", "NN", "NNS", "CD") or doc[end].lower_ == "of" or end in known
    )
    return first if goes_on else end


def _is_name(token: Token, gazetteer: Gazetteer) -> bool:
    """Whether a token can be part of the name of a town."""
    if token.tag_ != "NNP" or not token.text.istitle() or token.lower_ in _NO_TOWN:
        return False
    noun = base_form(token)
    return noun not in gazetteer.name_nouns and noun not in gazetteer.party_nouns
