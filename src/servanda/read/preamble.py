"""Preamble and operative part: how the paragraphs of the two begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from servanda.model import Part, Passage, PassageKind
from servanda.read.drafting import FORMULA, NAMING, PREAMBULAR

_NAME_LENGTH = 80

_HEADING = re.compile(r"(?:the )?preamble|preambular (?:part|paragraphs)", re.IGNORECASE)
_OPERATIVE = (PassageKind.PARAGRAPH, PassageKind.TABLE_ROW)


def is_preamble(heading: str) -> bool:
    """Whether a heading stands over a preamble."""
    return _HEADING.fullmatch(heading.strip(" :.")) is not None


def with_parts(passages: Sequence[Passage]) -> Iterator[Passage]:
    """The passages, each paragraph of an instrument that has a preamble with the part it belongs to.

    The preamble is what stands under a heading that says so; or the paragraphs at the beginning that
    end in no full stop: who speaks, in view of what, and the formula that leads to what is agreed.
    """
    preamble = _under_its_heading(passages) or _opening(passages)
    annexed = False
    for i, passage in enumerate(passages):
        annexed = annexed or passage.kind is PassageKind.ANNEX
        if not preamble or annexed or passage.kind not in _OPERATIVE:
            yield passage
        elif i in preamble:
            yield replace(passage, part=Part.PREAMBLE)
        else:
            yield replace(passage, part=Part.OPERATIVE if i > preamble[-1] else None)


def _under_its_heading(passages: Sequence[Passage]) -> range:
    """The passages under the heading "Preamble"."""
    for i, passage in enumerate(passages):
        if passage.heading and is_preamble(passage.heading):
            after = range(i + 1, len(passages))
            end = next((j for j in after if passages[j].span.start >= passage.span.end), len(passages))
            formula = (j + 1 for j in range(i + 1, end) if FORMULA.search(passages[j].reading.text))
            return range(i + 1, next(formula, end))
    return range(0)


def _opening(passages: Sequence[Passage]) -> range:
    """The run of paragraphs without a full stop that opens an instrument, if it is a preamble."""
    start, end, found = None, 0, False
    for i, passage in enumerate(passages):
        if passage.kind is not PassageKind.PARAGRAPH:
            if start is not None and passage.kind is PassageKind.SECTION:
                break
            continue
        words = passage.reading.text
        opens, formula = bool(PREAMBULAR.match(words)), bool(FORMULA.search(words))
        whole = words.endswith(".") and not (opens and start is not None and _goes_on(passages, i))
        if whole or not (opens or formula or _is_naming(passage)):
            if start is None and not passage.number and not words.endswith("."):
                continue
            break
        start = i if start is None else start
        end, found = i + 1, found or opens or formula or _names_a_body(passages, i)
        if formula:
            break
    return range(start, end) if start is not None and found else range(0)


def _goes_on(passages: Sequence[Passage], i: int) -> bool:
    """Whether the paragraph after the one at `i` is of the preamble too."""
    words = next((one.reading.text for one in passages[i + 1 :] if one.kind is PassageKind.PARAGRAPH), "")
    return bool(PREAMBULAR.match(words) or FORMULA.search(words)) and not words.endswith(".")


def _is_naming(passage: Passage) -> bool:
    words = passage.reading.text
    return bool(NAMING.match(words)) and (words.endswith((",", ";", ":")) or len(words) <= _NAME_LENGTH)


def _names_a_body(passages: Sequence[Passage], i: int) -> bool:
    """Whether a line that names a body is followed at once by what that body resolves."""
    following = next((one for one in passages[i + 1 :] if one.kind is PassageKind.PARAGRAPH), None)
    return following is not None and bool(re.match(r"[A-Z][a-z]+(?:s|es)\b", following.reading.text))
