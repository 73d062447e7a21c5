"""The terms of an act: condition, dates, timing, frequency, purpose, means and standard, and references.

A term is read from the words of its own act: those before the act's verb in the sentence (shared by
coordinated acts) and those of the action.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from servanda.extract.adverbials import frequency, timing
from servanda.extract.conditions import condition
from servanda.extract.extent import Act
from servanda.extract.means import means
from servanda.extract.parser import Parsed
from servanda.extract.phrases import Words
from servanda.extract.purposes import purpose
from servanda.extract.references import references
from servanda.extract.schedule import due
from servanda.extract.standards import standard, strict_standard
from servanda.model import Cited, Reference, Terms

_ASSERTED = ("position", "recognition", "endorsement")


def read_terms(parsed: Parsed, fronts: tuple[range, ...], act: Act, anchor: date | None) -> Terms:
    """The terms in the tokens of `fronts`, those before the act's subject and verb, and of the action.

    `anchor` is the document's own date, from which relative dates are counted.
    """
    action = Words.of(parsed, range(act.start, act.end))
    before = tuple(Words.of(parsed, front) for front in fronts if front)
    stretches = (action, *before) if action.tokens else before
    if act.force in _ASSERTED:
        terms = _of_asserted(action, act)
        return replace(terms, refers_to=_references(stretches, terms.in_accordance_with, anchor))
    front = tuple(words for one in fronts for words in _adverbials(parsed, one, act))
    areas = (action, *front) if action.tokens else front
    norm = standard(areas, before, act)
    aim = purpose(before, action, act)
    aside = aim.span if aim else None
    deadline, period = due(areas, act, anchor, aside)
    return Terms(
        condition=condition(stretches, act),
        deadline=deadline if act.force != "permission" else None,  # what may be done cannot be overdue
        period=period,
        timing=timing(areas, before, act, aside, deadline.span if deadline else None),
        frequency=frequency(areas, act),
        purpose=aim,
        means=means(areas, act),
        in_accordance_with=norm,
        refers_to=_references(stretches, norm, anchor),
    )


def _references(
    stretches: tuple[Words, ...], norm: Cited[str] | None, anchor: date | None
) -> tuple[Reference, ...]:
    """What the words point back to, but for the treaties that the act is to accord with."""
    aside = norm.span if norm else None
    return tuple(reference for words in stretches for reference in references(words, anchor, aside))


def _of_asserted(action: Words, act: Act) -> Terms:
    """The terms of an assertive or expressive act: those of the thing that is recognized or welcomed.

    A clause that is asserted keeps its terms: they are part of what it says.
    """
    if act.frame == "clause" or not action.tokens:
        return Terms()
    return Terms(
        condition=condition((action,), act),
        in_accordance_with=strict_standard(action),
    )


def under(terms: Terms, lead_in: Terms) -> Terms:
    """The terms, with those of the lead-in over them that they lack; a date of their own counts alone."""
    if not (terms.deadline or terms.period):
        terms = replace(terms, deadline=lead_in.deadline, period=lead_in.period)
    return replace(
        terms,
        timing=terms.timing or lead_in.timing,
        frequency=terms.frequency or lead_in.frequency,
        purpose=terms.purpose or lead_in.purpose,
        means=terms.means or lead_in.means,
        in_accordance_with=terms.in_accordance_with or lead_in.in_accordance_with,
    )


def _adverbials(parsed: Parsed, front: range, act: Act) -> Iterator[Words]:
    """The phrases before the act that qualify its verb: not the subject, and no clauses ("when we meet")."""
    above = {act.verb, *act.verb.ancestors}
    for token in parsed.doc[front.start : front.stop]:
        if token.dep_ not in ("prep", "npadvmod", "advmod") or token.pos_ == "VERB":
            continue
        head = token.head
        if head.tag_ == "VBD" and head != act.verb:
            continue  # when they agreed, not when they will act
        if (head.i >= front.stop or head in above) and head.pos_ in ("VERB", "AUX"):
            phrase = range(max(token.left_edge.i, front.start), min(token.right_edge.i + 1, front.stop))
            yield Words.of(parsed, phrase)
