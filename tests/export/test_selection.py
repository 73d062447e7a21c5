"""Parts of a data set: some documents, some graphs, with or without the text."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import pytest

from servanda import iris
from servanda.errors import DataError
from servanda.export.selection import Selection, selected
from servanda.nquads import quad
from servanda.store import Store, lines_at

DECLARATIONS = Path(__file__).parent.parent / "questions" / "declarations.trig"
FIRST = "2017-06-05-interparliamentary-joint-declaration"
SECOND = "2019-06-07-us-mexico-joint-declaration"
DOCUMENT = f"<{iris.document(SECOND)}>"


def lines(path: Path, **wanted: object) -> list[str]:
    """The lines that are wanted of a data set."""
    return list(chain.from_iterable(selected(lines_at(path), Selection(**wanted))))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "name", [SECOND, iris.document(SECOND), f"id:document/{SECOND}", "the u.s.-mexico joint declaration"]
)
def test_a_document_has_several_names(built: Path, name: str) -> None:
    """A document is meant by its IRI, in full or as tables show it, the last part of it, or its title."""
    found = lines(built, documents=(name,), graphs=("documents",))
    assert found == [line for line in lines(built) if quad(line)[3] == DOCUMENT]


def test_with_a_document_comes_what_it_needs(built: Path) -> None:
    """The ontology and the reference data come whole, and what is inferred of nothing but what these name."""
    whole, part = lines(built), lines(built, documents=(SECOND,))
    other, inferred = f"<{iris.document(FIRST)}", f"<{iris.INFERRED_GRAPH}>"
    assert not [line for line in part if line.startswith(other) or quad(line)[2].startswith(other)]
    beside = {f"<{iris.ONTOLOGY_GRAPH}>", f"<{iris.REFERENCE_GRAPH}>", DOCUMENT}
    assert [line for line in part if quad(line)[3] != inferred] == [
        line for line in whole if quad(line)[3] in beside
    ]
    kept = [line for line in part if quad(line)[3] == inferred]
    assert [line for line in kept if line.startswith(DOCUMENT.removesuffix(">"))] == [
        line for line in whole if quad(line)[3] == inferred and line.startswith(DOCUMENT.removesuffix(">"))
    ]
    assert set(kept) < set(whole)


def test_graphs_by_word_and_by_name(built: Path) -> None:
    """Graphs are chosen by words, by IRIs, or by both; order and repetition do not matter."""
    chosen = lines(built, graphs=("ontology", iris.document(FIRST), "ontology"))
    assert {quad(line)[3] for line in chosen} == {f"<{iris.ONTOLOGY_GRAPH}>", f"<{iris.document(FIRST)}>"}
    documents = lines(built, graphs=("documents",))
    assert {quad(line)[3] for line in documents} == {f"<{iris.document(one)}>" for one in (FIRST, SECOND)}


def test_without_text_evidence_stays(built: Path) -> None:
    """The texts of documents and of whole passages go; what statements and mentions quote stays."""
    whole, part = set(lines(built)), set(lines(built, without_text=True))
    gone = sorted(whole - part)
    assert part < whole
    assert {quad(line)[1] for line in gone} == {
        "<https://w3id.org/servanda/ontology#text>",
        "<http://www.w3.org/ns/oa#exact>",
    }
    store = Store()
    store.add_ntriples("urn:part", "".join(f"{' '.join(quad(line)[:3])} .\n" for line in part).encode())
    without = store.select(
        "PREFIX sv: <https://w3id.org/servanda/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#> "
        "SELECT DISTINCT ?kind { ?one a ?kind ; sv:evidence ?span . "
        "FILTER NOT EXISTS { ?span oa:exact ?words } "
        "FILTER NOT EXISTS { ?one sv:passageOf ?document } }"
    )
    assert not without.rows
    text = next(
        quad(line)[2]
        for line in whole
        if quad(line)[:2] == (DOCUMENT, "<https://w3id.org/servanda/ontology#text>")
    )
    longest = max(len(quad(line)[2]) for line in part if quad(line)[3] == DOCUMENT)
    assert longest < len(text) / 5


@pytest.mark.parametrize(
    "wanted, said",
    [
        (
            {"documents": ("2019-06-07-us-mexico",)},
            f"no document '2019-06-07-us-mexico'; did you mean '{SECOND}'?",
        ),
        ({"documents": ("zzz",)}, f"there is no document 'zzz'; there are {FIRST}, {SECOND}"),
        ({"graphs": ("infered",)}, "there is no graph 'infered'; did you mean 'inferred'?"),
        ({"graphs": ("zzz",)}, "there is no graph 'zzz'; there are documents, inferred, ontology, reference"),
    ],
)
def test_what_is_not_there(built: Path, wanted: dict[str, tuple[str, ...]], said: str) -> None:
    """A document or graph that does not exist is an error that names those that do, or the nearest."""
    with pytest.raises(DataError, match=re.escape(said)):
        lines(built, **wanted)


def test_a_name_of_several_documents(tmp_path: Path) -> None:
    """A title that two documents have is an error that tells them apart."""
    title = '<http://purl.org/dc/terms/title> "Note"'
    file = tmp_path / "notes.nq"
    file.write_text(
        "".join(
            f"<https://example.org/document/{one}> {title} <https://example.org/document/{one}> .\n"
            for one in "ab"
        ),
        encoding="utf-8",
    )
    with pytest.raises(DataError, match="'note' may be each of these documents: a, b; give one of these"):
        lines(file, documents=("note",))
