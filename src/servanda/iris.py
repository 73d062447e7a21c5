"""IRIs made from content alone: from a file's name, from offsets, from a full name."""

from __future__ import annotations

import re
import unicodedata

from servanda.model import Span

BASE = "https://w3id.org/servanda/id/"
ONTOLOGY_GRAPH = "https://w3id.org/servanda/ontology"
REFERENCE_GRAPH = f"{BASE}graph/reference"
INFERRED_GRAPH = f"{BASE}graph/inferred"
BESIDE = (ONTOLOGY_GRAPH, REFERENCE_GRAPH, INFERRED_GRAPH)
"""The graphs of a build that stand beside those of its documents."""


def slug(name: str) -> str:
    """`name` in lower-case ASCII letters and digits, joined by hyphens.

    >>> slug("Andrés Manuel López Obrador (AMLO)")
    'andres-manuel-lopez-obrador-amlo'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def document(name: str, base: str = BASE) -> str:
    """The IRI of the document whose file's stem has the slug `name`; also that of its graph."""
    return f"{base}document/{name}"


def minted(kind: str, label: str, base: str = BASE) -> str:
    """The IRI of an entity that no reference data has, from its kind and its full name.

    >>> minted("actor", "Network for Homicide Prevention")
    'https://w3id.org/servanda/id/actor/network-for-homicide-prevention'
    """
    return f"{base}{kind}/{slug(label)}"


def local(document_iri: str, what: str, label: str) -> str:
    """The IRI of something that only one document speaks of, by what it is called there.

    >>> local("https://example.org/d", "actor", "receiving State")
    'https://example.org/d#actor=receiving-state'
    """
    return f"{document_iri}#{what}={slug(label)}"


def source(sha256: str, base: str = BASE) -> str:
    """The IRI of the bytes that a document was read from."""
    return f"{base}source/sha256-{sha256}"


def agent(version: str, base: str = BASE) -> str:
    """The IRI of this software, by its version."""
    return f"{base}agent/servanda-{version}"


def char(document_iri: str, span: Span) -> str:
    """The IRI of a stretch of a document's text (RFC 5147).

    >>> char("https://example.org/d", Span(3, 9))
    'https://example.org/d#char=3,9'
    """
    return part(document_iri, "char", span)


def part(document_iri: str, what: str, span: Span) -> str:
    """The IRI of a part of a document (a `statement`, a `paragraph` …), named by its offsets."""
    return f"{document_iri}#{what}={span.start},{span.end}"
