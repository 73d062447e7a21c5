"""Names in a property graph: an IRI's own, with its prefix only where two would be alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from types import MappingProxyType
from typing import TypeAlias

from servanda.vocab import PREFIXES

Term: TypeAlias = tuple[str, str]
"""The IRI of a property, and the language of its values; empty for English and for none."""

_OURS = PREFIXES["sv"]
_PREFIX_OF = MappingProxyType({namespace: prefix for prefix, namespace in PREFIXES.items()})
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def named(
    terms: Collection[Term], name: Callable[[str, str], str], taken: Collection[str]
) -> dict[Term, str]:
    """A name for each of the properties, no two alike: its own, else with its prefix, else with a number."""
    names = dict[Term, str]()
    used = set(taken)
    for iri, language in sorted(terms, key=lambda term: (not term[0].startswith(_OURS), term)):
        space, local = parts(iri)
        plain = name(local, language)
        prefix = re.sub(r"\W", "_", _PREFIX_OF.get(space, ""))
        prefixed = name(f"{prefix}_{local}", language) if prefix else plain
        numbered = (f"{prefixed}_{number}" for number in range(2, len(terms) + len(used) + 3))
        names[iri, language] = next(one for one in (plain, prefixed, *numbered) if one not in used)
        used.add(names[iri, language])
    return names


def property_name(local: str, language: str) -> str:
    """The name of a property: `dcterms:title` in Spanish is `title_es`."""
    return f"{local}_{re.sub(r'[^a-zA-Z0-9]', '_', language)}" if language else local


def edge_name(local: str, _: str) -> str:
    """The type of an edge: `sv:inPassage` is `IN_PASSAGE`."""
    return _HUMP.sub("_", local).upper()


def parts(iri: str) -> tuple[str, str]:
    """The namespace of a term, and its name there, in letters, digits and `_`, with no digit at the front."""
    space, local = iri[: -len(last)] if (last := re.split("[/#:]", iri)[-1]) else iri, last
    plain = re.sub(r"[^a-zA-Z0-9_]", "_", local)
    return space, f"_{plain}" if not plain or plain[0].isdigit() else plain
