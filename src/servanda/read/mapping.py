"""The map between a passage of the source and the cleaned text that the parser sees.

Nothing is edited: characters that the parser must not see (Markdown marks, list numbers, footnote
signs, soft hyphens, hard line breaks) are left out, and each one kept remembers where it stands.
"""

from __future__ import annotations

import re

from servanda.model import Reading, Span

LIST_MARK = re.compile(
    r"(?P<bullet>[-*+•▪–·])[ \t\xa0]+(?=\S)"
    r"|\\?(?P<number>\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6})\\?[.)](?!\d)[ \t\xa0]+(?=\S)"
    r"|(?P<parts>\d{1,3}(?:\.\d{1,3})+)[ \t\xa0]+(?=[A-Z])"
    r"|\((?P<letter>[a-z]{1,4}|\d{1,3})\)[ \t\xa0]+(?=\S)"
)
"""What stands before a numbered or bulleted paragraph, with the number as printed."""

_MARKUP = re.compile(
    r"(?P<link>\[(?P<label>[^\[\]]{0,300})\]\([^()\s]{0,2000}\))"
    r"|\*\*|__|(?<!\w)[*_](?=\w)|(?<=[\w.,;:!?”\"])[*_](?!\w)|^\#{1,6}[ ]"
    r"|</?[a-z]+(?: [^<>\n]*)?/?>|\\(?=[^\w\s])",
    re.MULTILINE,
)
_SAME = {"‘": "'", "’": "'", "“": '"', "”": '"', "\u00ad": ""}


def map_passage(text: str, span: Span, *, markdown: bool) -> Reading:
    """The reading of `span`: its list mark and markup left out, its white space folded.

    Typographic quotation marks and apostrophes are read as the plain ones that the parser knows.
    """
    hidden = _hidden(text, span, markdown=markdown)
    characters: list[str] = []
    offsets: list[int] = []
    for position in range(span.start, span.end):
        character = text[position]
        if position in hidden:
            continue
        character = " " if character.isspace() else _SAME.get(character, character)
        if not character or (character == " " and (not characters or characters[-1] == " ")):
            continue
        characters.append(character)
        offsets.append(position)
    if characters and characters[-1] == " ":
        del characters[-1], offsets[-1]
    return Reading("".join(characters), tuple(offsets))


def _hidden(text: str, span: Span, *, markdown: bool) -> set[int]:
    """The positions within `span` that the parser must not see."""
    hidden: set[int] = set()
    if mark := LIST_MARK.match(text, span.start, span.end):
        hidden.update(range(mark.start(), mark.end()))
    if not markdown:
        return hidden
    for match in _MARKUP.finditer(text, span.start, span.end):
        hidden.update(range(match.start(), match.end()))
        if match["link"]:
            hidden.difference_update(range(match.start("label"), match.end("label")))
    return hidden
