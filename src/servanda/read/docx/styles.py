"""The styles of a Word file: what they say of a paragraph's place, number and look."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from servanda.read.docx.package import WORD

BODY_LEVEL = 9
"""The outline level that says "no heading" (ECMA-376, part 1, 17.3.1.20)."""

_HEADING_NAME = re.compile(r"heading ([1-9])")
_CONTENTS_NAME = re.compile(r"toc (heading|[1-9])|table of (figures|authorities)|toa heading")
OFF = ("0", "false", "off", "none")
"""The values that switch something off."""


@dataclass(frozen=True, slots=True)
class Style:
    """What holds for text of a style, its own and what it inherits.

    `level` is that of a heading, 1 for the highest; `contents` says whether it is a line of a table of
    contents. `list_id` and `list_level` are those of its list, and `line` has the ids of the style and
    of all that it is based on, its own first.
    """

    line: tuple[str, ...] = ()
    level: int | None = None
    title: bool = False
    contents: bool = False
    list_id: str | None = None
    list_level: int | None = None
    bold: bool = False
    hidden: bool = False


class Styles:
    """The styles by id. A style that the file does not define says nothing."""

    def __init__(self, root: etree._Element | None) -> None:
        found = root.findall(tag("style")) if root is not None else []
        self._elements = {style.get(tag("styleId"), ""): style for style in found}
        self._known: dict[str, Style] = {}
        self._default = next((_id(one) for one in found if _is_default(one)), "")

    def paragraph(self, style: str | None) -> Style:
        """The style of a paragraph, by its id; without one, the style that paragraphs have."""
        return self.get(style or self._default)

    def get(self, style: str | None) -> Style:
        """The style with an id."""
        line: dict[str, etree._Element] = {}
        base = style or ""
        while base in self._elements and base not in self._known and base not in line:
            line[base] = self._elements[base]
            base = value(line[base], "basedOn") or ""
        found = self._known.get(base, Style())
        for name, element in reversed(line.items()):
            found = self._known[name] = _own(name, element, found)
        return found


def tag(name: str) -> str:
    """The name of an element or attribute in Word's namespace."""
    return f"{{{WORD}}}{name}"


_VALUE = tag("val")


def value(element: etree._Element | None, *path: str) -> str | None:
    """The value of the element at the end of a path below `element`; None where there is none."""
    for name in path:
        if element is None:
            return None
        element = element.find(tag(name))
    return None if element is None else element.get(_VALUE, "")


def number(text: str | None) -> int | None:
    """A value as a number; None for one that is none."""
    return int(text) if text and re.fullmatch(r"\d{1,9}", text, re.ASCII) else None


def switch(element: etree._Element | None, name: str) -> bool | None:
    """Whether properties switch something on or off; None if they leave it as it is."""
    found = None if element is None else element.find(tag(name))
    return None if found is None else found.get(_VALUE, "1") not in OFF


def outline(properties: etree._Element | None) -> int | None:
    """The outline level that properties give, from 0; `BODY_LEVEL` is none of a heading."""
    return number(value(properties, "outlineLvl"))


def list_place(properties: etree._Element | None) -> tuple[str | None, int | None]:
    """The id of the list and the level in it, from 0, that properties give."""
    numbering = None if properties is None else properties.find(tag("numPr"))
    return value(numbering, "numId"), number(value(numbering, "ilvl"))


def _id(style: etree._Element) -> str:
    return str(style.get(tag("styleId"), ""))


def _is_default(style: etree._Element) -> bool:
    return style.get(tag("type")) == "paragraph" and style.get(tag("default"), "0") not in OFF


def _own(name: str, element: etree._Element, base: Style) -> Style:
    """What a style says itself, over what it is based on; built-in names are English in every file."""
    title = (value(element, "name") or name).casefold()
    heading = _HEADING_NAME.fullmatch(title)
    paragraph, text = element.find(tag("pPr")), element.find(tag("rPr"))
    level = int(heading[1]) if heading else base.level
    given = outline(paragraph)
    if given is not None:
        level = given + 1 if given < BODY_LEVEL else None
    list_id, list_level = list_place(paragraph)
    bold, hidden = switch(text, "b"), switch(text, "vanish")
    return replace(
        base,
        line=(name, *base.line),
        level=level,
        title=title == "title" or base.title,
        contents=bool(_CONTENTS_NAME.fullmatch(title)) or base.contents,
        list_id=base.list_id if list_id is None else list_id,
        list_level=base.list_level if list_level is None else list_level,
        bold=base.bold if bold is None else bold,
        hidden=base.hidden if hidden is None else hidden,
    )
