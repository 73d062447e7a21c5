"""Names and the things that they mean: actors, policies, topics, places and documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, SKOS

from servanda.ask.nearest import did_you_mean, folded
from servanda.ask.query import ParameterType
from servanda.errors import DataError
from servanda.rdf import named
from servanda.sparql import bound
from servanda.store import Source, as_table
from servanda.vocab import PREFIXES, SV

_PREFIXES = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX sv: <https://w3id.org/servanda/ontology#>
"""

_IS_ONE: Mapping[ParameterType, str] = MappingProxyType(
    {
        ParameterType.ACTOR: "{} a sv:Actor",
        ParameterType.POLICY: "{} a sv:Policy",
        ParameterType.PLACE: "VALUES ?kind {{ sv:Place sv:State }} {} a ?kind",
        ParameterType.TOPIC: "{} skos:inScheme <https://w3id.org/servanda/topic>",
        ParameterType.DOCUMENT: "{} a sv:Instrument",
    }
)
"""What is said of a thing of each type; a state is a place, too."""

NAMED = frozenset(_IS_ONE)
"""The types whose values are named."""

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+")
"""What SPARQL may have between angle brackets."""

_PREFERRED = frozenset({SKOS.prefLabel, DCTERMS.title})
_OTHERS = frozenset({SKOS.altLabel, SV.abbreviation, DCTERMS.identifier})
_ALL = """
    {0} . ?thing ?property ?name
    FILTER (?property IN (skos:prefLabel, skos:altLabel, sv:abbreviation, dcterms:title, dcterms:identifier))
"""
_EXACT = "VALUES ?name {{ $english $plain }} {0} . ?thing ?property ?name"


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of a thing; `preferred` is its label or title."""

    thing: URIRef
    text: str
    preferred: bool


def is_iri(text: str) -> bool:
    """Whether `text` is an absolute IRI."""
    try:
        return bool(_IRI.fullmatch(text) and named(text))
    except DataError:
        return False


def whole(text: str) -> str:
    """An IRI as tables show it, with a prefix or between angle brackets, in full; other text as it is.

    >>> whole("id:actor/mexico")
    'https://w3id.org/servanda/id/actor/mexico'
    """
    if text.startswith("<") and text.endswith(">"):
        return text[1:-1]
    prefix, colon, rest = text.partition(":")
    return f"{PREFIXES[prefix]}{rest}" if colon and prefix in PREFIXES else text


def meant(source: Source, type_: ParameterType, text: str) -> URIRef:
    """The one thing of a type that `text` means: by IRI, else by label, by another name, or in other case.

    A document goes by its title, its file, or what its IRI ends in. Raises ValueError, with the nearest
    names, if nothing in `source` is called so, and with the candidates if several things are.
    """
    if is_iri(iri := whole(text)):
        is_one = f"{_PREFIXES}ASK {{ {_IS_ONE[type_].format(f'<{iri}>')} }}"
        if source.answer(is_one, "names"):
            return URIRef(iri)
    exact = _names(source, type_, text)
    clear = len({name.thing for name in exact}) == 1
    return _resolve(exact if clear else _names(source, type_), type_, text)


def _names(source: Source, type_: ParameterType, text: str | None = None) -> tuple[_Name, ...]:
    """All names of the things of a type, in order; with a `text`, only those that are it, English or plain.

    These are found at once, where to read all would take longer than many a question.
    """
    pattern = (_ALL if text is None else _EXACT).format(_IS_ONE[type_].format("?thing"))
    sparql = f"{_PREFIXES}SELECT DISTINCT ?thing ?property ?name {{ {pattern} FILTER (isIRI(?thing)) }}"
    if text is not None:
        sparql = bound(sparql, {"english": Literal(text, lang="en"), "plain": Literal(text)})
    rows = as_table(source.answer(sparql, "names"), "names").rows
    found = {
        _Name(URIRef(str(thing)), str(name), property_ in _PREFERRED)
        for thing, property_, name in rows
        if property_ in _PREFERRED | _OTHERS
    }
    if type_ is ParameterType.DOCUMENT and text is None:
        found |= {_Name(name.thing, name.thing.rpartition("/")[2], preferred=False) for name in found}
    return tuple(sorted(found, key=lambda name: (name.thing, name.text)))


def _resolve(names: tuple[_Name, ...], type_: ParameterType, text: str) -> URIRef:
    """The one thing that `text` names."""
    fold = folded(text)
    readings = (
        {name.thing for name in names if name.text == text and name.preferred},
        {name.thing for name in names if name.text == text},
        {name.thing for name in names if folded(name.text) == fold and name.preferred},
        {name.thing for name in names if folded(name.text) == fold},
    )
    things = next((things for things in readings if things), set())
    if not things:
        raise ValueError(f"no {type_} has this name{did_you_mean(text, (name.text for name in names))}")
    if len(things) > 1:
        raise ValueError(f"this may be {_candidates(things, names)}")
    return things.pop()


def _candidates(things: Iterable[URIRef], names: Iterable[_Name]) -> str:
    """The labels and IRIs of several things, in order."""
    labels = {name.thing: name.text for name in names if name.preferred}
    return " or ".join(sorted(f"{labels.get(thing, thing)!s} <{thing}>" for thing in things))
