"""Reports made by hand, with the words that trouble a format: quotes, tags, braces, umlauts, odd bytes."""

from __future__ import annotations

from rdflib import Literal, URIRef
from rdflib.namespace import SH
from rdflib.term import Identifier

from servanda.errors import DataError, ModelError, ReadError, ServandaError
from servanda.validate import Checked, Finding, Place, Report
from servanda.vocab import PREFIXES, SV

DOCUMENT = "https://w3id.org/servanda/id/document/zurich"
STATEMENT = URIRef(f"{DOCUMENT}#statement=10,30")
ENGINE = "pySHACL 0.40.1"
ODD = 'Zürich & “Ærø” <b>"it\'s"</b> {x} ](y) ]]> 🕊'
"""Characters that some format has a use of its own for."""
HARMFUL = "red\x1b[31m bell\x07 \ud800"
"""Characters that XML and UTF-8 cannot hold, or that a terminal obeys."""
ODD_FILE = "Ver träge/50% #1 caf\udce9?.txt"
"""The path of a file whose name is no UTF-8, as Python has it."""

NO_ADDRESSEE = "The recommendation does not say who should act: see whether the text does."


def finding(
    rule: str = "recommendation-addressee",
    message: str = NO_ADDRESSEE,
    place: Place | None = None,
    *,
    severity: str = "Violation",
    value: Identifier | None = None,
    focus: Identifier = STATEMENT,
    shape: Identifier | None = None,
) -> Finding:
    """A finding of one of the project's shapes, or of `shape`."""
    return Finding(
        focus=focus,
        path=SV.addressee,
        value=value,
        severity=severity,
        message=message,
        shape=URIRef(f"{PREFIXES['svsh']}{rule}") if shape is None else shape,
        component=SH.MinCountConstraintComponent,
        place=place,
    )


def at(line: int, passage: str = "", quote: str = "", thing: str = "statement") -> Place:
    """A place on one line of a text, as many characters in as there would be with 80 to a line."""
    return Place(thing, passage, quote, "line", line, line, 3, 12, offset=80 * line)


def checked(
    *findings: Finding,
    name: str = "border.txt",
    file: str | None = "",
    fails_on: str = "Violation",
    engine: str = ENGINE,
    profile: str = "declaration",
) -> Checked:
    """The report on a file of the given name, unless another path is given, or None for none."""
    report = Report(DOCUMENT, findings, engine, profile, fails_on)
    return Checked(name, name if file == "" else file, report)


TROUBLE = checked(
    finding("ödd", f"{ODD}\nmend\x0bit", at(3, f"paragraph {ODD}", ODD, thing=ODD), value=Literal(ODD[:50])),
    finding("harmful", HARMFUL, at(4, HARMFUL, HARMFUL, thing=HARMFUL), value=Literal(HARMFUL)),
    finding(message="", place=None, severity="Warning"),
    finding(message="long " * 2000 + "wörd" * 50, place=at(5), severity="Info"),
    name=ODD_FILE,
)
"""All troubles in one report, two of which are violations."""

FAILURES: tuple[ServandaError, ...] = (
    DataError("this RDF does not parse: mend this line", "graphs/a b.ttl:12"),
    ReadError("the file is empty", "standard input"),
    ModelError("no {model} is installed"),
    ReadError(f"{ODD}\n{HARMFUL}", f"{ODD_FILE}:3"),
)
"""Inputs that could not be used: with file and line, on standard input, nowhere, and with odd words."""
