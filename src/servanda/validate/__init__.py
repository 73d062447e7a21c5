"""The graph of a document against the shapes: what is wrong with it, where, and what to mend.

One graph is validated at a time, together with the little that its shapes need to know of the
ontology and the reference data (`known`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from servanda.rdf import quiet
from servanda.store import Store
from servanda.validate import terms
from servanda.validate.engines import ENGINES, Engine, engine
from servanda.validate.explain import Explanation, explain
from servanda.validate.findings import SEVERITIES, Checked, Finding, Place, Report, order
from servanda.validate.known import Known, describe_named
from servanda.validate.places import Places
from servanda.validate.shapes import Profile, Shapes, load_shapes, read_shapes

__all__ = [
    "ENGINES",
    "SEVERITIES",
    "Checked",
    "Engine",
    "Explanation",
    "Finding",
    "Known",
    "Place",
    "Profile",
    "Report",
    "Shapes",
    "describe_named",
    "engine",
    "explain",
    "load_shapes",
    "read_shapes",
    "validate",
]


def validate(
    data: Store, against: Engine, name: str, profile: str = "", fails_on: str = SEVERITIES[0]
) -> Report:
    """What the shapes of an engine find in `data`, and what is wrong with its terms.

    `name` is the IRI of the graph; `profile` and `fails_on` go into the report. A literal that is not
    well-formed is one finding: no other shape sees it, and none misses it. Raises ShapesError, with the
    file, for a shape that cannot be evaluated.
    """
    with quiet():
        wrong = tuple(terms.check(data))
        found = set(against.evaluate(_well_formed(data, wrong)))
        literals = [finding for finding in wrong if finding.shape == terms.LITERAL_FORM]
        own = (finding for finding in found if not _follows(finding, literals))
        places = Places(data)
        found_all = (replace(one, place=places.place(one)) for one in (*wrong, *own))
        findings = tuple(sorted(found_all, key=order))
    return Report(name, findings, against.name, profile, fails_on)


def _follows(finding: Finding, literals: Iterable[Finding]) -> bool:
    """Whether `finding` misses one of the `literals` that were found, or looks at the thing that has it."""
    return any(
        (finding.focus, finding.path) == (literal.focus, literal.path)
        or (finding.path is None and finding.value == literal.focus)
        for literal in literals
    )


def _well_formed(data: Store, wrong: Iterable[Finding]) -> Store:
    """`data` without the literals that have no value: pySHACL stops at them where it compares."""
    broken = [finding for finding in wrong if finding.shape == terms.LITERAL_FORM]
    triples = ((one.focus, one.path, one.value) for one in broken if one.path and one.value is not None)
    return data.without(triples) if broken else data
