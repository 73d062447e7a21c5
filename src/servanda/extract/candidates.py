"""Stretches of a passage that fit names of the lexicon, before it is told which thing they mean."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from servanda.extract.capitals import NO_PART, is_capital
from servanda.extract.found import Found
from servanda.extract.parser import base_form
from servanda.lexicon import Name

_OF_STATES = frozenset({"Government", "Office"})
"""Kinds whose state is named beside them, so that "Governments of A and B" are found as "of A" is."""
_RANKS = frozenset(
    "deputy vice assistant associate under undersecretary former ex principal shadow elect designate".split()
)
"""Words that make another office of the one beside them, or say that somebody does not hold it."""

_PARTICLES = frozenset({"von", "van", "der", "de", "del", "da", "al", "el", "bin"})
_SEVERAL = frozenset("the both two three four five our their respective these those".split())
"""Words before a plural that means some known ones: "the two Presidents"; not "other Governments"."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Tokens that fit one or several names of the lexicon."""

    first: int
    end: int
    names: tuple[Name, ...]

    @property
    def plural(self) -> bool:
        """Whether they name several things at once."""
        return all(name.plural for name in self.names)

    @property
    def form(self) -> str:
        """A short form as the lexicon has it."""
        return self.names[0].form

    @property
    def certain(self) -> tuple[Name, ...]:
        """The names that count wherever they stand."""
        return tuple(name for name in self.names if not name.ambiguous)

    @property
    def short(self) -> tuple[Name, ...]:
        """The names that count only where the text tells which thing they mean."""
        return tuple(name for name in self.names if name.ambiguous)

    def found(self, name: Name) -> Found:
        """These tokens, as the name of what one of the names means."""
        return Found(self.first, self.end, name.entity, name.adjective)


def is_apart(doc: Doc, one: Candidates, party_nouns: frozenset[str], *, owned: bool) -> bool:
    """Whether the words beside a short name keep the document from telling whose it is."""
    return _opens_name(doc, one) or (not owned and _is_of_another(doc, one, party_nouns))


def _opens_name(doc: Doc, one: Candidates) -> bool:
    """Whether a title is followed by the name of who has it: "President" in "President Prieto"."""
    if one.end >= len(doc) or not any(name.entity.kind == "Office" for name in one.names):
        return False
    place = one.end
    while place + 1 < len(doc) and doc[place].text in _PARTICLES:
        place += 1
    return doc[place].pos_ == "PROPN" and doc[place].text[0].isupper()


def is_other_office(doc: Doc, one: Candidates) -> bool:
    """Whether a word beside the title of an office makes another of it: "Deputy Prime Minister"."""
    if not any(name.entity.kind == "Office" for name in one.names):
        return False
    before = one.first - 1 - (one.first > 1 and doc[one.first - 1].text in "-–")
    after = one.end + 1 if doc[one.end : one.end + 1].text in ("-", "–") else one.end
    beside = {doc[place].lower_ for place in (before, after) if 0 <= place < len(doc)}
    return not _RANKS.isdisjoint(beside)


def _is_of_another(doc: Doc, one: Candidates, party_nouns: frozenset[str]) -> bool:
    """Whether the words beside a short name say whose it is, though nobody knows who that is.

    So in "the Freedonian President", "the Government of National Unity", "other Governments": none is
    that of a party.
    """
    after = doc[one.end : one.end + 5]
    if len(after) > 1 and after[0].lower_ == "of":
        owner = [t for t in after[1:] if t.lower_ != "the"]
        if owner and is_capital(owner[0]) and not any(base_form(t) in party_nouns for t in owner[:2]):
            return True
    if one.first == 0:
        return one.plural
    before = doc[one.first - 1]
    if one.plural:
        return before.lower_ not in _SEVERAL
    named = is_capital(before) and before.lower_ not in NO_PART | _SEVERAL and before.tag_ != "POS"
    return named and before.pos_ in ("PROPN", "ADJ", "NOUN")


def is_composed(name: Name, short: set[tuple[str, str]]) -> bool:
    """Whether a name is a short one and whose it is, which are found apart: "Government of Norway"."""
    if name.entity.kind not in _OF_STATES or name.form != name.entity.label:
        return False
    return (name.entity.iri, name.form.partition(" of ")[0]) in short


def plural(form: str) -> str:
    """The plural of a short name: its noun stands before "of" or last.

    >>> plural("Chamber of Deputies"), plural("Congress"), plural("Ministry of Trade")
    ('Chambers of Deputies', 'Congresses', 'Ministries of Trade')
    """
    noun, link, rest = form.partition(" of ")
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies{link}{rest}"
    return f"{noun}{'es' if noun.endswith(('s', 'ch', 'sh', 'x')) else 's'}{link}{rest}"
