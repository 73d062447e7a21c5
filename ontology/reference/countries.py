"""Writes `countries.ttl`: the countries and territories of ISO 3166-1 as states.

Codes and names come from pycountry, demonyms from countryinfo. What neither has, or has wrong, stands in
`countries-more.ttl`, whose preferred labels and demonyms take the place of theirs. Each entry is matched to
the one with its alpha-3 code in the EU Publications Office's authority table of countries. Run it with

    python ontology/reference/countries.py
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pycountry
from countryinfo import CountryInfo
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import SKOS

from servanda import iris
from servanda.vocab import SV

HERE = Path(__file__).parent

EU_TABLE = "http://publications.europa.eu/resource/authority/country/"

_NOT_IN_EU_TABLE = frozenset({"GLP", "GUF", "MTQ", "MYT", "REU"})
"""What the EU's table of 2026-06-17 lacks of ISO 3166-1: departments of France that lie overseas."""

_AMBIGUOUS = frozenset({"Congo"})
"""Names in the standard that two countries go by; countries-more.ttl gives them to both, or to none."""

HEADER = """\
# Written by countries.py: do not edit.

@prefix actor: <https://w3id.org/servanda/id/actor/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix sv: <https://w3id.org/servanda/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<https://w3id.org/servanda/ontology/reference/countries> a owl:Ontology ;
    dcterms:title "Servanda reference data: countries"@en ;
    dcterms:description "The countries and territories of ISO 3166-1, as countries.py writes them."@en ;
    dcterms:creator "The Servanda authors" ;
    dcterms:license <https://www.apache.org/licenses/LICENSE-2.0> ;
    dcterms:source "The libraries pycountry and countryinfo, corrected by countries-more.ttl."@en ,
        <http://publications.europa.eu/resource/authority/country> ;
    dcterms:modified "2026-11-22"^^xsd:date ;
    owl:versionIRI <https://w3id.org/servanda/ontology/reference/countries/0.1.0> ;
    owl:versionInfo "0.1.0" .
"""


@dataclass(frozen=True, slots=True)
class Country:
    """An entry of ISO 3166-1: its common name, other names, codes and demonyms.

    `codes` are the two letters (alpha-2), the three letters (alpha-3) and the three digits (numeric).
    """

    label: str
    names: tuple[str, ...]
    codes: tuple[str, str, str]
    demonyms: tuple[str, ...]


def turtle(more: Graph) -> str:
    """All countries in Turtle, sorted by IRI, as `more` corrects the libraries."""
    blocks = {iris.slug(country.label): _block(country) for country in _countries(more)}
    return "\n".join([HEADER, *(blocks[slug] for slug in sorted(blocks))])


def _countries(more: Graph) -> Iterator[Country]:
    labels = {
        str(code): str(more.value(iri, SKOS.prefLabel)) for iri, code in more.subject_objects(SKOS.notation)
    }
    demonyms = _library_demonyms()
    for entry in pycountry.countries:
        common = getattr(entry, "common_name", entry.name)
        label = labels.get(entry.alpha_2, common)
        replaced = (URIRef(iris.minted("actor", label)), SV.demonym, None) in more
        official = getattr(entry, "official_name", entry.name)
        yield Country(
            label=label,
            names=_names(entry.name, common, official, without=label),
            codes=(entry.alpha_2, entry.alpha_3, entry.numeric),
            demonyms=() if replaced else demonyms.get(entry.alpha_2, ()),
        )


def _library_demonyms() -> dict[str, tuple[str, ...]]:
    """The library's demonyms per alpha-2 code, less those it gives to several countries."""
    given = {
        info["ISO"]["alpha2"]: _split(info.get("demonym") or "")
        for info in CountryInfo.all().values()
        if info.get("ISO", {}).get("alpha2") in {entry.alpha_2 for entry in pycountry.countries}
    }
    uses = Counter(demonym for demonyms in given.values() for demonym in demonyms)
    return {code: tuple(name for name in demonyms if uses[name] == 1) for code, demonyms in given.items()}


def _split(demonyms: str) -> tuple[str, ...]:
    """The demonyms in a list with commas.

    >>> _split("Antiguan,Barbudan")
    ('Antiguan', 'Barbudan')
    """
    return tuple(sorted(filter(None, map(str.strip, demonyms.split(",")))))


def _names(*names: str, without: str) -> tuple[str, ...]:
    """The names as running text has them, less the one `without`."""
    running = {_running(name) for name in names if "(" not in name} - _AMBIGUOUS
    return tuple(sorted(name for name in running - {without} if "," not in name or " and " in name))


def _running(name: str) -> str:
    """A name of the standard in the order of running text, without an article before it.

    >>> _running("Congo, The Democratic Republic of the")
    'Democratic Republic of the Congo'
    """
    turned = re.sub(r"^(.*), (.* of(?: the)?)$", r"\2 \1", name)
    return re.sub(r"^the ", "", turned, flags=re.IGNORECASE)


def _block(country: Country) -> str:
    alpha_3 = country.codes[1]
    lines = [
        f"actor:{iris.slug(country.label)} a sv:State",
        f"skos:prefLabel {_literals([country.label])}",
        *([f"skos:altLabel {_literals(country.names)}"] if country.names else []),
        *([f"sv:demonym {_literals(country.demonyms)}"] if country.demonyms else []),
        "skos:notation " + " , ".join(f'"{code}"' for code in country.codes),
        *([f"skos:exactMatch <{EU_TABLE}{alpha_3}>"] if alpha_3 not in _NOT_IN_EU_TABLE else []),
    ]
    return " ;\n    ".join(lines) + " .\n"


def _literals(texts: Iterable[str]) -> str:
    return " , ".join(Literal(text, lang="en").n3() for text in texts)


if __name__ == "__main__":
    written = turtle(Graph().parse(HERE / "countries-more.ttl"))
    (HERE / "countries.ttl").write_text(written, encoding="utf-8", newline="\n")
