"""In which syntax RDF is written, and what in it would fetch or blow up: found before it is parsed."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from enum import Enum
from itertools import accumulate
from pathlib import Path, PurePath
from types import MappingProxyType

from servanda.errors import DataError

HEAD = 65_536
"""The bytes in which a file says in which syntax it is written."""

MOST_EXPANDED = 1_000_000
"""The characters that the entities of an RDF/XML file may stand for, all together."""

MOST_NESTED = 300
"""How deep the values of JSON-LD may lie in one another; the parser crashes at some thousands."""

Contexts = Mapping[str, Path]
"""The local copies of contexts of JSON-LD, by the IRIs that documents call them by."""

NO_CONTEXTS: Contexts = MappingProxyType({})


class Syntax(Enum):
    """A syntax of RDF; the value is the first of the suffixes that its files have."""

    NQUADS = ".nq"
    TURTLE = ".ttl"
    TRIG = ".trig"
    NTRIPLES = ".nt"
    JSON_LD = ".jsonld"
    RDF_XML = ".rdf"
    N3 = ".n3"


_SUFFIXES: Mapping[str, Syntax] = MappingProxyType(
    {one.value: one for one in Syntax} | {".turtle": Syntax.TURTLE, ".owl": Syntax.RDF_XML}
)
SUFFIXES = tuple(_SUFFIXES)
"""The suffixes of the names of RDF files."""

_SKIPPED = r"(?:\s++|#[^\n]*+)*+"
_PROLOGUE = r"(?:\s++|<!--(?:(?!-->).)*+-->|<\?(?:(?!\?>).)*+\?>|<!DOCTYPE\s[^\[>]*+(?:\[[^\]]*+\])?\s*>)*+"
_LOOKS = (
    (Syntax.RDF_XML, re.compile(rf"{_PROLOGUE}<(?:\w+:)?RDF[\s>]", re.DOTALL)),
    (Syntax.JSON_LD, re.compile(r"\s*[\[{](?=.*\"@(?:context|graph|id|type)\"\s*:)", re.DOTALL)),
    (
        Syntax.NQUADS,
        re.compile(
            rf"{_SKIPPED}(?:<\w+:[^<>\s]*>|_:\w+)\s+<\w+:[^<>\s]*>\s+[<\"_][^\n]*\.\s*$", re.MULTILINE
        ),
    ),
    (Syntax.TRIG, re.compile(rf"{_SKIPPED}@?(?:base|prefix\s+[\w.-]*:)\s*<", re.IGNORECASE)),
)
"""How texts of each syntax begin. TriG stands for Turtle too, and N-Quads for N-Triples: they hold them."""

_ENTITY = re.compile(
    r"<!ENTITY\s*+(?P<parameter>%?+)\s*+(?P<name>[^ \t\n\r\f<]++)[ \t\n\r\f]\s*+"
    r"(?:\"(?P<double>[^\"<]*+)\"|'(?P<single>[^'<]*+)')"
)
"""An entity as the parser of RDF/XML takes it: in a comment too, and with nearly anything for a name."""

_REFERENCE = re.compile(r"&([^;&]*+);")
_DECLARED = re.compile(r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|(?P<entity><!ENTITY)", re.DOTALL)
_INSTEAD = "write what they stand for, or convert the file to Turtle"

_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_NOT_BRACKETS = bytes(byte for byte in range(256) if byte not in b"[]{}")


def by_name(name: str) -> Syntax | None:
    """The syntax that the suffix of a file's name tells; None for one that RDF files do not have."""
    return _SUFFIXES.get(PurePath(name).suffix.lower())


def by_look(data: bytes) -> Syntax | None:
    """The syntax that the beginning of some bytes tells; None where they do not look like RDF."""
    head = data[:HEAD].decode("utf-8", "replace").removeprefix("\ufeff")
    return next((syntax for syntax, look in _LOOKS if look.match(head)), None)


def harmless(data: bytes, syntax: Syntax, where: str, contexts: Contexts = NO_CONTEXTS) -> bytes:
    """`data` as it can be parsed: with the local copies of remote contexts in their places.

    A byte order mark of UTF-8 is left out. Nothing is ever fetched. Raises `DataError`, naming `where`, for
    JSON-LD with a context that is not among `contexts`, or nested more than `MOST_NESTED` deep; and for
    RDF/XML with entities that are not plain text, or stand for more than `MOST_EXPANDED` characters.
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    if syntax is Syntax.JSON_LD:
        return _with_local_contexts(data, where, contexts)
    if syntax is Syntax.RDF_XML:
        wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        _check_entities(data.decode("utf-16" if wide else "utf-8", "replace"), where)
    return data


def _check_entities(text: str, where: str) -> None:
    """Refuses entities that are not plain text, and those that stand for too much ("billion laughs").

    They count wherever they stand: where a comment or the DOCTYPE ends, the parser and XML disagree. Of one
    name that is declared again, the longer counts.
    """
    if "<!ENTITY" not in text:
        return
    _check_declarations(text, where)
    sizes: dict[str, int] = {}
    for entity in _ENTITY.finditer(text):
        value = entity["double"] or entity["single"] or ""
        size = len(value) + _added(value, sizes)
        _check_size(size, where)
        sizes[entity["name"]] = max(size, sizes.get(entity["name"], 0))
    _check_size(_added(text, sizes), where)


def _check_declarations(text: str, where: str) -> None:
    """Refuses what is declared as an entity, out of comments, and is no plain text under a name."""
    for declared in _DECLARED.finditer(text):
        if declared["entity"]:
            entity = _ENTITY.match(text, declared.start())
            if entity is None or entity["parameter"]:
                line = text.count("\n", 0, declared.start()) + 1
                what = 'only entities like <!ENTITY name "text"> are read, and this is another'
                raise DataError(f"{what}; {_INSTEAD}", f"{where}:{line}")


def _check_size(size: int, where: str) -> None:
    if size > MOST_EXPANDED:
        raise DataError(f"its entities stand for more than {MOST_EXPANDED:,} characters; {_INSTEAD}", where)


def _added(text: str, sizes: Mapping[str, int]) -> int:
    """By how many characters a text grows when each entity known so far is replaced."""
    known = (reference for reference in _REFERENCE.finditer(text) if reference[1] in sizes)
    return sum(sizes[reference[1]] - len(reference[0]) for reference in known)


def _with_local_contexts(data: bytes, where: str, contexts: Contexts) -> bytes:
    """JSON-LD with the copies of its remote contexts; without any, what was given, byte for byte."""
    _check_nesting(data, where)
    if b"@context" not in data and b"@import" not in data:
        return data
    try:
        document = json.loads(data)
        local = _local(document, where, contexts)
        if local == document:
            return data
        written = _written(local, where)
    except (ValueError, RecursionError):
        return data  # the parser says better what is wrong, and where
    _check_nesting(written, where)
    return written


def _written(document: object, where: str) -> bytes:
    try:
        return json.dumps(document, allow_nan=False).encode()
    except ValueError as error:
        raise DataError("one of its numbers is too large, or NaN; write that as a string", where) from error


def _check_nesting(data: bytes, where: str) -> None:
    """Refuses JSON whose values lie so deep in one another that parsing them could end the program."""
    if data.count(b"{") + data.count(b"[") <= MOST_NESTED:
        return
    brackets = _STRING.sub(b"", data).translate(None, _NOT_BRACKETS)
    if max(accumulate(1 if bracket in b"[{" else -1 for bracket in brackets), default=0) > MOST_NESTED:
        what = f"this JSON-LD does not parse: its values lie more than {MOST_NESTED} deep in one another"
        raise DataError(f"{what}; write some of them side by side, with an @id each", where)


def _local(value: object, where: str, contexts: Contexts) -> object:
    """A JSON value with each remote context in it replaced by what its local copy holds."""
    if isinstance(value, list):
        return [_local(one, where, contexts) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _context(one, where, contexts) if key == "@context" else _local(one, where, contexts)
        for key, one in value.items()
    }


def _context(value: object, where: str, contexts: Contexts) -> object:
    """A context without anything that would have to be fetched."""
    if isinstance(value, str):
        return _copy(value, where, contexts)
    if isinstance(value, list):
        return list(_flat([_context(one, where, contexts) for one in value]))
    if not isinstance(value, dict):
        return value
    own = {key: _defined(one, where, contexts) for key, one in value.items() if key != "@import"}
    imported = value.get("@import")
    return list(_flat([_copy(imported, where, contexts), own])) if isinstance(imported, str) else own


def _flat(contexts: list[object]) -> Iterator[object]:
    """The contexts, with those of a list among them in its place: JSON-LD has no list within a list."""
    for one in contexts:
        yield from one if isinstance(one, list) else (one,)


def _defined(value: object, where: str, contexts: Contexts) -> object:
    """The definition of a term, which may have a context of its own."""
    if not isinstance(value, dict) or "@context" not in value:
        return value
    return value | {"@context": _context(value["@context"], where, contexts)}


def _copy(iri: str, where: str, contexts: Contexts) -> object:
    """The context in the local copy of the one that `iri` names."""
    if iri not in contexts:
        what = f"its context <{iri}> lies elsewhere and is not fetched"
        raise DataError(f"{what}; give a local copy with --context {iri}=FILE", where)
    try:
        held = json.loads(contexts[iri].read_bytes())
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror or error}", str(contexts[iri])) from error
    except (ValueError, RecursionError) as error:
        raise DataError(f"this context is no JSON: {error}", str(contexts[iri])) from error
    others = {one: path for one, path in contexts.items() if one != iri}
    return _context(held.get("@context", held) if isinstance(held, dict) else held, where, others)
