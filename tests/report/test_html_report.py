"""The report for people, as a page of HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence

import html5rdf
from rdflib import Literal

from report.made_reports import FAILURES, NO_ADDRESSEE, TROUBLE, at, checked, finding
from servanda.build.report import Format, render
from servanda.errors import ServandaError
from servanda.validate import Checked


def page(*reports: Checked, failures: Sequence[ServandaError] = ()) -> tuple[str, str]:
    """The HTML of a report, in which a strict parser finds no fault, and its text without markup."""
    html = render(reports, Format.HTML, failures=failures)
    parser = html5rdf.HTMLParser(tree=html5rdf.getTreeBuilder("etree"), strict=True)
    root = parser.parse(html)
    (body,) = root.iter("{http://www.w3.org/1999/xhtml}body")
    return html, " ".join(" ".join(body.itertext()).split())


def test_a_page_tells_all_inputs() -> None:
    """The page has the summary, the engine, a row for each input, and a section for those with findings."""
    html, words = page(checked(finding(place=at(3))), checked(name="b.ttl"))
    assert words.startswith(
        "Validation report 2 checked, 1 conforms: 1 violation"
        " Validated by pySHACL 0.40.1, profile declaration. Input"
    )
    assert "border.txt does not conform 1 0 0 b.ttl conforms 0 0 0" in words
    assert re.findall(r'href="#(.*?)"', html) == re.findall(r'<h2 id="(.*?)"', html) == ["input-1"]


def test_a_page_tells_where_what_and_how() -> None:
    """Under its passage each finding says line, quoted words, severity as a word, message, value and rule."""
    found = finding(place=at(3, "paragraph 2", "shall open"), value=Literal("13"), severity="Info")
    html, words = page(checked(found))
    assert "<h3>Paragraph 2</h3>" in html
    assert words.endswith(
        "Paragraph 2 line 3, statement “shall open” "
        f"note : {NO_ADDRESSEE} Found: 13. recommendation-addressee"
    )


def test_many_alike_say_their_message_once_on_a_page() -> None:
    """Findings that say the same more than five times share their message, and each has its place."""
    _, words = page(checked(*(finding(place=at(n), value=Literal(n)) for n in range(1, 7))))
    assert words.count(NO_ADDRESSEE) == 1
    assert words.endswith("line 5, statement, found: 5 line 6, statement, found: 6")


def test_a_page_tells_what_could_not_be_read() -> None:
    """A section names each input that could not be used and says why; without any there is no section."""
    html, words = page(checked(), failures=FAILURES)
    assert (
        "Could not be read graphs/a b.ttl:12 error : this RDF does not parse: mend this line"
        " standard input error : the file is empty error : no {model} is installed"
    ) in words
    assert "border.txt conforms" in words
    assert "<b>" not in html
    assert "Could not be read" not in page(checked())[1]


def test_a_page_of_failures_alone_passes_no_verdict() -> None:
    """Where nothing could be read, the page says that nothing was checked, and has no table."""
    html, words = page(failures=FAILURES[:1])
    assert words.startswith("Validation report Nothing was checked. Could not be read graphs/a b.ttl:12")
    assert "<table>" not in html


def test_no_words_become_markup() -> None:
    """Tags in names, messages, values and quotations are shown, and none of them is one of the page's."""
    html, words = page(TROUBLE)
    assert 'Zürich & “Ærø” <b>"it\'s"</b> {x} ](y) ]]> 🕊' in words
    assert "<b>" not in html


def test_a_page_stands_alone() -> None:
    """The page loads nothing, runs nothing, and names its language."""
    html, _ = page(TROUBLE)
    assert not re.findall(r"<(?:script|link|img|iframe)|\b(?:src|on\w+)=|url\(|@import", html)
    assert '<html lang="en">' in html
