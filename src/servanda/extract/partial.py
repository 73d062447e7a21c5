"""Names of states and places that are only a part of another name."""

from __future__ import annotations

from itertools import takewhile

from spacy.tokens import Doc

from servanda.extract.capitals import is_capital, singular
from servanda.extract.found import Found
from servanda.extract.mentions import Gazetteer
from servanda.extract.parser import base_form, common_words

_BETWEEN = frozenset({"inter", "intra", "pan", "trans"})
"""What stands before a hyphen and the adjective of a region that is no state: "inter-Korean"."""


def is_part(doc: Doc, mention: Found, others: tuple[Found, ...], reference: Gazetteer) -> bool:
    """Whether a state or place is a part of a name that nobody knows: "Chile Airlines", "inter-Korean"."""
    if not reference.is_a(mention.entity, "State", "Place"):
        return False
    if mention.first > 1 and doc[mention.first - 1].text in ("-", "–"):
        return doc[mention.first - 2].lower_ in _BETWEEN
    last, end = doc[mention.end - 1], mention.end
    if mention.entity.kind == "State" and mention.first and doc[mention.first - 1].pos_ == "ADP":
        return False  # "Ambassador to Chile Ana Prieto"
    if mention.adjective or end >= len(doc) or "." in last.text or any(m.first == end for m in others):
        return False
    if last.dep_ != "compound" or last.head.i < end or singular(doc[end].lower_) not in common_words():
        return False
    run = takewhile(lambda token: token.pos_ == "PROPN" and not token.is_upper, doc[end:])
    nouns = [(base_form(token), singular(token.lower_)) for token in run if is_capital(token)]
    known = reference.acting_nouns | reference.name_nouns.keys()
    return bool(nouns) and not any(known.intersection(forms) for forms in nouns)
