"""Means: what an act is to be done by."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from servanda.extract.extent import Act
from servanda.extract.phrases import Words
from servanda.extract.purposes import opens_purpose
from servanda.extract.schedule import is_of_clause
from servanda.model import Cited

_MEANS = re.compile(
    r"\b(?:including,? )?(?:(?:by (?:means of|way of|use of|using)|via|through)\b(?:,? inter alia,)?:?|by:"
    r"|by (?=(?:\w+ly,? |also |further )*\w+ing\b)|by (?=(?:\w+ ){1,3}means\b)"
    r"|by (?=(?:mutual|unanimous|common) (?:agreement|consent|consensus)\b))",
    re.IGNORECASE,
)
_NO_MEANS = re.compile(
    r" ?(?:\d|(?:the )?(?:end|beginning|rest|course|middle|years?|night|winter|summer)\b"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|(?:and|which|whom|anything|nothing|everything|being|mid)\b)",
    re.IGNORECASE,
)
"""What follows "through" and "by" where they name a time, or no means."""
_WAY = frozenset(
    "pass transit travel move flow cross go come run follow carry get break live route ship smuggle"
    " transport".split()
)
"""Verbs after which "through" names a way in space."""


def means(areas: tuple[Words, ...], act: Act) -> Cited[str] | None:
    """What an act is to be done by: the words after "by", "through" and the like."""
    return next((one for area in areas for one in _by(area, act)), None)


def _by(area: Words, act: Act) -> Iterator[Cited[str]]:
    for match in _MEANS.finditer(area.text):
        rest = area.text[match.end() :]
        start = match.end() + len(rest) - len(rest.lstrip())
        if start >= len(area.text) or _NO_MEANS.match(rest) or not _is_of_act(_preposition(area, match), act):
            continue
        end = len(area.text)
        if not match[0].endswith(":"):
            end = opens_purpose(area, start, area.phrase_end(match.start()))
        if any(token.is_alpha for token in area.inside(start, end)):
            yield area.cited(start, end)


def _preposition(area: Words, match: re.Match[str]) -> Token:
    """The word "by", "via" or "through" of a match, past "including"."""
    tokens = area.inside(match.start(), match.end())
    words = (token for token in tokens if token.lower_.strip(":-–—") in ("by", "via", "through"))
    return next(words, area.token(match.start()))


def _is_of_act(preposition: Token, act: Act) -> bool:
    """Whether a preposition tells of the act, not of a way in space or of another verb."""
    governor = preposition.head
    if governor.lemma_.lower() in _WAY or governor.dep_ in ("acl", "relcl"):
        return False
    return not is_of_clause(preposition, act)
