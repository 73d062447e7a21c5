"""What a web page says about itself in its head."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from datetime import date
from itertools import chain, islice
from typing import cast

import trafilatura
from lxml import etree, html
from lxml.html import HtmlElement

from servanda.dates import first_full_date
from servanda.read.metadata import Metadata
from servanda.read.written import day_written

_PUBLISHED = (
    "article:published_time datepublished dcterms.issued dc.date.issued citation_publication_date"
    " parsely-pub-date pubdate publish-date published_time"
).split()
_DATED = "dcterms.date dc.date dcterms.created dc.date.created date".split()
"""Names of meta elements for the day of publication, and weaker ones."""

_MODIFIED = (
    "article:modified_time datemodified dcterms.modified dc.date.modified og:updated_time modified_time"
    " last-modified"
).split()
"""Names of meta elements for the day on which the page was last changed."""

_NAMED = etree.XPath("//*[@itemprop]")
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


def modified(page: HtmlElement) -> date | None:
    """The day on which a page says that it was last changed, or else published."""
    day = _only_day(chain(_said(page, "dateModified", _MODIFIED), _said(page, "datePublished", _PUBLISHED)))
    return day_written([day.isoformat()] if day else [])


def _published(page: HtmlElement) -> date | None:
    """The day on which the page was published, by the first kind of place that names one day and no other."""
    weaker = (_in_metas(page, _DATED), [one.get("datetime", "") for one in page.iter("time")])
    return _only_day(chain(_said(page, "datePublished", _PUBLISHED), weaker))


def _said(page: HtmlElement, name: str, metas: Sequence[str]) -> Iterator[list[str]]:
    """What a page says for a property of schema.org, or in `metas` of its meaning, by the kind of place."""
    yield _in_metas(page, metas)
    yield list(_in_linked_data(page, name))
    named = cast("list[HtmlElement]", _NAMED(page))
    marked = (one for one in named if name in one.get("itemprop", "").split())
    yield [one.get("datetime") or one.get("content") or one.text or "" for one in marked]


def _in_metas(page: HtmlElement, names: Sequence[str]) -> list[str]:
    """What the meta elements of these names say."""
    keys = ("property", "name", "itemprop")
    named = ((next(filter(None, map(one.get, keys)), ""), one) for one in page.iter("meta"))
    return [one.get("content", "") for name, one in named if name.lower() in names]


def _only_day(places: Iterable[Sequence[str]]) -> date | None:
    """The day that the first of several places names which name one day and no other."""
    for values in places:
        days = {day for value in values if (day := _day(value))}
        if len(days) == 1:
            return days.pop()
    return None


def _in_linked_data(page: HtmlElement, name: str) -> Iterator[str]:
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
                if isinstance(day := value.get(name), str):
                    yield day


def _day(value: str) -> date | None:
    written = _DAY.match(value)
    try:
        return date.fromisoformat(written[1]) if written else first_full_date(value)
    except ValueError:
        return None
