"""The report for people as one page of HTML that needs nothing else: no script, no font, no picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, indent, tostring

from servanda.build.report.data import counts
from servanda.build.report.entries import Entry, Input
from servanda.build.report.failures import Failure
from servanda.build.report.markup import element
from servanda.build.report.words import counted, method, summary, tally, verdict

_STYLE = """
:root { color-scheme: light dark; --line: #8886; --soft: #8881; --good: #176b2c; --violation: #a51220;
  --warning: #7a4d00; --note: #0b5a7a; }
@media (prefers-color-scheme: dark) { :root { --good: #7fd694; --violation: #ff9aa2; --warning: #f0c36d;
  --note: #86d0ee; } }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
  overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.25; }
h2 { margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem .3rem 0; text-align: start; }
td.number, th.number { text-align: end; font-variant-numeric: tabular-nums; }
ul.findings { list-style: none; padding: 0; }
ul.findings > li { border-inline-start: .3rem solid; padding: .3rem .8rem; margin: .6rem 0;
  background: var(--soft); break-inside: avoid; }
li p { margin: .2rem 0; }
li.violation { border-color: var(--violation); } p.violation strong { color: var(--violation); }
li.warning { border-color: var(--warning); } p.warning strong { color: var(--warning); }
li.note { border-color: var(--note); } p.note strong { color: var(--note); }
.good { color: var(--good); } .bad { color: var(--violation); }
@media print { body { max-width: none; margin: 0; } a { color: inherit; } }
"""


def html(inputs: Sequence[Input], failures: Sequence[Failure]) -> str:
    """The page: a summary, what could not be read, a table of the inputs, and the findings of each."""
    reports = [one.report for one in inputs]
    numbered = list(enumerate(inputs, start=1))
    body = element(
        "body",
        element(
            "header",
            element("h1", "Validation report"),
            element("p", element("strong", summary(reports) if reports else "Nothing was checked.")),
            *(element("p", sentence) for sentence in method(reports)),
        ),
        element(
            "main",
            *_unread(failures),
            *([_table(numbered)] if numbered else []),
            *(_section(number, one) for number, one in numbered if one.entries),
        ),
    )
    root = element("html", _head(), body, lang="en")
    indent(root, space="")
    return f"<!DOCTYPE html>\n{tostring(root, encoding='unicode', method='html')}\n"


def _head() -> Element:
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", "Validation report"),
        element("style", _STYLE),
    )


def _unread(failures: Sequence[Failure]) -> Iterator[Element]:
    """A section with a line for each input that could not be used, if there is any."""
    if failures:
        title = "unread"
        yield element(
            "section",
            element("h2", "Could not be read", id=title),
            element("ul", *map(_failed, failures), class_="findings"),
            aria_labelledby=title,
        )


def _failed(one: Failure) -> Element:
    where = [element("p", one.where)] if one.where else []
    said = element("p", element("strong", "error"), f": {one.message}", class_="violation")
    return element("li", *where, said, class_="violation")


def _table(numbered: Sequence[tuple[int, Input]]) -> Element:
    """All inputs with their verdicts and counts; those with findings lead to their sections."""
    titles = ("violations", "warnings", "notes")
    head = element(
        "tr",
        element("th", "Input", scope="col"),
        element("th", "Verdict", scope="col"),
        *(element("th", title.capitalize(), scope="col", class_="number") for title in titles),
    )
    rows = (_row(number, one) for number, one in numbered)
    return element("table", element("thead", head), element("tbody", *rows))


def _row(number: int, one: Input) -> Element:
    name = element("a", one.name, href=f"#input-{number}") if one.entries else one.name
    return element(
        "tr",
        element("th", name, scope="row"),
        element("td", verdict(one.report), class_=_class(one)),
        *(element("td", str(count), class_="number") for count in counts(one.report).values()),
    )


def _class(one: Input) -> str:
    return "good" if one.report.conforms else "bad"


def _section(number: int, one: Input) -> Element:
    """The findings of one input, passage by passage, and those that are alike."""
    title = f"input-{number}"
    said = element("span", verdict(one.report), class_=_class(one))
    return element(
        "section",
        element("h2", one.name, id=title),
        element("p", said, f", {tally([one.report])}"),
        *_passages(one),
        *_alike(one),
        aria_labelledby=title,
    )


def _passages(one: Input) -> Iterator[Element]:
    for passage, things in one.passages():
        if passage:
            yield element("h3", passage[0].upper() + passage[1:])
        yield element("ul", *map(_about, things), class_="findings")


def _about(entries: list[Entry]) -> Element:
    """All that was found about one thing, the gravest first."""
    first = entries[0]
    where = ", ".join(filter(None, (first.where(), first.what())))
    return element("li", element("p", where), *map(_said, entries), class_=first.severity)


def _said(entry: Entry) -> Element:
    """How grave a finding is, what is wrong and how to mend it, and its rule."""
    severity = element("strong", entry.severity)
    return element("p", severity, f": {entry.advice()} ", element("code", entry.rule), class_=entry.severity)


def _alike(one: Input) -> Iterator[Element]:
    """The findings that are alike: their message once, and where each of them stands."""
    for entries in one.alike():
        first = entries[0]
        number = counted(len(entries), first.severity)
        yield element("h3", f"{number} alike")
        yield element("ul", _together(entries), class_="findings")


def _together(entries: list[Entry]) -> Element:
    first = entries[0]
    return element(
        "li",
        element(
            "p",
            element("strong", first.severity),
            f": {first.message} ",
            element("code", first.rule),
            class_=first.severity,
        ),
        element("ol", *(element("li", _told(entry)) for entry in entries)),
        class_=first.severity,
    )


def _told(entry: Entry) -> str:
    return f"{entry.standing()}, found: {entry.found}" if entry.found else entry.standing()
