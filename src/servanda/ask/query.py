"""Questions as files: SPARQL under a header that is its title, its question and its signature.

The header is YAML on the first lines of the file, each behind `#+`:

    #+ title: Deadlines
    #+ question: What is to be done by which day?
    #+ theme: Time
    #+ example: {until: 2020-12-31}
    #+ parameters:
    #+   until:
    #+     type: date
    #+     description: the last day that counts
    #+     default: 2999-12-31

In the query a parameter is written `$until`, every other variable `?until`. The example has the values with
which the question is shown to people; without one it is shown with its defaults.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from servanda.ask.nearest import did_you_mean
from servanda.errors import QueryError
from servanda.sparql import Form, check_bindable, form_of, line_of, variables

_KEYS = ("title", "question", "theme", "example", "parameters")
_PARAMETER_KEYS = ("type", "description", "default", "values")
_PARAMETER = re.compile(r"\$(\w+)")


class Theme(StrEnum):
    """What a question of the library is about, in the order in which people are shown them."""

    COMMITMENTS = "Commitments"
    TIME = "Time"
    ACTORS = "Actors"
    POLICIES = "Policies and topics"
    ACROSS = "Across documents"
    DOCUMENTS = "Documents"
    QUALITY = "Quality"
    GRAPHS = "Graphs and checks"


class ParameterType(StrEnum):
    """What a parameter takes: an actor, a policy, a topic, a place or a document goes by name or IRI."""

    IRI = "iri"
    STRING = "string"
    DATE = "date"
    INTEGER = "integer"
    ACTOR = "actor"
    POLICY = "policy"
    TOPIC = "topic"
    PLACE = "place"
    DOCUMENT = "document"
    ENUMERATION = "enumeration"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a query asks for; it is optional if it has a default.

    The default "" means any value, and is bound as the empty text. `values` are those of an enumeration.
    """

    name: str
    type: ParameterType
    description: str
    default: str | None = None
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """A query with what its header says; `form` is what it answers with.

    `text` is the whole file, its header included, so that line numbers in messages are those of
    the file. `path` says in messages where the query stands. `example` has values for parameters, with
    which the query is shown. A query without a header has an empty title and question, no theme, no
    parameters and no example.
    """

    name: str
    title: str
    question: str
    theme: Theme | None
    parameters: tuple[Parameter, ...]
    text: str
    path: str
    form: Form
    example: Mapping[str, str] = field(default_factory=dict, hash=False)


def library(folder: Path) -> tuple[Query, ...]:
    """The queries of a folder, by name. Raises QueryError for a query without a sound header."""
    files = _files(folder)
    if not files:
        raise QueryError("this folder holds no queries (*.rq)", str(folder))
    return tuple(_read_listed(files[name]) for name in sorted(files))


def find(folder: Path, name: str) -> Query:
    """The query of a folder that is called `name`; the others are not read.

    Raises QueryError, with the nearest names, if there is none, or if it has no sound header.
    """
    files = _files(folder)
    if name not in files:
        hint = did_you_mean(name, files) or "; `servanda queries` lists those that there are"
        raise QueryError(f"no query is called {name!r}{hint}")
    return _read_listed(files[name])


def _files(folder: Path) -> dict[str, Path]:
    """The files of a folder that hold queries, by the names of these."""
    return {path.stem: path for path in folder.glob("*.rq")}


def _read_listed(path: Path) -> Query:
    """A query of a library, which has to have a whole header."""
    query = read_query(path)
    if not query.title:
        raise QueryError("the query has no header; begin it with `#+ title: …`", f"{query.path}:1")
    if not query.theme:
        raise QueryError(f"the header needs `theme: …`, one of {', '.join(Theme)}", f"{query.path}:1")
    needed = (parameter.name for parameter in query.parameters if parameter.default is None)
    if pairs := ", ".join(f"{name}: …" for name in needed if name not in query.example):
        raise QueryError(
            f"the header needs `example: {{{pairs}}}`, to show how it is asked", f"{query.path}:1"
        )
    return query


def read_query(path: Path) -> Query:
    """The query in a file. Raises QueryError for one that cannot be read or has a broken header."""
    try:
        return parse(path.read_text(encoding="utf-8-sig"), str(path))
    except UnicodeDecodeError as error:
        raise QueryError(f"this is no UTF-8 text (byte {error.start})", str(path)) from error
    except OSError as error:
        raise QueryError(f"cannot be read: {error.strerror}", str(path)) from error


def parse(text: str, where: str) -> Query:
    """The query in `text`, named for the file `where`.

    Raises QueryError, naming the line, for what is no query, and for a header that is broken, or whose
    parameters are not exactly those that the query uses and can bind.
    """
    name, form = Path(where).stem, form_of(text, where)
    lines = _header_lines(text, where)
    if not lines:
        return Query(name, "", "", None, (), text, where, form)
    header = _Header(lines, where)
    fields = header.fields()
    parameters = tuple(header.parameters(fields.get("parameters") or {}))
    _check_used(text, parameters, header)
    check_bindable(text, (parameter.name for parameter in parameters), where)
    example = header.example(fields.get("example") or {}, parameters)
    title, question, theme = fields["title"], fields["question"], fields["theme"]
    return Query(name, title, question, theme, parameters, text, where, form, example)


def _header_lines(text: str, where: str) -> list[str]:
    """The lines behind `#+`, without it. Raises QueryError if they are not the first of the file."""
    lines = text.split("\n")
    numbers = [number for number, line in enumerate(lines, start=1) if line.startswith("#+")]
    for expected, number in enumerate(numbers, start=1):
        if number != expected:
            raise QueryError("the header stands on the first lines, without a gap", f"{where}:{number}")
    return [lines[number - 1][2:] for number in numbers]


@dataclass(frozen=True, slots=True)
class _Header:
    """The YAML lines of a header, and the file they stand in."""

    lines: list[str]
    where: str

    def error(self, what: str, key: str | None = None) -> QueryError:
        """An error at the line of `key`, or at the first line."""
        starts = (number for number, line in enumerate(self.lines, start=1) if _key(line) == key)
        return QueryError(what, f"{self.where}:{next(starts, 1)}")

    def fields(self) -> dict[str, Any]:
        """Title, question and parameters as YAML gives them, every scalar a string."""
        try:
            # The base loader reads every scalar as a string, so a default stays as it was written.
            fields = yaml.load("\n".join(self.lines), Loader=yaml.BaseLoader)  # noqa: S506
        except yaml.YAMLError as error:
            raise _yaml_error(error, self.where) from error
        if not isinstance(fields, dict):
            raise self.error("the header gives `title: …` and `question: …`")
        self._check_keys(fields, _KEYS)
        for key in ("title", "question"):
            if not _is_text(fields.get(key)):
                raise self.error(f"the header needs `{key}: …`, one line of text", key)
        theme = fields.setdefault("theme", None)
        if theme is not None:
            if theme not in list(Theme):
                raise self.error(f"the theme is one of {', '.join(Theme)}", "theme")
            fields["theme"] = Theme(theme)
        return fields

    def parameters(self, fields: object) -> Iterator[Parameter]:
        """The parameters that the header declares."""
        if not isinstance(fields, dict):
            raise self.error("`parameters:` lists `name:` with type and description", "parameters")
        for name, given in fields.items():
            if not isinstance(given, dict):
                raise self.error(f"the parameter {name!r} needs `type: …` and `description: …`", name)
            self._check_keys(given, _PARAMETER_KEYS)
            yield self._parameter(name, given)

    def example(self, values: object, parameters: Iterable[Parameter]) -> dict[str, str]:
        """The values of the example that the header gives for `parameters`."""
        if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
            raise self.error("`example:` gives values to parameters: `{name: value}`", "example")
        known = {parameter.name: parameter for parameter in parameters}
        for name, value in values.items():
            if name not in known:
                what = (
                    f"the example has a value for {name!r}, which is no parameter{did_you_mean(name, known)}"
                )
                raise self.error(what, "example")
            if known[name].values and value not in known[name].values:
                raise self.error(f"the example's {name!r} is none of its values", "example")
        return values

    def _parameter(self, name: str, given: dict[str, object]) -> Parameter:
        type_, description, default, values = (given.get(key) for key in _PARAMETER_KEYS)
        if type_ not in list(ParameterType):
            one_of = ", ".join(ParameterType)
            raise self.error(f"the type of the parameter {name!r} is one of {one_of}", name)
        if not _is_text(description):
            raise self.error(f"the parameter {name!r} needs `description: …`", name)
        if not isinstance(default, str | None):
            raise self.error(f"the default of the parameter {name!r} is one value", name)
        listed = values if isinstance(values, list) and all(map(_is_text, values)) else []
        if bool(listed) != (type_ == ParameterType.ENUMERATION) or (values and not listed):
            raise self.error(f"`values: […]` lists what an enumeration takes; see {name!r}", name)
        if default and listed and default not in listed:
            raise self.error(f"the default of the parameter {name!r} is none of its values", name)
        return Parameter(name, ParameterType(str(type_)), str(description), default, tuple(listed))

    def _check_keys(self, fields: Iterable[str], known: Iterable[str]) -> None:
        for key in fields:
            if key not in known:
                raise self.error(f"the header has no field {key!r}{did_you_mean(key, known)}", key)


def _check_used(text: str, parameters: Iterable[Parameter], header: _Header) -> None:
    """Nothing, if the parameters declared are those that the query writes with `$`."""
    declared = {parameter.name for parameter in parameters}
    known = variables(text)
    used = {match[1]: match.start() for match in _PARAMETER.finditer(text) if match[1] in known}
    for name in sorted(declared - used.keys()):
        raise header.error(f"the parameter {name!r} is declared, but the query does not use ${name}", name)
    for name in sorted(used.keys() - declared):
        what = f"${name} is not declared in the header; give it a type there, or write ?{name}"
        raise QueryError(what, f"{header.where}:{line_of(text, used[name])}")


def _yaml_error(error: yaml.YAMLError, where: str) -> QueryError:
    """What the YAML parser says, at the line it says it of."""
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    problem = error.problem if isinstance(error, yaml.MarkedYAMLError) else str(error).partition("\n")[0]
    return QueryError(f"the header is no YAML: {problem}", f"{where}:{mark.line + 1 if mark else 1}")


def _key(line: str) -> str:
    """The key that a line of YAML begins with."""
    return line.partition(":")[0].strip()


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
