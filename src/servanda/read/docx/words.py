"""The words of one paragraph of a Word file, as they are printed."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field

from lxml import etree

from servanda.read.docx.styles import OFF, Style, Styles, switch, tag, value

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_FORMULA_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_RUN, _TEXT, _BREAK, _SYMBOL, _FIELD = tag("r"), tag("t"), tag("br"), tag("sym"), tag("fldChar")
_BOX, _LOOK = tag("txbxContent"), tag("rPr")
_SIGNS = {
    tag("tab"): "\t",
    tag("ptab"): "\t",
    tag("cr"): "\n",
    tag("noBreakHyphen"): "\N{NON-BREAKING HYPHEN}",
    tag("softHyphen"): "\N{SOFT HYPHEN}",
}
_NOTES = {tag("footnoteReference"): "footnote", tag("endnoteReference"): "endnote"}
NOT_PRINTED = frozenset(tag(name) for name in "del moveFrom pPr sdtPr instrText delText rt".split())
"""Elements whose text Word does not print: deleted text, properties, field codes, reading aids."""

_PRIVATE = range(0xF000, 0xF100)
"""Where symbol fonts have their characters (ECMA-376, part 1, 17.3.3.30)."""

_PICTURE_FONTS = ("symbol", "wingdings", "webdings", "zapf", "mt extra")


@dataclass(slots=True)
class Notes:
    """The notes that have been referred to: their numbers as printed by kind ("footnote", "endnote") and id.

    `before` has the number after which each kind is counted: endnotes after all footnotes. A note with
    a mark of its own, among the words, has no number. `paragraph` is the number of the paragraph that is
    being read; `places` has that of the first one which refers to each note.
    """

    before: dict[str, int]
    found: dict[tuple[str, str], str] = field(default_factory=dict)
    paragraph: int = 0
    places: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def place(self) -> int:
        """The number, from 1, of the paragraph at which what is being read stands."""
        return max(self.paragraph, 1)

    def refer(self, reference: etree._Element) -> str:
        """The number of the note that an element refers to."""
        note = (_NOTES[reference.tag], reference.get(tag("id"), ""))
        if note not in self.found:
            own_mark = reference.get(tag("customMarkFollows"), "0") not in OFF
            self.before[note[0]] += not own_mark
            self.found[note] = "" if own_mark else str(self.before[note[0]])
            self.places[note] = self.place
        return self.found[note]


class Words:
    """What a paragraph prints: its text, whether all of it is bold, the text boxes anchored in it.

    What the styles of the paragraph and of a run switch on both, they switch off (ECMA-376, part 1,
    17.7.3).
    """

    def __init__(self, styles: Styles, style: Style, notes: Notes) -> None:
        self.boxes: list[etree._Element] = []
        self._looks: set[bool] = set()
        self._pieces: list[str] = []
        self._codes: list[bool] = []
        self._styles = styles
        self._notes = notes
        self._style = style

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._pieces)

    @property
    def bold(self) -> bool:
        """Whether the text has letters and all of them are bold."""
        return self._looks == {True}

    def read(self, element: etree._Element) -> None:
        """Add what an element within the paragraph prints."""
        for child in element:
            if child.tag == _RUN:
                self._read_run(child)
            elif child.tag == COMPATIBLE:
                self.read(chosen(child))
            elif child.tag == _BOX:
                self.boxes.append(child)
            elif child.tag == _FORMULA_TEXT:
                self._add(child.text or "")
            elif len(child) and child.tag not in NOT_PRINTED:
                self.read(child)

    def _read_run(self, run: etree._Element) -> None:
        look = run.find(_LOOK)
        style = self._styles.get(value(look, "rStyle"))
        hidden = switch(look, "vanish")
        if self._style.hidden != style.hidden if hidden is None else hidden:
            return
        before = len(self._pieces)
        for child in run:
            self._read_part(child)
        added = "".join(self._pieces[before:])
        if any(map(str.isalpha, added)):
            own = switch(look, "b")
            self._looks.add(self._style.bold != style.bold if own is None else own)
        elif added.strip().isdecimal() and value(look, "vertAlign") == "superscript":
            self._pieces[before:] = [added.translate(_SUPERSCRIPT)]

    def _read_part(self, part: etree._Element) -> None:
        """Add what a part of a run prints."""
        if part.tag == _TEXT:
            self._add((part.text or "").replace("\n", " "))
        elif part.tag in _SIGNS:
            self._add(_SIGNS[part.tag])
        elif part.tag == _BREAK:
            self._add(" " if part.get(tag("type")) in ("page", "column") else "\n")
        elif part.tag in _NOTES:
            self._add(self._notes.refer(part).translate(_SUPERSCRIPT))
        elif part.tag == _SYMBOL:
            self._add(_symbol(part))
        elif part.tag == _FIELD:
            self._pass_field(part.get(tag("fldCharType")))
        elif part.tag == COMPATIBLE:
            self.read(chosen(part))
        elif len(part) and part.tag not in NOT_PRINTED:
            self.read(part)

    def _add(self, text: str) -> None:
        if not any(self._codes):
            self._pieces.append(text)

    def _pass_field(self, edge: str | None) -> None:
        """Note that a field's code begins, that its result does, or that it ends."""
        if edge == "begin":
            self._codes.append(True)
        elif self._codes and edge == "separate":
            self._codes[-1] = False
        elif self._codes and edge == "end":
            self._codes.pop()


def chosen(choices: etree._Element) -> etree._Element:
    """The one of several versions of the same content that is read: the first with text."""
    return next((one for one in choices if next(one.iter(_TEXT), None) is not None), choices)


def _symbol(symbol: etree._Element) -> str:
    """The character that a symbol is; none for a picture of a symbol font."""
    try:
        code = int(symbol.get(tag("char"), ""), 16)
    except ValueError:
        return ""
    if symbol.get(tag("font"), "").casefold().startswith(_PICTURE_FONTS):
        return ""
    code -= _PRIVATE.start if code in _PRIVATE else 0
    return chr(code) if 0 < code <= sys.maxunicode and chr(code).isprintable() else ""
