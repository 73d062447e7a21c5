"""`servanda build --store`: documents put into a store on disk, and what is said of it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from rdflib import URIRef
from rdflib.namespace import RDF

from program import Outcome, Program
from servanda.store import Store

FLOODS = "Norland and Sudland met on 1 March 2020.\n\nCanada and Mexico agree to share flood warnings.\n"
FIRES = (
    "Norland and Sudland met on 2 May 2021.\n\nCanada and Mexico will share fire warnings by 1 June 2022.\n"
)


@pytest.fixture
def texts(root: Path, tmp_path: Path) -> Path:
    """A folder with the declarations of the corpus, and two short ones; nothing is told of them all."""
    folder = tmp_path / "texts"
    shutil.copytree(root / "corpus", folder, ignore=shutil.ignore_patterns("dataset.yaml"))
    (folder / "floods.txt").write_text(FLOODS, encoding="utf-8")
    (folder / "fires.txt").write_text(FIRES, encoding="utf-8")
    return folder


def is_as_built(servanda: Program, store: Path, *texts: Path) -> bool:
    """Whether a store holds, to the byte, what a build of some declarations writes."""
    out = store.with_name("expected")
    assert servanda("build", *texts, "-o", out).code == 0
    return Store.open(store).dump("nquads") == (out / "graph.nq").read_bytes()


def changes(outcome: Outcome) -> tuple[int, ...]:
    """How many documents are in the store, and how many were added, replaced and removed."""
    pattern = r"documents +(\d+)\n  added +(\d+)\n  replaced +(\d+)\n  removed +(\d+)\n"
    found = re.search(pattern, outcome.out)
    return tuple(map(int, found.groups())) if found else ()


def test_documents_come_change_and_go(servanda: Program, texts: Path, tmp_path: Path) -> None:
    """After each run, the store is what a build of all its documents would be."""
    store, floods, fires = tmp_path / "store", texts / "floods.txt", texts / "fires.txt"
    corpus = sorted(texts.glob("20*.txt"))
    first = servanda("build", *corpus, floods, fires, "--store", store)
    assert first.code == 0
    assert changes(first) == (4, 4, 0, 0)
    floods.write_text(FLOODS.replace("Mexico", "France"), encoding="utf-8")
    second = servanda("build", floods, "--store", store)
    assert changes(second) == (4, 0, 1, 0)
    assert is_as_built(servanda, store, texts)
    whole = Store.open(store).dump("nquads")
    third = servanda("build", *corpus, floods, "--store", store, "--prune")
    assert changes(third) == (3, 0, 3, 1)
    assert is_as_built(servanda, store, *corpus, floods)
    fourth = servanda("build", fires, "--store", store)
    assert changes(fourth) == (4, 1, 0, 0)
    assert Store.open(store).dump("nquads") == whole


def test_what_was_told_stays_until_it_is_told_anew(servanda: Program, texts: Path, tmp_path: Path) -> None:
    """The description of the data set is as a build has it, whether or not it is told about in a run."""
    store, about, fires = tmp_path / "store", texts / "dataset.yaml", texts / "fires.txt"
    about.write_text(
        "title: Warnings 🌊\ncreator: Bo <https://example.org/bo>\nissued: 2022-01-02\n", "utf-8"
    )
    corpus = sorted(texts.glob("20*.txt"))
    assert servanda("build", *corpus, texts / "floods.txt", about, "--store", store).code == 0
    assert changes(servanda("build", fires, "--store", store)) == (4, 1, 0, 0)
    assert is_as_built(servanda, store, texts)
    assert changes(servanda("build", *corpus, fires, "--store", store, "--prune")) == (3, 0, 3, 1)
    assert is_as_built(servanda, store, *corpus, fires, about)
    about.write_text("licence: MIT\n", "utf-8")
    servanda("build", fires, about, "--store", store)
    assert is_as_built(servanda, store, *corpus, fires, about)
    about.write_text("", "utf-8")
    servanda("build", fires, about, "--store", store)
    assert is_as_built(servanda, store, *corpus, fires)


def test_a_store_of_which_nothing_is_remembered_is_told_nothing(
    servanda: Program, texts: Path, tmp_path: Path
) -> None:
    """A marker from before anything could be told is good, and one that was damaged is an error."""
    store, marker = tmp_path / "store", tmp_path / "store" / "servanda-store.json"
    servanda("build", texts / "floods.txt", "--store", store)
    said = json.loads(marker.read_text(encoding="utf-8"))
    del said["told"]
    marker.write_text(json.dumps(said), encoding="utf-8")
    assert servanda("build", texts / "fires.txt", "--store", store).code == 0
    assert is_as_built(servanda, store, texts / "floods.txt", texts / "fires.txt")
    said = json.loads(marker.read_text(encoding="utf-8")) | {"told": "{"}
    marker.write_text(json.dumps(said), encoding="utf-8")
    ended = servanda("build", texts / "fires.txt", "--store", store)
    assert ended.code == 2
    assert f"{store}: what was told about the data set is lost" in ended.err


def test_a_data_set_has_one_description(servanda: Program, texts: Path, tmp_path: Path) -> None:
    """Where documents of another base come into a store, the data set is called after that one alone."""
    store, base = tmp_path / "store", "https://example.org/"
    servanda("build", *sorted(texts.glob("20*.txt")), texts / "floods.txt", "--store", store)
    assert servanda("build", texts / "fires.txt", "--store", store, "--base", base).code == 0
    kind = URIRef("http://www.w3.org/ns/dcat#Dataset")
    assert list(Store.open(store).subjects(RDF.type, kind)) == [URIRef(f"{base}dataset")]
    mentioned = {str(triple[0]) for triple in Store.open(store).triples()}
    assert not [iri for iri in mentioned if iri.startswith("https://w3id.org/servanda/id/dataset")]


def test_what_is_counted_is_the_store(servanda: Program, texts: Path, tmp_path: Path) -> None:
    """The counts are those of all documents in the store, the verdict is on those given."""
    store = tmp_path / "store"
    servanda("build", texts / "floods.txt", "--store", store)
    again = servanda("build", texts / "fires.txt", "--store", store)
    assert again.code == 0
    lines = [line.split() for line in again.out.splitlines()]
    assert ["documents", "2"] in lines
    assert lines[-1][0] == "conforms"


def test_without_o_only_the_store_is_written(
    servanda: Program, texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No folder `build` appears beside the store."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert servanda("build", texts / "fires.txt", "--store", "store").code == 0
    assert [path.name for path in Path().iterdir()] == ["store"]


def test_with_o_the_graph_of_the_store_is_written(servanda: Program, texts: Path, tmp_path: Path) -> None:
    """The graph files hold the whole store, the reports what is to say on the documents given."""
    store, out = tmp_path / "store", tmp_path / "out"
    servanda("build", texts / "floods.txt", "--store", store)
    assert servanda("build", texts / "fires.txt", "--store", store, "-o", out).code == 0
    servanda("build", texts / "floods.txt", texts / "fires.txt", "-o", tmp_path / "both")
    for name in ("graph.nq", "graph.ttl"):
        assert (out / name).read_bytes() == (tmp_path / "both" / name).read_bytes()
    report = (out / "report.txt").read_text(encoding="utf-8")
    assert "fires" in report
    assert "floods" not in report


def test_a_file_that_fails_keeps_its_document(servanda: Program, texts: Path, tmp_path: Path) -> None:
    """What cannot be read is named, the rest is stored, and its former version is not pruned."""
    store, floods = tmp_path / "store", texts / "floods.txt"
    servanda("build", texts, "--store", store)
    before = Store.open(store).dump("nquads")
    floods.write_text("It was a nice day.\n", encoding="utf-8")
    ended = servanda("build", texts, "--store", store, "--prune")
    assert ended.code == 2
    assert "floods.txt: no statement was found" in ended.err
    assert changes(ended) == (4, 0, 3, 0)
    assert Store.open(store).dump("nquads") == before


def test_if_no_file_can_be_used_the_store_stays(servanda: Program, texts: Path, tmp_path: Path) -> None:
    """Nothing is pruned for the sake of a file that cannot be used; no store is made for it."""
    store, nothing = tmp_path / "store", texts / "nothing.txt"
    nothing.write_text("It was a nice day.\n", encoding="utf-8")
    assert servanda("build", nothing, "--store", store).code == 2
    assert not store.exists()
    servanda("build", texts / "fires.txt", "--store", store)
    before = Store.open(store).dump("nquads")
    assert servanda("build", nothing, "--store", store, "--prune").code == 2
    assert Store.open(store).dump("nquads") == before


def test_a_changed_ontology_makes_the_store_anew(servanda: Program, texts: Path, tmp_path: Path) -> None:
    """A store whose inferences follow from other rules is inferred again as a whole."""
    store = tmp_path / "store"
    servanda("build", texts / "floods.txt", "--store", store)
    marker = store / "servanda-store.json"
    said = marker.read_text(encoding="utf-8")
    basis = said.partition('"basis": "')[2].partition('"')[0]
    marker.write_text(said.replace(basis, "of another ontology"), encoding="utf-8")
    servanda("build", texts / "fires.txt", "--store", store)
    assert basis in marker.read_text(encoding="utf-8")
    assert is_as_built(servanda, store, texts / "floods.txt", texts / "fires.txt")


def test_prune_without_a_store_is_wrong_usage(servanda: Program, texts: Path) -> None:
    """There is nothing to prune in a folder that is written anew."""
    ended = servanda("build", texts, "--prune")
    assert ended.code == 2
    assert "--prune is of use only with --store" in ended.err


def test_other_folders_are_refused_before_anything_is_read(servanda: Program, texts: Path) -> None:
    """A folder that holds other things takes no store."""
    ended = servanda("build", texts / "fires.txt", "--store", texts)
    assert ended.code == 2
    assert ended.err == f"servanda: {texts}: this folder holds other things; name a new one for the store\n"


def test_a_store_is_asked_and_exported_as_a_folder_is(
    servanda: Program, built: Path, root: Path, tmp_path: Path
) -> None:
    """From the store of the corpus comes what comes from its built folder."""
    store = tmp_path / "store"
    servanda("build", root / "corpus", "--store", store)
    for command in (("query", "statements", "--format", "csv"), ("export", "nquads")):
        over_store = servanda(*command, "--data", store)
        assert over_store.code == 0
        assert over_store.out == servanda(*command, "--data", built).out
