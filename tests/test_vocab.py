from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import Graph, URIRef, namespace
from rdflib.namespace import RDF

from servanda import resources
from servanda.vocab import FORCE, PREFIXES, RULE, SV

FOLDERS = (resources.ontology(), resources.shapes(), resources.queries())
FILES = sorted(path for folder in FOLDERS for path in folder.rglob("*") if path.suffix in {".ttl", ".rq"})
DECLARATION = re.compile(r"^\s*@?prefix\s+([\w-]*):\s*<([^>]*)>", re.IGNORECASE | re.MULTILINE)


@pytest.fixture(scope="module")
def described() -> set[URIRef]:
    graph = Graph()
    for path in resources.ontology().glob("*.ttl"):
        graph.parse(path)
    return {term for term in graph.subjects(RDF.type) if isinstance(term, URIRef)}


@pytest.mark.parametrize("terms", [SV, FORCE, RULE])
def test_vocab_has_the_terms_of_the_ontology(
    described: set[URIRef], terms: type[namespace.DefinedNamespace]
) -> None:
    """A closed namespace lists all terms that the ontology describes in it, and no others."""
    in_ontology = {term for term in described if term.startswith(str(terms))}

    assert {terms[name] for name in terms.__annotations__ if name[0] != "_"} == in_ontology


def test_a_misspelt_term_is_an_error() -> None:
    """A term that the ontology lacks cannot be written by mistake."""
    with pytest.raises(AttributeError, match="Comitment"):
        _ = SV.Comitment


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_prefix_means_the_same_everywhere(path: Path) -> None:
    """Every file declares a prefix with the namespace that vocab.py gives it."""
    declared = DECLARATION.findall(path.read_text(encoding="utf-8"))

    assert declared
    assert {prefix: PREFIXES.get(prefix) for prefix, _ in declared} == dict(declared)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_each_prefix_is_used(path: Path) -> None:
    """A file declares no prefix that it does not need."""
    text = path.read_text(encoding="utf-8")
    body = re.sub(r'"[^"]*"|<[^<>\s]*>|^\s*#.*$', "", DECLARATION.sub("", text), flags=re.MULTILINE)

    assert [prefix for prefix, _ in DECLARATION.findall(text) if not re.search(rf"\b{prefix}:", body)] == []


def test_a_namespace_has_one_prefix() -> None:
    """No two prefixes stand for the same namespace."""
    assert len(set(PREFIXES.values())) == len(PREFIXES)
