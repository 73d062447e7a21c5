"""Preamble and operative part: which paragraphs of an instrument belong to either."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from servanda.model import Part, Passage, PassageKind
from servanda.read.drafting import FORMULA, NAMING, OPERATIVE, PREAMBULAR, RECITAL

_NAME_LENGTH = 80
_PREFACE = 4
"""How many paragraphs may introduce an instrument before its preamble."""
_WHOLE = (".", "!", "?")
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
    """The run of paragraphs without a full stop that opens an instrument, if it is a preamble.

    Once a line that says who speaks, or a recital, has opened it, position decides and no vocabulary: it
    goes on up to the first number, heading, operative verb or whole sentence. After an introduction in
    whole sentences it takes two recitals to be one.
    """
    found = [(i, passage) for i, passage in enumerate(passages) if passage.kind is PassageKind.PARAGRAPH]
    start = next((at for at, (_, passage) in enumerate(found[:_PREFACE]) if _opens(passage)), None)
    if start is None:
        return range(0)
    end, recitals = start, 0
    for at in range(start, len(found)):
        i, passage = found[at]
        headed = at > start and any(one.heading for one in passages[found[at - 1][0] : i])
        if headed or not (at == start or _goes_on(passage) or _before_another(passages, i)):
            break
        end, recitals = at + 1, recitals + bool(PREAMBULAR.match(passage.reading.text))
        if FORMULA.search(passage.reading.text):
            break
    last = found[end - 1][0]
    if any(passage.reading.text.endswith(_WHOLE) for _, passage in found[:start]):
        enough = recitals > 1
    else:
        formula = FORMULA.search(passages[last].reading.text)
        enough = bool(recitals or formula) or _names_a_body(passages, last)
    return range(found[start][0], last + 1) if enough else range(0)


def _opens(passage: Passage) -> bool:
    """Whether a paragraph can open a preamble: who speaks, in view of what, or that they agree."""
    words = passage.reading.text
    named = bool(NAMING.match(words)) and (words.endswith((",", ";", ":")) or len(words) <= _NAME_LENGTH)
    return not words.endswith(_WHOLE) and (named or bool(PREAMBULAR.match(words) or FORMULA.search(words)))


def _goes_on(passage: Passage) -> bool:
    """Whether a paragraph goes on with a preamble that is open."""
    words = passage.reading.text
    if words.endswith(_WHOLE):
        return False
    if _is_recital(words) or FORMULA.search(words):
        return True
    unfinished = words.endswith((",", ";", " and"))
    return passage.number is None and unfinished and not OPERATIVE.match(words)


def _is_recital(words: str) -> bool:
    return bool(PREAMBULAR.match(words) or RECITAL.match(words))


def _before_another(passages: Sequence[Passage], i: int) -> bool:
    """Whether a recital that ends in a full stop stands before another, or before the formula."""
    words = next((one.reading.text for one in passages[i + 1 :] if one.kind is PassageKind.PARAGRAPH), "")
    more = _is_recital(words) or bool(FORMULA.search(words))
    return _is_recital(passages[i].reading.text) and more and not words.endswith(_WHOLE)


def _names_a_body(passages: Sequence[Passage], i: int) -> bool:
    """Whether a line that names a body is followed at once by what that body resolves."""
    following = next((one for one in passages[i + 1 :] if one.kind is PassageKind.PARAGRAPH), None)
    return following is not None and bool(OPERATIVE.match(following.reading.text))
