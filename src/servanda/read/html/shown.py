"""The elements of a web page that a browser shows, and the lines of the page that they stand on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from servanda.limits import Deadline

_UNSEEN = frozenset(
    "area audio base button canvas datalist del embed head iframe input link map math meta meter noembed"
    " noframes noscript object optgroup option param picture progress rp s script select source strike"
    " style svg"
    " template textarea title track video".split()
)
_UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_UNSEEN_CLASS = re.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-text|element-invisible)(?:\s|$)"
)
"""Names that style sheets in common use (Bootstrap, Drupal, WordPress) give to words for screen readers."""


LAST_LINE = 65_535
"""The line to which the parser, libxml2, counts in pages of HTML."""


def shown(root: HtmlElement, deadline: Deadline) -> Iterator[tuple[str, HtmlElement]]:
    """The start and the end of each element that a browser shows, and "after" for each that it hides.

    The text after an element is still to be read when its end, or what comes after it, is given.
    """
    events = etree.iterwalk(root, events=("start", "end"))
    hidden = None
    for event, element in events:
        deadline.check()
        if event == "start" and element is not root and _is_hidden(element):
            hidden = element
            events.skip_subtree()
        elif element is hidden:
            hidden = None
            yield "after", element
        else:
            yield event, element


def _is_hidden(element: HtmlElement) -> bool:
    return (
        element.tag in _UNSEEN
        or element.get("hidden") is not None
        or bool(_UNSEEN_STYLE.search(element.get("style", "")))
        or bool(_UNSEEN_CLASS.search(element.get("class", "")))
    )


def first_line(element: HtmlElement) -> int:
    """The line on which the start tag of an element ends; an earlier one if the parser made it up.

    It is `LAST_LINE` at the most.
    """
    return element.sourceline or 1


def last_line(element: HtmlElement) -> int:
    """The line on which the content of an element ends; an earlier one if a comment is in it."""
    *_, inner = element.iter()
    line = first_line(inner) + (inner.text or "").count("\n")
    while inner is not element:
        line += (inner.tail or "").count("\n")
        inner = inner.getparent()
    return line
