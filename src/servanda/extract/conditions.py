"""Conditions: what an act depends on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from servanda.extract.extent import Act
from servanda.extract.phrases import Words
from servanda.extract.schedule import is_of_clause
from servanda.model import Cited

_AVAILABLE = (
    r"(?:necessary|needed|required|requested|possible|appropriate|applicable|relevant|feasible|practicable"
    r"|warranted|agreed|permitted|available|desirable)"
)
_HEDGE = re.compile(
    r"\b(?:if|where|when|whenever|wherever|as)(?: and (?:when|where|as|if))?"
    rf" (?:may be |deemed |mutually )?{_AVAILABLE}(?:(?: and| or|,) {_AVAILABLE})*(?! as\b)\b"
    r"|\bto the (?:(?:fullest|maximum|greatest) )?extent"
    r" (?:possible|practicable|feasible|permitted(?: by \w+ ?law)?)\b"
    r"|\bas circumstances (?:permit|allow|require)\b",
    re.IGNORECASE,
)
"""Hedges that are a condition by themselves."""
_COMPARED = re.compile(r"\b(?:as \w+|such other \w+) $", re.IGNORECASE)
"""What makes a comparison of a hedge: "as soon as possible", "such other port as may be agreed"."""
_IS = "".join(f"(?<!{word} )" for word in ("are", "is", "be", "not", "were", "being", "remain"))
"""No such word before "subject to", which says there what something is."""
_CONDITION = re.compile(
    r"\b(?:in the event\b|in case\b|in the (?:instance|absence) of\b"
    r"|provided(?:,? however,?)? that\b|provided (?=\w+ \w+ (?:is|are|has|have)\b)"
    r"|on (?:the )?condition that\b"
    rf"|{_IS}(?:subject to|without prejudice to)\b|unless\b|(?:only |even )?if\b"
    r"|(?:contingent|conditional|depending) (?:up)?on\b|(?<!for )(?:so|as) long as\b"
    r"|except(?! for)\b|with the exception of\b|to the (?:\w+ )?extent\b"
    r"|(?:only )?with(?:out)? (?:the |their |its )(?:\w+ ){0,2}"
    r"(?:consent|approval|permission|authori[sz]ation)\b"
    r"|in (?:the|any|each|every) (?:such )?case of\b|in ?so ?far as\b|at the request of\b"
    r"|in times? of (?=war|crisis|emergency)"
    r"|(?:up)?on (?:the )?agreement of\b|should (?=[^,;]{3,40} so (?:require|request|decide|agree))"
    r"|in (?:cases|situations|circumstances|instances) (?:of|where|in which|when|that)\b)",
    re.IGNORECASE,
)
"""Words that open a clause or phrase of condition."""
_EMPTY = re.compile(r"except(?: in)?(?: the)?(?: cases?)?(?: of)?(?: insofar)?(?: as)?", re.IGNORECASE)
"""What opens a list of exceptions and names none."""
_CIRCUMSTANCE = re.compile(r"in (?:cases|situations|circumstances|instances)\b", re.IGNORECASE)
_PEOPLE = frozenset(
    "person people individual child woman girl boy migrant refugee man worker one those country".split()
)
"""Nouns that "in situations of" describes: it tells of them, not of the act."""
_CLAUSE = re.compile(r"\b(?:when|whenever|wherever|where)\b", re.IGNORECASE)
"""Words that open a condition if a clause follows that tells of the act: "when the Council has met"."""
_WHERE = re.compile(r"(?:where|whenever) (?:an?|the|any|it|such|there)\b", re.IGNORECASE)
"""Words before an act with which a clause of condition opens, whatever the parse."""
_UNTIL_OTHERWISE = re.compile(r"\b(?:until|unless) [^,;]*\botherwise\b", re.IGNORECASE)


def condition(areas: tuple[Words, ...], act: Act) -> Cited[str] | None:
    """What an act depends on: a clause or phrase of condition, else a hedge such as "if necessary"."""
    for area in areas:
        if found := [*_otherwise(area), *_phrases(area, act), *_clauses(area, act)] or [*_hedges(area)]:
            return min(found, key=lambda cited: cited.span)
    return None


def _hedges(area: Words) -> Iterator[Cited[str]]:
    for match in _HEDGE.finditer(area.text):
        if not _COMPARED.search(area.text, 0, match.start()):
            yield area.cited(match.start(), match.end())


def _otherwise(area: Words) -> Iterator[Cited[str]]:
    for match in _UNTIL_OTHERWISE.finditer(area.text):
        yield area.cited(match.start(), match.end())


def _phrases(area: Words, act: Act) -> Iterator[Cited[str]]:
    for match in _CONDITION.finditer(area.text):
        token, phrase = area.token(match.start()), area.phrase(match.start())
        even = area.text[: match.start()].lower().endswith("even ")
        if even or _HEDGE.match(area.text, match.start()) or _EMPTY.fullmatch(phrase.value):
            continue
        nouns = {token.head.lemma_, token.doc[max(0, token.i - 1)].lemma_}
        described = _CIRCUMSTANCE.match(match[0]) and nouns & _PEOPLE
        if len(phrase.value) > len(match[0]) + 1 and not described and _may_condition(token, act):
            yield phrase


def _may_condition(opening: Token, act: Act) -> bool:
    """Whether a word such as "if" opens a condition of the act: no question, and no other clause's."""
    if opening.dep_ != "mark":
        return True
    return opening.head.dep_ != "ccomp" and not is_of_clause(opening.head, act)


def _clauses(area: Words, act: Act) -> Iterator[Cited[str]]:
    if (opening := _WHERE.match(area.text)) and area.tokens.stop <= act.start:
        yield area.phrase(opening.start())
    for match in _CLAUSE.finditer(area.text):
        aside = area.text[: match.start()].rstrip().endswith(",")
        if not aside and not _HEDGE.match(area.text, match.start()):
            token = area.token(match.start())
            if _tells_of(token.head, act) and token.head.i > token.i:
                yield area.phrase(match.start())


def _tells_of(clause: Token, act: Act) -> bool:
    """Whether a clause tells of the act's verb, or of one coordinated with it."""
    if clause.dep_ != "advcl" or not clause.tag_.startswith("VB"):
        return False
    return clause.head == act.verb or (clause.head.dep_ == "conj" and act.verb in clause.head.ancestors)
