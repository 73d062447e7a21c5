"""The numbers that Word puts before paragraphs, counted as it counts (ECMA-376, part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from servanda.read.docx.styles import Style, Styles, list_place, number, switch, tag, value
from servanda.read.numbering import Place, written

BULLET = "-"
"""What stands for a bullet of any look."""

_LEVELS = 9
_LONGEST = 300
"""The highest number that is written in letters or Roman figures."""

_LONGEST_TEXT = 100
"""The characters around a number that are kept; Word's own dialogue takes fewer."""

_LETTERS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_ORDINALS = {1: "st", 2: "nd", 3: "rd"}
_TEENS = range(11, 14)


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: the number it starts with, how its numbers look, when it starts again.

    `text` has "%1" for the number of the first level. `restart` is the level, from 1, after which the
    numbers start again, 0 for never; None for each higher one. `style` is of paragraphs that have it.
    """

    start: int
    format: str
    text: str
    restart: int | None
    legal: bool
    style: str | None


@dataclass(frozen=True, slots=True)
class _List:
    """A list: the id of the definition whose count it shares, its levels, where it starts anew."""

    definition: str
    levels: dict[int, _Level]
    starts: dict[int, int]

    def start(self, level: int) -> int:
        return self.starts.get(level, self.levels[level].start if level in self.levels else 1)


class Lists:
    """The lists that a file defines, by the ids that its paragraphs and styles name."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._lists: dict[str, _List] = {}
        self._styles = styles
        if root is None:
            return
        definitions = {one.get(tag("abstractNumId"), ""): one for one in root.findall(tag("abstractNum"))}
        lists = {one.get(tag("numId"), ""): one for one in root.findall(tag("num"))}
        read = {name: _levels(one) for name, one in definitions.items()}
        for name, one in lists.items():
            definition = self._definition(one, lists, definitions)
            self._lists[name] = _list(one, definition, read.get(definition, {}))

    def place(self, properties: etree._Element | None, style: Style) -> tuple[_List, int] | None:
        """The list of a paragraph with these properties and this style, and its level in it, from 0.

        Properties go before the style. A list of the style's has its level by the style that the level
        is linked to.
        """
        own, level = list_place(properties)
        found = self._lists.get(style.list_id or "" if own is None else own)
        if found is None or (own or style.list_id) == "0":
            return None
        if level is None and own is None:
            linked = (i for one in style.line for i, is_of in found.levels.items() if is_of.style == one)
            level = next(linked, style.list_level)
        return found, level if level in found.levels else min(found.levels, default=0)

    def _definition(
        self,
        one: etree._Element,
        lists: dict[str, etree._Element],
        definitions: dict[str, etree._Element],
    ) -> str:
        """The id of the definition that a list has its levels from, if need be by way of a list style."""
        name = value(one, "abstractNumId") or ""
        link = value(definitions.get(name), "numStyleLink")
        if link:
            linked = lists.get(self._styles.get(link).list_id or "")
            name = value(linked, "abstractNumId") or name
        return name


@dataclass(slots=True)
class Count:
    """The running count of one story: the body of a document, a text box, a note."""

    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _started: set[tuple[int, int]] = field(default_factory=set)

    def next(self, one: _List, level: int) -> str:
        """The number of the next paragraph at a level of a list, as printed; `BULLET` for bullets.

        Lists of one definition share its count; one that starts anew does so where it first stands.
        """
        counts = self._counts.setdefault(one.definition, {})
        for upper in range(level):
            counts.setdefault(upper, one.start(upper))
        anew = level in one.starts and (id(one), level) not in self._started
        self._started.add((id(one), level))
        counts[level] = one.start(level) if anew or level not in counts else counts[level] + 1
        for lower in [each for each in counts if each > level and _restarts(one.levels.get(each), level)]:
            del counts[lower]
        return _printed(one, level, counts)


def _restarts(lower: _Level | None, level: int) -> bool:
    """Whether the numbers of a lower level start again after a paragraph of `level`."""
    return lower is None or lower.restart is None or level < lower.restart


def _printed(one: _List, level: int, counts: dict[int, int]) -> str:
    of = one.levels.get(level)
    if of is None or not of.text.strip():
        return ""
    if of.format == "bullet":
        return BULLET

    def figure(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        form = one.levels[place].format if place in one.levels else "decimal"
        plain = of.legal and form not in ("none", "decimalZero")
        return _figure(counts[place], "decimal" if plain else form) if place <= level else ""

    return re.sub(r"%([1-9])", figure, of.text).strip()


def _figure(count: int, form: str) -> str:
    """A number in a format of Word's; in figures where the format is none of ours."""
    if form == "none":
        return ""
    if form in _LETTERS and 0 < count <= _LONGEST:
        return written(Place(_LETTERS[form], count))
    if form == "decimalZero":
        return f"{count:02}"
    if form == "ordinal":
        return f"{count}{'th' if count % 100 in _TEENS else _ORDINALS.get(count % 10, 'th')}"
    return str(count)


def _list(one: etree._Element, definition: str, levels: dict[int, _Level]) -> _List:
    """A list of a definition, with what it has of its own."""
    starts: dict[int, int] = {}
    own: dict[int, _Level] = {}
    for override in one.findall(tag("lvlOverride")):
        level = number(override.get(tag("ilvl")))
        start = number(value(override, "startOverride"))
        if level is not None and start is not None:
            starts[level] = start
        own |= _levels(override)
    return _List(definition, levels | own, starts)


def _levels(definition: etree._Element) -> dict[int, _Level]:
    found = ((number(one.get(tag("ilvl"))), one) for one in definition.findall(tag("lvl")))
    return {level: _level(one) for level, one in found if level is not None and level < _LEVELS}


def _level(one: etree._Element) -> _Level:
    return _Level(
        start=number(value(one, "start")) or 0,
        format=value(one, "numFmt") or "decimal",
        text=(value(one, "lvlText") or "")[:_LONGEST_TEXT],
        restart=number(value(one, "lvlRestart")),
        legal=bool(switch(one, "isLgl")),
        style=value(one, "pStyle"),
    )
