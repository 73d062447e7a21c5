"""What is inferred, mended where documents came and went: as if it had been inferred from all of them anew.

It is done by deletion and rederivation (Gupta, Mumick and Subrahmanian, 1993, *Maintaining views
incrementally*, section 7). First goes all that may have followed from what is gone, which is too much. Then
comes what follows from what is new, and from what is said of the subjects that lost something. A rule of
one pattern tells from each triple alone what follows; for those that join several, the triples of their
properties are added wherever they stand. Our ontology has such rules for few properties.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from rdflib.namespace import RDF

from servanda import iris
from servanda.reason import follow
from servanda.store import Store
from servanda.store.draft import Draft

_TOLD = f"{iris.BASE}graph/told"
_LINKS = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?p {{ {} }} ?s ?p ?o }}"
_RULE = re.compile(r"CONSTRUCT \{ (\S+) .*? WHERE \{ (VALUES .*? \} )?(.*?) FILTER NOT EXISTS", re.DOTALL)
_IRI = re.compile(r"<([^>]*)>| (a) ")
_NEXT = re.compile(r" \.\s+\S|>/<")
"""Where a pattern follows another one."""


def amend(draft: Draft, rules: tuple[str, ...]) -> None:
    """Makes the inferred triples of a draft those that follow from its graphs as they are now."""
    joined, turned = _named(rules, _joins), _named(rules, _turns)
    missing = draft.retract(_following(draft, draft.gone, rules, joined))
    draft.conclude(_following(draft, draft.around(missing, turned), rules, joined))


def _following(draft: Draft, told: Store, rules: tuple[str, ...], joined: Iterable[str]) -> Store:
    """Triples of a draft, with all that follows from them together with others of the draft."""
    told.add_found(_TOLD, draft, _LINKS.format(" ".join(f"<{iri}>" for iri in joined)))
    follow(told, rules)
    return told


def _named(rules: Iterable[str], are_so: Callable[[re.Match[str]], bool]) -> tuple[str, ...]:
    """The properties, and perhaps other IRIs, in the conditions of the rules that are so; sorted."""
    conditions = (f"{rule[2] or ''}{rule[3]}" for rule in map(_parsed, rules) if are_so(rule))
    found = (iri or str(RDF.type) for condition in conditions for iri, _ in _IRI.findall(condition))
    return tuple(sorted(set(found)))


def _joins(rule: re.Match[str]) -> bool:
    """Whether a rule has several patterns."""
    return bool(_NEXT.search(rule[3]))


def _turns(rule: re.Match[str]) -> bool:
    """Whether a rule says something of what is no subject in its condition."""
    return not rule[3].startswith(f"{rule[1]} ")


def _parsed(rule: str) -> re.Match[str]:
    match = _RULE.match(rule)
    assert match, rule  # noqa: S101 - the form that `reason` gives them
    return match
