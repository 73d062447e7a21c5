"""Whose a thing is, as the words beside its name say: "Mexico's", "the Chilean and Norwegian", "of Peru"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc, Token

from servanda.extract.found import Found
from servanda.model import Entity

_POSSESSIVES = frozenset({"its", "their", "our", "his", "her"})
_JOINS = frozenset({",", "and", "the", "or", "of", "well", "as"})
_OWNING = ("State", "InternationalOrganization")
"""The kinds of actors that a possessive may point to."""

_BEFORE_OWNER = frozenset({"the", "honorable", "honourable", "said"})
"""Words between "of" and an owner: "the Senate of the Honorable Congress"."""


def owners_before(doc: Doc, first: int, before: Sequence[Found], *, several: bool) -> tuple[Entity, ...]:
    """The actors to which the words right before a name point, the nearest last.

    So in "Mexico's", "Mexican", "Mexico", "its"; with `several` all of "the Chilean and Norwegian".
    """
    while first and doc[first - 1].pos_ == "ADJ" and not any(found.end == first for found in before):
        first -= 1  # "its entire Southern Border"
    if first == 0:
        return ()
    previous: Token = doc[first - 1]
    if previous.lower_ in _POSSESSIVES:
        start = previous.sent.start if doc.has_annotation("SENT_START") else 0  # a title has no sentences
        inside = (f.entity for f in before if f.first >= start and f.entity.kind in _OWNING)
        theirs = tuple(dict.fromkeys(inside)) if previous.lower_ != "our" else ()
        return theirs if several and previous.lower_ == "their" else theirs[:1]
    reach = first - 1 if previous.tag_ == "POS" else first
    found = next((one for one in before if one.end == reach), None)
    if found is None or (previous.tag_ != "POS" and found.entity.kind != "State"):
        return ()
    owners = [found]
    while several and (joined := _joined_before(doc, owners[-1].first, before)):
        owners.append(joined)
    return tuple(one.entity for one in reversed(owners))


def _joined_before(doc: Doc, first: int, before: Sequence[Found]) -> Found | None:
    """The state that a list has right before the one that begins at `first`."""
    end = first
    while end and doc[end - 1].lower_ in _JOINS:
        end -= 1
    if end == first:
        return None
    return next((one for one in before if one.end == end and one.entity.kind == "State"), None)


def owners_after(
    doc: Doc,
    end: int,
    settled: Mapping[int, Sequence[Found]],
    *,
    several: bool,
    links: frozenset[str] = frozenset({"of"}),
) -> tuple[Entity, ...]:
    """The actors to which the words right after a name point: "of Mexico", "of the Congress of Peru".

    With `several` all of a list of them; `settled` has what is known to begin at each token.
    """
    if end >= len(doc) or doc[end].lower_ not in links:
        return ()
    owners: list[Entity] = []
    place = end + 1
    while place < len(doc):
        if found := settled.get(place):
            if found[0].adjective:
                break
            owners += [one.entity for one in found]
            place = found[0].end
            if not several:
                break
        elif doc[place].lower_ in (_JOINS if owners else _BEFORE_OWNER):
            place += 1
        else:
            break
    return tuple(owners)


def lists_with(doc: Doc, first: int, end: int, settled: Mapping[int, Sequence[Found]]) -> tuple[Entity, ...]:
    """The places beside a name in a list: "Atlanta" before ", Georgia", "Texas" in "Georgia and Texas"."""
    before = next(
        (
            f
            for some in settled.values()
            for f in some
            if f.end == first - 1 and doc[f.end].text in (",", "and")
        ),
        None,
    )
    after = settled.get(end + 1, ()) if end < len(doc) and doc[end].text in (",", "and") else ()
    found = (*((before,) if before else ()), *after[:1])
    return tuple(one.entity for one in found if one.entity.kind == "Place" and not one.adjective)
