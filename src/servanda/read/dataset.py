"""What is told about the data set: the file `dataset.yaml` among the declarations."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml
from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from servanda.errors import DataError, ReadError
from servanda.rdf import named
from servanda.read.decode import decode_utf8
from servanda.read.metadata import ABOUT_THE_DATA, day, line_of_text, parsing

_LICENCES = "https://spdx.org/licenses/"
_ONE_LICENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_AGENT = re.compile(
    r"(?:(?P<name>[^<>]*[^<>\s])\s*)?<(?P<within>[^<>]*)>|(?P<alone>https?://.*)", re.IGNORECASE
)
_MAIL = re.compile(r"[^\s@<>\"{}|\\^`]+@[^\s@<>\"{}|\\^`]+")


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody who made or publishes data: a name, an IRI, or both."""

    name: str | None
    iri: str | None = None

    def __str__(self) -> str:
        return " ".join(filter(None, (self.name, self.iri and f"<{self.iri}>")))


@dataclass(frozen=True, slots=True)
class Told:
    """The fields of `dataset.yaml`; what is not told is None or empty.

    `licence`, `homepage` and `contact` are IRIs.
    """

    title: str | None = None
    description: str | None = None
    creator: tuple[Agent, ...] = ()
    publisher: Agent | None = None
    licence: str | None = None
    rights: str | None = None
    issued: date | None = None
    modified: date | None = None
    homepage: str | None = None
    contact: str | None = None
    keywords: tuple[str, ...] = ()

    def written(self) -> str:
        """These fields on one line, as `recalled` reads them."""
        said = {field.name: value for field in fields(self) if (value := getattr(self, field.name))}
        texts = {key: value if isinstance(value, tuple) else (value,) for key, value in said.items()}
        return json.dumps(texts, default=str)


NOTHING = Told()
_KEYS = tuple(field.name for field in fields(Told))
_SEVERAL = frozenset({"creator", "keywords"})


def told_in(files: Sequence[Path]) -> Told | None:
    """What the one file among `files` tells; None if there is none.

    Raises `ReadError`, naming file and line, for one that cannot be read or used, and for a second one.
    """
    if not files:
        return None
    if len(files) > 1:
        raise ReadError(f"{files[0]} describes the data set, too; keep one of the two", str(files[1]))
    where = str(files[0])
    try:
        data = files[0].read_bytes()
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror or error}", where) from error
    return parsed(decode_utf8(data, where), where) if data.strip() else NOTHING


def parsed(text: str, where: str) -> Told:
    """What a text in YAML tells. Raises `ReadError`, naming the line, for what it must not say."""
    with parsing(where, 1):
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    if root is None:
        return NOTHING
    if not isinstance(root, yaml.MappingNode):
        raise ReadError("what is told about the data set must be lines of `field: value`", f"{where}:1")
    values, places = dict[str, tuple[str, ...]](), dict[str, str]()
    for key_node, node in root.value:
        key, place = _key(key_node, where)
        if key in places:
            raise ReadError(f"`{key}` stands here twice; keep one of the two", place)
        places[key] = place
        if said := tuple(_texts(key, node, where)):
            values[key] = said
    return _made(values, places)


def recalled(text: str, where: str) -> Told:
    """What `Told.written` has written, or nothing. Raises `DataError` if it is something else."""
    try:
        values = {key: tuple(map(str, said)) for key, said in json.loads(text or "{}").items()}
        return _made(values, dict.fromkeys(values, where))
    except (ReadError, AttributeError, TypeError, ValueError) as error:
        raise DataError(
            f"what was told about the data set is lost ({error}); build it anew", where
        ) from error


def _made(values: Mapping[str, tuple[str, ...]], places: Mapping[str, str]) -> Told:
    """The fields, from their texts and the places where these stand."""
    known: dict[str, Any] = {
        key: _READ.get(key, _as_text)(key, said, places[key]) for key, said in values.items()
    }
    return Told(**known)


def _key(node: yaml.Node, where: str) -> tuple[str, str]:
    """The field that a key names, and where it stands."""
    place = _place(node, where)
    key = node.value if isinstance(node, yaml.ScalarNode) else None
    if key not in _KEYS:
        what = f"`{key}` is no field" if key else "this is no field"
        raise ReadError(f"{what} of {ABOUT_THE_DATA}; it may have {', '.join(_KEYS)}", place)
    return key, place


def _texts(key: str, node: yaml.Node, where: str) -> Iterator[str]:
    """The texts of a field, each on one line, without those that say nothing."""
    nodes = node.value if isinstance(node, yaml.SequenceNode) and key in _SEVERAL else [node]
    for one in nodes:
        if not isinstance(one, yaml.ScalarNode):
            what = "a text, or a list of texts" if key in _SEVERAL else "one text"
            raise ReadError(f"`{key}` must be {what}", _place(one, where))
        if text := line_of_text(one.value, key, _place(one, where)):
            yield text


def _place(node: yaml.Node, where: str) -> str:
    return f"{where}:{node.start_mark.line + 1}"


# --- the fields ----------------------------------------------------------------------------------


def _as_text(_key: str, said: tuple[str, ...], _where: str) -> str:
    [text] = said
    return text


def _agent(key: str, said: tuple[str, ...], where: str) -> Agent:
    """Who is told as `name`, as `https://…`, or as `name <https://…>`."""
    [text] = said
    found = _AGENT.fullmatch(text)
    if found is None:
        return Agent(text)
    return Agent(found["name"], _iri(key, found["within"] or found["alone"], where))


def _agents(key: str, said: tuple[str, ...], where: str) -> tuple[Agent, ...]:
    return tuple(_agent(key, (one,), where) for one in dict.fromkeys(said))


def _keywords(key: str, said: tuple[str, ...], where: str) -> tuple[str, ...]:
    """The keywords, each once; one with a comma in it is a list that was not written as one."""
    for one in said:
        if "," in one:
            as_list = ", ".join(filter(None, map(str.strip, one.split(","))))
            raise ReadError(f"`{key}: {one}` is one text; write a list, [{as_list}]", where)
    return tuple(dict.fromkeys(said))


def _licence(key: str, said: tuple[str, ...], where: str) -> str:
    """The IRI of a licence, given by it or by its identifier in SPDX's list, in any case."""
    [text] = said
    if _is_address(text):
        return _iri(key, text, where)
    try:
        if _ONE_LICENCE.fullmatch(text) and not text.lower().startswith("licenseref-"):
            return _LICENCES + canonicalize_license_expression(text)
    except InvalidLicenseExpression:
        pass
    what = "is neither the web address of a licence nor an identifier of one, such as CC-BY-4.0"
    raise ReadError(f"`{key}: {text}` {what}; see {_LICENCES}", where)


def _address(key: str, said: tuple[str, ...], where: str) -> str:
    [text] = said
    if not _is_address(text):
        raise ReadError(f"`{key}: {text}` is no web address; write it as https://…", where)
    return _iri(key, text, where)


def _contact(key: str, said: tuple[str, ...], where: str) -> str:
    """The IRI of a web page or of a mailbox."""
    [text] = said
    mail = text.removeprefix("mailto:")
    if _MAIL.fullmatch(mail) and not _is_address(text):
        return _iri(key, f"mailto:{mail}", where)
    if not _is_address(text):
        raise ReadError(f"`{key}: {text}` is neither an e-mail address nor a web address", where)
    return _iri(key, text, where)


def _day(key: str, said: tuple[str, ...], where: str) -> date:
    [text] = said
    return day(text, key, where)


def _is_address(text: str) -> bool:
    return text.lower().startswith(("http://", "https://"))


def _iri(key: str, text: str, where: str) -> str:
    try:
        if text.startswith("mailto:") or _WEB_ADDRESS.fullmatch(text):
            return str(named(text).value)
    except DataError:
        pass
    raise ReadError(f"`{key}: {text}` is no web address as a whole; write that alone", where)


_READ = MappingProxyType(
    {
        "creator": _agents,
        "publisher": _agent,
        "licence": _licence,
        "issued": _day,
        "modified": _day,
        "homepage": _address,
        "contact": _contact,
        "keywords": _keywords,
    }
)
"""What becomes of the texts of a field; of the others, the text itself."""
