"""Which syntax RDF is written in, and what in it would fetch or blow up."""

from __future__ import annotations

import codecs
import contextlib
import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.errors import DataError
from servanda.store import Rdf, Store
from servanda.syntax import HEAD, MOST_EXPANDED, MOST_NESTED, SUFFIXES, Syntax, by_look, by_name, harmless

EX = "https://example.org/"
SYNTAXES = {
    Syntax.NTRIPLES: f"<{EX}ash> <{EX}name> <{EX}Ash> .\n",
    Syntax.NQUADS: f'# trees\n<{EX}ash> <{EX}name> "Ash"@en <{EX}trees> .\n',
    Syntax.TURTLE: f"# trees\n@prefix : <{EX}> .\n:ash :name 'Ash' .\n",
    Syntax.TRIG: f"PREFIX : <{EX}>\n:trees {{ :ash :name 'Ash' }}\n",
    Syntax.JSON_LD: f'{{"@id": "{EX}ash", "{EX}name": "Ash"}}',
    Syntax.RDF_XML: f"""<?xml version="1.0"?>
        <!-- trees --><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:t="{EX}">
        <rdf:Description rdf:about="{EX}ash" t:name="Ash"/></rdf:RDF>""",
    Syntax.N3: f"@prefix : <{EX}> .\n:ash :name 'Ash' .\n",
}


# --- which syntax ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name, syntax",
    [
        ("graph.nq", Syntax.NQUADS),
        ("graph.nt", Syntax.NTRIPLES),
        ("graph.ttl", Syntax.TURTLE),
        ("graph.turtle", Syntax.TURTLE),
        ("GRAPH.TTL", Syntax.TURTLE),
        ("a.b.trig", Syntax.TRIG),
        ("graph.jsonld", Syntax.JSON_LD),
        ("graph.rdf", Syntax.RDF_XML),
        ("graph.owl", Syntax.RDF_XML),
        ("graph.n3", Syntax.N3),
        ("graph.txt", None),
        ("graph.json", None),
        ("graph.xml", None),
        ("ttl", None),
        (".ttl", None),
        ("graph.ttl.gz", None),
        ("", None),
    ],
)
def test_a_suffix_tells_the_syntax(name: str, syntax: Syntax | None) -> None:
    """The suffix of a file's name tells what it is written in, in whatever case, and others tell nothing."""
    assert by_name(name) is syntax


def test_every_syntax_has_a_suffix() -> None:
    """There is no syntax that no file's name could tell."""
    assert {by_name(f"a{suffix}") for suffix in SUFFIXES} == set(Syntax)


@pytest.mark.parametrize("syntax", Syntax)
@pytest.mark.parametrize("before", ["", "\ufeff", "\n\n  "])
def test_a_beginning_tells_the_syntax(syntax: Syntax, before: str) -> None:
    """RDF of each syntax is known by its look, and what it is taken for reads the same triple from it."""
    text = before + SYNTAXES[syntax]
    looks = by_look(text.encode())
    assert looks is not None
    (triple,) = Store.parse(Rdf(text.removeprefix("\ufeff").encode(), looks, "trees")).triples()
    assert [str(term) for term in triple[:2]] == [f"{EX}ash", f"{EX}name"]


@pytest.mark.parametrize(
    "text, syntax",
    [
        ("_:b0 <https://a/b> _:b1 .", Syntax.NQUADS),
        ("# one\n# two\n\n<urn:a> <urn:b> 'c' .", None),
        ('<urn:a> <urn:b> "c" .\n', Syntax.NQUADS),
        ("@base <https://a/> .", Syntax.TRIG),
        ("base <https://a/>", Syntax.TRIG),
        ("@prefix a.b-c: <https://a/> .", Syntax.TRIG),
        ("prefix\n\t: <https://a/>", Syntax.TRIG),
        ('[{"@id": "https://a"}]', Syntax.JSON_LD),
        ('{"x": {"y": [1]}, "@graph": []}', Syntax.JSON_LD),
        ("<!DOCTYPE rdf:RDF [ <!ENTITY a 'b'> ]><rdf:RDF>", Syntax.RDF_XML),
        ("<?xml version='1.0'?><!DOCTYPE x><RDF >", Syntax.RDF_XML),
    ],
)
def test_what_looks_like_rdf(text: str, syntax: Syntax | None) -> None:
    """Comments, a base, prefixes in both spellings, arrays and entities can begin RDF."""
    assert by_look(text.encode()) is syntax


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n",
        "Joint Declaration\n\nNorway and Chile will repair the pier.",
        "# Joint Declaration\n\nNorway and Chile will repair the pier.",
        "Prefix: the words before a declaration <in brackets>.",
        "Base of the agreement <see below>",
        "<!DOCTYPE html><html><body><p>Norway will help.</p></body></html>",
        "<html xmlns:rdf='x'><RDFa/></html>",
        "<p>@prefix</p>",
        "<?xml version='1.0'?><feed/>",
        '{"title": "Joint Declaration", "date": "2020"}',
        '["@id"]',
        "[1] A note. See @id: none.",
        "name,date\nash,2020\n",
        "---\ntitle: A\n---\n\nWe agree.",
        "<https://example.org/> is a web page.",
        "<Norway> <will> <help> .",
        "_: nothing",
        "%PDF-1.7",
        "PK\x03\x04",
    ],
)
def test_what_does_not_look_like_rdf(text: str) -> None:
    """Prose, Markdown, HTML, other XML and JSON, CSV, front matter and binary files are no RDF."""
    assert by_look(text.encode()) is None


@given(st.binary(max_size=300))
def test_any_bytes_can_be_looked_at(data: bytes) -> None:
    """Whatever bytes there are, looking at them ends in a syntax or in none."""
    assert by_look(data) is None or by_look(data) in set(Syntax)


@pytest.mark.parametrize(
    "piece", [" ", "\n", "#", "# \n", "<!--", "<!-- -->", "<?x ?>", "<a:", "_:", "{", '[{"', "<!DOCTYPE a ["]
)
def test_a_long_beginning_is_looked_at_fast(piece: str) -> None:
    """No text makes the look take long: it is done once over the head."""
    started = time.monotonic()
    by_look((piece * HEAD).encode()[: 2 * HEAD])
    assert time.monotonic() - started < 2


# --- marks of the byte order --------------------------------------------------------------------


@pytest.mark.parametrize("syntax", Syntax)
def test_a_byte_order_mark_is_no_part_of_the_text(syntax: Syntax) -> None:
    """A mark of UTF-8 before RDF of any syntax is left out, and the RDF reads as it does without."""
    data = SYNTAXES[syntax].encode()
    assert harmless(codecs.BOM_UTF8 + data, syntax, "trees") == data
    (triple,) = Store.parse(Rdf(codecs.BOM_UTF8 + data, syntax, "trees")).triples()
    assert [str(term) for term in triple[:2]] == [f"{EX}ash", f"{EX}name"]


# --- entities of RDF/XML -----------------------------------------------------------------------


def rdf_xml(entities: str, text: str) -> bytes:
    return f"""<?xml version="1.0"?>
    <!DOCTYPE rdf:RDF [ {entities} ]>
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:t="{EX}">
      <rdf:Description rdf:about="{EX}ash"><t:name>{text}</t:name></rdf:Description>
    </rdf:RDF>""".encode()


def laughs(levels: int) -> str:
    """Entities each of which holds the one before ten times."""
    return "<!ENTITY l0 'lol'>" + "".join(
        f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, levels + 1)
    )


LONG = f'<!ENTITY a "{"a" * 10_000}">'
BOMBS = {
    "each ten times the other": (laughs(9), "&l9;"),
    "each ten times the other, unused": (laughs(20), "none"),
    "one long one many times": (f"<!ENTITY a '{'a' * 10_000}'>", "&a;" * 10_000),
    "in double quotes over lines": (f'<!ENTITY\n  a\n  "{"a" * 10_000}">', "&a;" * 101),
    "a name with a middle dot": (LONG.replace("a ", "a·b ", 1), "&a·b;" * 101),
    "a name with a quotation mark": (LONG.replace("a ", 'a"b ', 1), '&a"b;' * 101),
    "a name after a no-break space": (LONG.replace(" ", "\xa0", 1), "&a;" * 101),
    "a name without a space before it": (LONG.replace(" ", "", 1), "&a;" * 101),
    "shorter afterwards": (f'{LONG}<!ENTITY a "1">', "&a;" * 101),
    "shorter in a comment": (f'{LONG}<!-- <!ENTITY a "1"> -->', "&a;" * 101),
    "only in a comment": (f"<!-- {LONG} -->", "&a;" * 101),
    "another in a comment at the end": (LONG, f'{"&a;" * 101}<!-- <!ENTITY z "1"> -->'),
    "after the body has begun": ("", f'<!-- " --><!DOCTYPE x [ {LONG} ]>{"&a;" * 101}'),
    "after an open quote in a comment": ("", f'<!-- <!ENTITY z " --><!DOCTYPE x [ {LONG} ]>{"&a;" * 101}'),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_an_entity_bomb_is_refused_at_once(bomb: str) -> None:
    """Entities that stand for too much are an error that names the file, before anything is expanded."""
    data = rdf_xml(*BOMBS[bomb])
    started = time.monotonic()
    with pytest.raises(DataError) as caught:
        Store.parse(Rdf(data, Syntax.RDF_XML, "bomb.rdf"))
    assert time.monotonic() - started < 2
    assert caught.value.where == "bomb.rdf"
    assert caught.value.what.startswith(f"its entities stand for more than {MOST_EXPANDED:,} characters; ")


def test_an_entity_bomb_in_another_encoding_is_refused() -> None:
    """Bytes that begin with a mark of UTF-16 are decoded by it before their entities are counted."""
    data = rdf_xml(LONG, "&a;" * 101).decode().encode("utf-16")
    with pytest.raises(DataError, match="its entities stand for more than"):
        harmless(data, Syntax.RDF_XML, "bomb.rdf")


@pytest.mark.parametrize(
    "entity",
    [
        "<!ENTITY % a 'text'>",
        '<!ENTITY %a "text">',
        '<!ENTITY a SYSTEM "a.txt">',
        '<!ENTITY a PUBLIC "-//A//B" "a.txt">',
        '<!ENTITY a "<b/>">',
        "<!ENTITY a text>",
        '<!ENTITY a "text',
        "<!ENTITY",
    ],
)
def test_an_entity_that_is_no_plain_text_is_refused(entity: str) -> None:
    """Entities for the DOCTYPE itself, in other files, with marks in them, or broken: the line is named."""
    with pytest.raises(DataError) as caught:
        harmless(rdf_xml(f"<!ENTITY b 'text'>\n{entity}", "&a;"), Syntax.RDF_XML, "trees.rdf")
    assert caught.value.where == "trees.rdf:3"
    assert caught.value.what == (
        'only entities like <!ENTITY name "text"> are read, and this is another;'
        " write what they stand for, or convert the file to Turtle"
    )


@pytest.mark.parametrize("around", ["<!-- {} -->", "<![CDATA[ {} ]]>"])
def test_entities_that_are_only_spoken_of_are_no_error(around: str) -> None:
    """What a comment or quoted text says of entities is no entity."""
    text = around.format("<!ENTITY % a 'text'> <!ENTITY b SYSTEM 'a.txt'> <!ENTITY")
    data = rdf_xml('<!ENTITY c "oak">', f"&c;{text}")
    assert harmless(data, Syntax.RDF_XML, "trees.rdf") == data


@pytest.mark.parametrize(
    "piece",
    ["<!--", "<![CDATA[", "<!ENTITY ", '<!ENTITY a "', "<!-- <!ENTITY a '", "&", "&a", '<!ENTITY a "&a;">'],
)
def test_entities_are_counted_fast(piece: str) -> None:
    """No text makes the count take long: it is read a fixed number of times."""
    data = rdf_xml('<!ENTITY a "">', piece * 100_000)
    started = time.monotonic()
    with contextlib.suppress(DataError):
        harmless(data, Syntax.RDF_XML, "trees.rdf")
    assert time.monotonic() - started < 2


def test_an_entity_of_itself_is_an_error() -> None:
    """Entities that stand for each other end in an error, not in a loop."""
    data = rdf_xml("<!ENTITY a '&b;'><!ENTITY b '&a;'>", "&a;")
    with pytest.raises(DataError, match=r"^circle\.rdf"):
        Store.parse(Rdf(data, Syntax.RDF_XML, "circle.rdf"))


def test_an_outer_entity_is_not_fetched(tmp_path: Path) -> None:
    """An entity that lies in a file is never read into the graph."""
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    data = rdf_xml(f"<!ENTITY a SYSTEM '{secret.as_uri()}'>", "x&a;y")
    with pytest.raises(DataError, match=r"^outer\.rdf:2: only entities like"):
        Store.parse(Rdf(data, Syntax.RDF_XML, "outer.rdf"))


def test_entities_for_namespaces_are_read() -> None:
    """The short names for namespaces, as files of OWL have them, stand for what they say."""
    data = rdf_xml(
        f'<!ENTITY ex "{EX}"> <!ENTITY xsd "http://www.w3.org/2001/XMLSchema#" >', "Ash &amp; &ex;oak"
    )
    assert harmless(data, Syntax.RDF_XML, "trees.owl") == data
    ((_, _, value),) = Store.parse(Rdf(data, Syntax.RDF_XML, "trees.owl")).triples()
    assert str(value) == f"Ash & {EX}oak"


# --- contexts of JSON-LD -----------------------------------------------------------------------

REMOTE = "https://example.org/context.jsonld"
OTHER = "https://example.org/other.jsonld"


def json_ld(context: object, **more: object) -> bytes:
    return json.dumps({"@context": context, "@id": f"{EX}ash", "name": "Ash", **more}).encode()


def parsed(data: bytes, **copies: Path) -> list[tuple[str, ...]]:
    """The triples of JSON-LD as text, with copies of the contexts `remote` and `other`."""
    iris = {"remote": REMOTE, "other": OTHER}
    store = Store.parse(
        Rdf(data, Syntax.JSON_LD, "trees.jsonld"), {iris[name]: file for name, file in copies.items()}
    )
    return sorted(tuple(map(str, triple)) for triple in store.triples())


ASH = (f"{EX}ash", f"{EX}name", "Ash")
LEAF = (f"{EX}green", f"{EX}name", "Leaf")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A local copy of a context that says what `name` means."""
    file = tmp_path / "context.jsonld"
    file.write_text(json.dumps({"@context": {"name": f"{EX}name", "leaf": f"{EX}leaf"}}), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "context",
    [
        REMOTE,
        [REMOTE],
        [{"x": f"{EX}x"}, REMOTE],
        {"@import": REMOTE, "x": f"{EX}x"},
        {"@version": 1.1, "@import": REMOTE},
    ],
    ids=str,
)
def test_a_remote_context_is_refused_by_name(context: object) -> None:
    """A context that lies elsewhere is not fetched: the error names file, IRI and the option that helps."""
    with pytest.raises(DataError) as caught:
        parsed(json_ld(context))
    assert caught.value.where == "trees.jsonld"
    assert caught.value.what == (
        f"its context <{REMOTE}> lies elsewhere and is not fetched;"
        f" give a local copy with --context {REMOTE}=FILE"
    )


@pytest.mark.parametrize(
    "context", [REMOTE, [REMOTE], [{"x": f"{EX}x"}, REMOTE], {"@import": REMOTE, "x": f"{EX}x"}], ids=str
)
def test_a_local_copy_stands_for_a_remote_context(context: object, copy: Path) -> None:
    """With a local copy, terms mean what that says, alone, among others, or imported."""
    assert parsed(json_ld(context, x="X"), remote=copy)[0] == ASH


def test_a_context_deep_inside_is_found(copy: Path) -> None:
    """A remote context of a thing within others is refused, or replaced by its copy."""
    data = json_ld(
        {"name": f"{EX}name", "leaf": f"{EX}leaf"},
        leaf=[{"@context": REMOTE, "@id": f"{EX}green", "name": "Leaf"}],
    )
    with pytest.raises(DataError, match="its context"):
        parsed(data)
    assert {ASH, LEAF} < set(parsed(data, remote=copy))


def test_a_context_of_a_term_is_found(copy: Path) -> None:
    """A remote context that holds for the values of one term alone is refused, or replaced by its copy."""
    scoped = {"name": f"{EX}name", "leaf": {"@id": f"{EX}leaf", "@context": REMOTE}}
    data = json_ld(scoped, leaf={"@id": f"{EX}green", "name": "Leaf"})
    with pytest.raises(DataError, match=f"its context <{REMOTE}> lies elsewhere"):
        parsed(data)
    assert {ASH, LEAF} < set(parsed(data, remote=copy))


def test_a_copy_may_name_another(copy: Path, tmp_path: Path) -> None:
    """A local copy that names a further remote context is read with the copy of that."""
    chain = tmp_path / "chain.jsonld"
    chain.write_text(json.dumps({"@context": [OTHER, {"x": f"{EX}x"}]}), encoding="utf-8")
    assert parsed(json_ld(REMOTE), remote=chain, other=copy) == [ASH]
    with pytest.raises(DataError, match=f"its context <{OTHER}> lies elsewhere"):
        parsed(json_ld(REMOTE), remote=chain)


def test_copies_that_name_each_other_are_refused(tmp_path: Path) -> None:
    """Local copies in a circle, or one that names itself, are an error and no loop."""
    for name, iri in (("one", OTHER), ("two", REMOTE), ("self", REMOTE)):
        (tmp_path / name).write_text(json.dumps({"@context": iri}), encoding="utf-8")
    with pytest.raises(DataError, match="lies elsewhere"):
        parsed(json_ld(REMOTE), remote=tmp_path / "one", other=tmp_path / "two")
    with pytest.raises(DataError, match="lies elsewhere"):
        parsed(json_ld(REMOTE), remote=tmp_path / "self")


def test_a_copy_that_is_no_json_or_missing_is_named(tmp_path: Path) -> None:
    """A local copy that cannot be read, or is no JSON, is an error with its own name."""
    file = tmp_path / "context.jsonld"
    with pytest.raises(DataError, match=r"context\.jsonld: cannot be read: No such file"):
        parsed(json_ld(REMOTE), remote=file)
    for content in (b"not json", b"", b"[" * 100_000, b"\xff\xfe{"):
        file.write_bytes(content)
        with pytest.raises(DataError, match=r"context\.jsonld: this context is no JSON"):
            parsed(json_ld(REMOTE), remote=file)


def test_a_context_of_its_own_needs_no_copy() -> None:
    """What says itself what its terms mean is parsed as it stands, byte for byte."""
    data = json_ld({"name": f"{EX}name", "@vocab": EX})
    assert parsed(data) == [ASH]
    plain = f'{{"@id": "{EX}ash", "{EX}name": "@ context"}}'.encode()
    assert harmless(plain, Syntax.JSON_LD, "x") is plain


def test_copies_that_hold_lists_of_contexts_are_put_one_after_the_other(copy: Path, tmp_path: Path) -> None:
    """A copy with several contexts, in a list or imported, gives one list with the others in it."""
    several = tmp_path / "several.jsonld"
    several.write_text(json.dumps({"@context": [[{"x": f"{EX}x"}], OTHER]}), encoding="utf-8")
    copies = {REMOTE: several, OTHER: copy}
    own, terms = {"y": f"{EX}y"}, {"name": f"{EX}name", "leaf": f"{EX}leaf"}
    for context in ([REMOTE, own], {"@import": REMOTE} | own):
        data = json_ld(context, x="X", y="Y")
        local = json.loads(harmless(data, Syntax.JSON_LD, "trees.jsonld", copies))
        assert local["@context"] == [{"x": f"{EX}x"}, terms, own]
        assert len(parsed(data, remote=several, other=copy)) == 3


OWN = f'"@context": {{"name": "{EX}name"}}'


@pytest.mark.parametrize(
    "text",
    [
        f'{{{OWN},\n\n  "name": 1.10}}',
        f'{{{OWN}, "name": 1e400}}',
        f'{{{OWN}, "name": NaN}}',
        f'{{{OWN}, "name": "\\ud800"}}',
        f'{{{OWN}, "name": "1", "name": "2"}}',
    ],
)
def test_what_needs_no_copy_is_left_as_it_is_written(text: str) -> None:
    """Where no remote context is replaced, lines, numbers and signs stay those of the file."""
    assert harmless(text.encode(), Syntax.JSON_LD, "trees.jsonld") == text.encode()


def test_a_line_of_an_error_is_that_of_the_file() -> None:
    """What is wrong in JSON-LD with a context of its own is said with its line."""
    with pytest.raises(DataError, match=r"^trees\.jsonld:3: this RDF does not parse"):
        parsed(f'{{{OWN},\n\n"name": "\x01"}}'.encode())


def test_half_a_sign_beside_a_remote_context_is_an_error_of_the_file(copy: Path) -> None:
    """Text that no encoding can write is refused by the parser, with the file's name."""
    with pytest.raises(DataError, match=r"^trees\.jsonld.*does not parse"):
        parsed(json_ld(REMOTE, name="\ud800"), remote=copy)


@pytest.mark.parametrize("number", ["1e400", "-1e400", "NaN", "Infinity"])
def test_a_number_that_cannot_be_written_again_is_an_error(number: str, copy: Path) -> None:
    """Beside a remote context, a number out of range is refused, and none becomes another."""
    data = f'{{"@context": "{REMOTE}", "@id": "{EX}ash", "name": {number}}}'.encode()
    with pytest.raises(DataError) as caught:
        parsed(data, remote=copy)
    assert str(caught.value) == (
        "trees.jsonld: one of its numbers is too large, or NaN; write that as a string"
    )


@pytest.mark.parametrize("levels", [MOST_NESTED, MOST_NESTED + 1, 600, 50_000])
@pytest.mark.parametrize("begin, end", [("[", "]"), ('{"name":', "}"), ('{"@graph":[', "]}")])
def test_json_ld_that_is_nested_too_deep_is_refused(levels: int, begin: str, end: str, copy: Path) -> None:
    """Values may lie as deep in one another as is said, with a remote context too; deeper is an error."""
    times = (levels - 1) // len(end)
    inside = begin * times + '"[[{{"' + end * times
    for context in (f'"@context": "{REMOTE}", ', ""):
        data = f'{{{context}"{EX}name": {inside}}}'.encode()
        if levels <= MOST_NESTED:
            parsed(data, remote=copy)
        else:
            with pytest.raises(DataError, match=rf"does not parse: its values lie more than {MOST_NESTED} "):
                parsed(data, remote=copy)


def test_many_brackets_side_by_side_are_not_deep() -> None:
    """However many values there are, and brackets in their text, only the depth counts."""
    data = json_ld({"name": f"{EX}name"}, name=[{"@value": f'{number} [[[{{" \\'} for number in range(1000)])
    assert len(parsed(data)) == 1000


@pytest.mark.parametrize("piece", ['"', '\\"', '"\\', "[", "]", '["', "{}"])
def test_the_depth_is_found_fast(piece: str) -> None:
    """No text makes it take long to find how deep JSON is nested."""
    started = time.monotonic()
    with contextlib.suppress(DataError):
        harmless(("[" * MOST_NESTED + "[]" + piece * 300_000).encode(), Syntax.JSON_LD, "trees.jsonld")
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    "data", [b'{"@context": ', b'["@context"', b"\xff@context", b'{"@context":' * 50_000]
)
def test_json_that_does_not_parse_is_an_error_of_the_file(data: bytes) -> None:
    """Broken JSON with a context, however deep, is refused with the file's name."""
    with pytest.raises(DataError, match=r"^trees\.jsonld.*does not parse"):
        parsed(data)
