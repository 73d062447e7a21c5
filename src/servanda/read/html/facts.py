"""What a web page says about itself in its head."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from datetime import date
from itertools import islice

import trafilatura
from lxml import etree, html
from lxml.html import HtmlElement

from servanda.dates import first_full_date
from servanda.read.metadata import Metadata

_PUBLISHED = (
    "article:published_time datepublished dcterms.issued dc.date.issued citation_publication_date"
    " parsely-pub-date pubdate publish-date published_time"
).split()
_DATED = "dcterms.date dc.date dcterms.created dc.date.created date".split()
"""Names of meta elements for the day of publication, and weaker ones."""

_LINKED_DATA = "application/ld+json"
_DAY = re.compile(r"\s*(\d{4}-\d{2}-\d{2})(?!\d)")
_FIRST = 20
"""How many pieces of linked data are looked at."""

_NO_DATE = {"extensive_search": False, "original_date": True, "max_date": "1995-01-01"}
"""trafilatura guesses a date from many places; its guess is not used, so it is told to look at few."""


def facts(page: HtmlElement, headings: Sequence[str]) -> Metadata:
    """The title, the day of publication, the publisher and the address of a page, as far as it says them.

    The first of the main `headings` that open its text is the title of a page that has no better one.
    The day is taken only where the page names it as such, and names only one.
    """
    found = _asked(page, headings)
    return Metadata(
        title=_folded(found.title),
        date=_published(page),
        publisher=_folded(found.sitename),
        source=_folded(found.url),
    )


def _asked(page: HtmlElement, headings: Sequence[str]) -> trafilatura.settings.Document:
    """What trafilatura reads from the head of a page and from its headings."""
    small = html.Element("html")
    small.extend(deepcopy(head) for head in page.findall("head"))
    body = etree.SubElement(small, "body")
    for heading in headings:
        etree.SubElement(body, "h1").text = "".join(filter(str.isprintable, " ".join(heading.split())))
    body.extend(deepcopy(one) for one in _linked_data(page))
    try:
        return trafilatura.extract_metadata(small, date_config=_NO_DATE)
    except Exception:  # noqa: BLE001 it raises whatever its parsers raise; a page without facts is still a text
        return trafilatura.settings.Document()


def _folded(text: str | None) -> str | None:
    return " ".join((text or "").split()) or None


def _linked_data(page: HtmlElement) -> list[HtmlElement]:
    scripts = (one for one in page.iter("script") if one.get("type", "").strip().lower() == _LINKED_DATA)
    return list(islice(scripts, _FIRST))


def _published(page: HtmlElement) -> date | None:
    """The day on which the page was published, by the first kind of place that names one day and no other."""
    metas = [
        (
            (one.get("property") or one.get("name") or one.get("itemprop") or "").lower(),
            one.get("content", ""),
        )
        for one in page.iter("meta")
    ]
    marked = [one for one in page.iter() if "datePublished" in one.get("itemprop", "").split()]
    places = (
        [content for name, content in metas if name in _PUBLISHED],
        list(_in_linked_data(page)),
        [one.get("datetime") or one.get("content") or one.text or "" for one in marked],
        [content for name, content in metas if name in _DATED],
        [one.get("datetime", "") for one in page.iter("time")],
    )
    for values in places:
        days = {day for value in values if (day := _day(value))}
        if len(days) == 1:
            return days.pop()
    return None


def _in_linked_data(page: HtmlElement) -> Iterator[str]:
    for script in _linked_data(page):
        try:
            values = [json.loads(script.text or "")]
        except (ValueError, RecursionError):
            continue
        while values:
            value = values.pop()
            if isinstance(value, list):
                values.extend(value)
            elif isinstance(value, dict):
                values.extend(value.values())
                if isinstance(day := value.get("datePublished"), str):
                    yield day


def _day(value: str) -> date | None:
    written = _DAY.match(value)
    try:
        return date.fromisoformat(written[1]) if written else first_full_date(value)
    except ValueError:
        return None
