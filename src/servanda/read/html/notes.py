"""The footnotes of a web page: the signs in the text that refer to them, and the notes themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml.html import HtmlElement

_OPENING = 40
"""The characters that tell a number, or several, from words."""

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SIGN = re.compile(r"(?P<bracket>[\[(]?)\s*(?P<number>\d{1,3}(?:\s*[,–-]\s*\d{1,3})*)\s*[\])]?")
_ROLES = frozenset("doc-footnote doc-footnotes doc-endnote doc-endnotes".split())
"""What a footnote, and a list of them, is called in DPUB-ARIA 1.1."""

_NAME = re.compile(
    r"_?(?:mso)?(?:foot|end)-?notes?(?:[-_:.]?(?:text|list|item|body|\d+))?|_?(?:fn|ftn|edn)[-_:.]?\d+",
    re.IGNORECASE,
)
_TARGET = re.compile(rf"{_NAME.pattern}|(?:cite[-_]?)?note[-_:.]?[\w.-]*\d", re.IGNORECASE)
"""What footnotes are named by word processors, content managers and wikis."""

_NUMBER = re.compile(r"[\[(^]*(\d{1,3})(?:[\])]|[.:](?=\s))?\s*(?=\S)")
_WAY_BACK = " \n\xa0↩↑⤴^\ufe0e"
"""What stands beside a footnote to lead back to its reference."""


class Sign(NamedTuple):
    """The sign of a footnote as it comes into the text, and whether it opens the note."""

    text: str
    opens: bool


@dataclass(slots=True)
class Notes:
    """The footnotes that a page has referred to so far: their numbers, and the names they are linked by."""

    _numbers: set[str] = field(default_factory=set)
    _targets: set[str] = field(default_factory=set)

    def hold(self, element: HtmlElement) -> bool:
        """Whether an element is a footnote by its role or name, or as what a reference points to."""
        if element.get("role") in _ROLES:
            return True
        if element.get("id") in self._targets:
            return element.tag == "li" or bool(_NUMBER.match(opening(element)))
        names = f"{element.get('id', '')} {element.get('class', '')}".split()
        return any(_NAME.fullmatch(name) for name in names)

    def sign(self, element: HtmlElement, *, at_start: bool) -> Sign | None:
        """The sign that an element is; `at_start` of a line it opens a note, if one is expected there.

        A raised number is a sign, and so is a link if it is raised, in brackets or named as a footnote's.
        """
        found = _SIGN.fullmatch(opening(element).strip()) if element.tag in {"sup", "a"} else None
        if not found:
            return None
        links = [link.get("href", "") for link in element.iter("a")]
        targets = {href.rpartition("#")[2] for href in links if "#" in href}
        raised = element.tag == "sup" or next(element.iter("sup"), None) is not None
        linked = raised or found["bracket"] or any(_TARGET.fullmatch(target) for target in targets)
        if element.tag == "a" and not (targets and linked):
            return None
        number = "".join(found["number"].split())
        if at_start and (self._targets & _names(element) or (raised and number in self._numbers)):
            return Sign(f"{number} ", opens=True)
        if at_start and element.tag == "a":
            return None
        self._numbers.add(number)
        self._targets |= targets
        return Sign(number.translate(_SUPERSCRIPT), opens=False)


def opening(element: HtmlElement) -> str:
    """The first characters of an element's text."""
    text = ""
    for part in element.itertext():
        text = (text + part).lstrip()
        if len(text) > _OPENING:
            break
    return text


def note_words(mark: str, words: str) -> str:
    """A footnote behind its bare number, which is its list mark or stands in print, without ways back."""
    words = words.strip(_WAY_BACK)
    if mark:
        return mark.removesuffix(". ") + " " + words
    number = _NUMBER.match(words)
    return f"{number[1]} {words[number.end() :]}" if number else words


def _names(element: HtmlElement) -> set[str]:
    """The names by which a link can point to an element, or to one within it."""
    return {name for one in element.iter() for key in ("id", "name") if (name := one.get(key))}
