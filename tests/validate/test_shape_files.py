"""Files of shapes: which are loaded, which profiles switch off, and where broken ones break."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import URIRef
from rdflib.namespace import SH

from servanda import resources
from servanda.errors import ShapesError
from servanda.validate import Engine, Profile, engine, load_shapes, read_shapes, validate
from validate.trees import EX, NAME, NAMES, PREFIX, store, written

ASH = ":ash a :Tree ; :name 'ash' ; :height 60 . :kim :owns :ash ."


def against(folder: Path, name: str, *own: Path, profile: Profile | None = None) -> Engine:
    """The shapes of a folder and some more files, ready to be held against graphs."""
    return engine(load_shapes(folder, profile, own), name)


def local(shape: object) -> str:
    return str(shape).removeprefix(str(EX))


# --- shapes that are broken --------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, line, what",
    [
        (f"{PREFIX}\nthis is no Turtle .", ":3", "no file of shapes: this RDF does not parse: "),
        (f"{PREFIX}<#s> a sh:NodeShape ;\n  sh:minCuont 1 .", ":3", "SHACL has no term sh:minCuont"),
        (f"{PREFIX}<#s> a sh:Group .", ":2", "SHACL has no term sh:Group"),
        (f"{PREFIX}<#s> sh:minCount 1 .", "", "holds no shapes"),
        ("", "", "holds no shapes"),
        (
            f"{PREFIX}<#s> a sh:NodeShape ;\n sh:sparql [ sh:select 'SELECT $this {{ $this ex:p 1 }}' ] .",
            ":3",
            "the prefix ex: is not declared",
        ),
    ],
)
def test_a_broken_file_of_shapes_says_where(tmp_path: Path, text: str, line: str, what: str) -> None:
    """A file that does not parse, misspells a term or holds no shape is an error with file and line."""
    file = tmp_path / "broken.ttl"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ShapesError) as caught:
        load_shapes(tmp_path)
    assert caught.value.where == f"{file}{line}"
    assert what in caught.value.what
    assert "\n" not in caught.value.what


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    """Bytes that are not UTF-8, and a file that is not there, are errors with the file's name."""
    (tmp_path / "binary.ttl").write_bytes(b"\xff\x00")
    with pytest.raises(
        ShapesError, match=r"binary\.ttl:1: no file of shapes: this RDF does not parse: Invalid UTF-8"
    ):
        load_shapes(tmp_path)
    with pytest.raises(ShapesError, match=r"missing\.ttl: no file of shapes: there is no such file"):
        read_shapes([tmp_path / "missing.ttl"])


def test_a_folder_without_shapes_is_refused(tmp_path: Path) -> None:
    """No file of shapes is an error: to validate nothing would be to pass everything."""
    with pytest.raises(ShapesError, match="there is no file of shapes"):
        load_shapes(tmp_path)


def test_the_shapes_of_the_project_are_loaded_without_those_for_the_ontology() -> None:
    """`load_shapes` takes every file but the one that holds the ontology itself."""
    loaded = {file.stem for file, _ in load_shapes(resources.shapes()).files}
    assert loaded == {"actor", "document", "evidence", "figure", "policy", "report", "statement", "topic"}


def test_each_file_keeps_what_it_says(tmp_path: Path) -> None:
    """Shapes are told file by file, and all together as a graph and as N-Triples with their blank nodes."""
    one, other = written(tmp_path), tmp_path / "wood.ttl"
    other.write_text(f"{NAMES}:Wood a sh:NodeShape ; sh:property [ sh:path :x ] , [ sh:path :y ] .")
    shapes = read_shapes([one, other])
    assert [file for file, _ in shapes.files] == [one, other]
    assert [len(store) for _, store in shapes.files] == [21, 5]
    text, blanks = shapes.ntriples()
    assert (len(shapes.graph()), len(text.splitlines()), blanks) == (26, 26, 3)


# --- shapes of one's own -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "shapes, why",
    [
        (":own a sh:NodeShape ; sh:targetClass :Tree ; sh:property [ sh:minCount 1 ] .", "path"),
        (":own a sh:PropertyShape ; sh:targetClass :Tree ; sh:minCount 1 .", "exactly one"),
        (":own a sh:NodeShape ; sh:property [ sh:path :x ; sh:minCount 'one' ] .", "integer"),
        (":own a sh:NodeShape ; sh:property [ sh:path :x ; sh:or :none ] .", "list"),
        (":own a sh:NodeShape ; sh:property [ sh:path :x ; sh:datatype 'string' ] .", "datatype"),
    ],
)
def test_unsound_shapes_are_refused(
    shapes: str, why: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Shapes of one's own that are none by SHACL's own shapes are an error with the file and the reason."""
    (tmp_path / "ours").mkdir()
    written(tmp_path / "ours")
    own = tmp_path / "own.ttl"
    own.write_text(f"{NAMES}{shapes}", encoding="utf-8")
    with pytest.raises(ShapesError) as caught:
        load_shapes(tmp_path / "ours", own=[own])
    assert caught.value.where == str(own)
    assert caught.value.what.startswith("its shapes are not sound: ")
    assert why in caught.value.what.lower()
    assert "\n" not in caught.value.what
    assert capfd.readouterr() == ("", "")


def test_shapes_of_ones_own_count_beside_ours(tmp_path: Path, engine_name: str) -> None:
    """A further file of shapes adds its findings to those that there are."""
    (tmp_path / "ours").mkdir()
    written(tmp_path / "ours")
    own = tmp_path / "own.ttl"
    own.write_text(
        f"{NAMES}:Own a sh:NodeShape ; sh:targetClass :Tree ; sh:property :own .\n"
        ":own a sh:PropertyShape ; sh:path :leaf ; sh:minCount 1 ; sh:message 'Give it a leaf.' .",
        encoding="utf-8",
    )
    data = store(ASH)
    alone = validate(data, against(tmp_path / "ours", engine_name), NAME).findings
    both = validate(data, against(tmp_path / "ours", engine_name, own), NAME).findings
    assert [local(finding.shape) for finding in alone] == ["tree-height"]
    assert [local(finding.shape) for finding in both] == ["own", "tree-height"]
    assert both[0].message == "Give it a leaf."
    assert both[1:] == alone


def test_shapes_of_ones_own_are_read_as_strictly(tmp_path: Path) -> None:
    """A misspelt term, a missing file and a file without shapes are refused in one's own files, too."""
    (tmp_path / "ours").mkdir()
    written(tmp_path / "ours")
    own = tmp_path / "own.ttl"
    for text, where, what in (
        (f"{PREFIX}<#s> a sh:NodeShape ;\n  sh:minCuont 1 .", f"{own}:3", "SHACL has no term sh:minCuont"),
        ("<a> <b> <c> .", str(own), "holds no shapes"),
        (None, str(own), "no file of shapes: there is no such file"),
    ):
        if text is None:
            own.unlink()
        else:
            own.write_text(text, encoding="utf-8")
        with pytest.raises(ShapesError) as caught:
            load_shapes(tmp_path / "ours", own=[own])
        assert caught.value.where == where
        assert what in caught.value.what


# --- profiles ----------------------------------------------------------------------------------


@pytest.fixture
def profiled(tmp_path: Path) -> Path:
    """A folder of shapes with a profile that switches one off, and one that adds one."""
    written(tmp_path)
    (tmp_path / "profiles").mkdir()
    for name, shapes in (
        ("rdf", ":tree-height sh:deactivated true ."),
        ("treaty", ":Tree sh:property :leaf . :leaf a sh:PropertyShape ; sh:path :leaf ; sh:minCount 1 ."),
        ("declaration", ""),
    ):
        (tmp_path / "profiles" / f"{name}.ttl").write_text(f"{NAMES}{shapes}", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "profile, shapes",
    [
        (None, {"tree-height"}),
        (Profile.DECLARATION, {"tree-height"}),
        (Profile.RDF, set()),
        (Profile.TREATY, {"leaf", "tree-height"}),
    ],
)
def test_a_profile_chooses_the_shapes(
    profile: Profile | None, shapes: set[str], profiled: Path, engine_name: str
) -> None:
    """sh:deactivated in the file of a profile switches a shape off; what else it holds is added."""
    found = validate(store(ASH), against(profiled, engine_name, profile=profile), NAME).findings
    assert {local(finding.shape) for finding in found} == shapes


def test_a_profile_without_its_file_is_refused(profiled: Path) -> None:
    """Where the file of a profile is missing or does not parse, nothing is validated; the file is named."""
    with pytest.raises(
        ShapesError, match=r"profiles/resolution\.ttl: no file of shapes: there is no such file"
    ):
        load_shapes(profiled, Profile.RESOLUTION)
    (profiled / "profiles" / "resolution.ttl").write_text("\nx", encoding="utf-8")
    with pytest.raises(
        ShapesError, match=r"profiles/resolution\.ttl:2: no file of shapes: this RDF does not parse"
    ):
        load_shapes(profiled, Profile.RESOLUTION)


@pytest.mark.parametrize("profile", Profile)
def test_each_profile_of_the_project_has_its_file(profile: Profile) -> None:
    """Every profile can be loaded; what it switches off is a shape that there is."""
    shapes = load_shapes(resources.shapes(), profile)
    assert shapes.files[-1][0] == resources.shapes() / "profiles" / f"{profile}.ttl"
    own = shapes.files[-1][1]
    for shape, _, _ in own.triples(None, SH.deactivated):
        assert isinstance(shape, URIRef)
        assert any(any(store.triples(shape)) for _, store in shapes.files[:-1]), shape


def test_the_shapes_of_the_project_are_sound(tmp_path: Path) -> None:
    """By the shapes that SHACL has for shapes, as users' are held to, ours and the profiles are sound."""
    written(tmp_path)
    together = tmp_path / "together.ttl"
    ours = [file for file in resources.shapes().glob("*.ttl") if file.name != "ontology-style.ttl"]
    shapes = read_shapes(ours, resources.shapes().glob("profiles/*.ttl"))
    together.write_bytes(shapes.graph().serialize(encoding="utf-8"))
    assert len(load_shapes(tmp_path, own=[together]).files) == 3
