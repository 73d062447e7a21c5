"""Bodies and roles that only the text describes: "the bilateral working group", "the receiving State"."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from servanda import iris
from servanda.extract.parser import base_form
from servanda.model import Entity

_DETERMINERS = frozenset({"the", "this", "these", "that", "our", "a", "an"})
_PART_OF = frozenset(
    {"head", "member", "agent", "chief", "captain", "staff", "representative", "master", "person"}
)
"""Nouns for somebody who is that only of something: "head of the mission"."""

_EVERY = frozenset({"each", "every", "all"})
_CAPITAL = frozenset({"party", "parties", "state", "states"})
"""Nouns of actors that treaties write with a capital."""
_NAME_LINKS = frozenset({"for", "of", "on", "and", "against", "to"})


class Bodies:
    """The bodies of one document, by the fullest name that each was given so far.

    A body with a proper name ("Network for Homicide Prevention") is the same in every document; one
    that is only described ("bilateral working group") is the document's own.
    """

    def __init__(self, document_iri: str, nouns: frozenset[str], base: str) -> None:
        self._document = document_iri
        self._nouns = nouns
        self._base = base
        self._names: dict[str, str] = {}

    def note(self, tokens: Iterable[Token]) -> None:
        """Remember the bodies that are described here, so that "this group" can be named later."""
        for token in tokens:
            if token.pos_ in ("NOUN", "PROPN") and base_form(token) in self._nouns:
                name = full_name(token)
                if name.lower() != token.lower_:
                    self._names[token.lower_] = name

    def named(self, head: Token) -> tuple[Entity, ...]:
        """The body that the phrase around `head` means; none where the text never said which."""
        name = full_name(head)
        if name.lower() == head.lower_:
            name = self._names.get(head.lower_, "")
        if not name or not (head.left_edge.lower_ in _DETERMINERS or name[0].isupper()):
            return ()
        return (self._mint(name, "WorkingGroup" if base_form(head) == "group" else "Institution"),)

    def role(self, head: Token) -> Entity:
        """The actor that a text knows by its part only; singular and plural are the same.

        But "the Contracting States", and "each Contracting State", are all of them; and with words
        that tell of what somebody is a part ("members of the mission") the name is as the text has it.
        """
        whole = _of_what(head)
        words = full_name(head).split()[:-1]
        noun = head.lower_ if whole else base_form(head)
        if words and _means_every(head):
            noun = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
        name = " ".join(_in_place(word) for word in (*words, noun, *whole))
        return Entity(iris.local(self._document, "actor", name), name, "Role", minted=True)

    def all_parties(self) -> Entity:
        """The parties of a treaty that the text does not name: "each Party", "the Contracting Parties"."""
        return Entity(iris.local(self._document, "actor", "Parties"), "Parties", "Role", minted=True)

    def _mint(self, name: str, kind: str) -> Entity:
        proper = all(word[0].isupper() for word in name.split() if word.lower() not in _NAME_LINKS)
        minted = (
            iris.minted("actor", name, self._base) if proper else iris.local(self._document, "actor", name)
        )
        return Entity(minted, name, kind, minted=True)


def _in_place(word: str) -> str:
    """A word as it is within a sentence, the same wherever it stands: "members", "sending State"."""
    return word.capitalize() if word.lower() in _CAPITAL else word.lower()


def _means_every(head: Token) -> bool:
    """Whether a noun without a complement means all of a kind: "the sending States", "each sending State"."""
    if base_form(head) in _PART_OF:
        return False
    determiner = head.left_edge.lower_
    return determiner in _EVERY or (determiner == "the" and head.tag_ in ("NNS", "NNPS"))


def _of_what(head: Token) -> tuple[str, ...]:
    """The words after a noun that says nothing alone: "of the mission" after "head"."""
    doc, end = head.doc, head.i + 1
    if base_form(head) not in _PART_OF:
        return ()
    while end + 1 < head.sent.end and doc[end].lower_ == "of":
        noun = doc[end + 1]
        while noun.i + 1 < head.sent.end and (noun.dep_ in ("det", "amod", "compound") or noun.tag_ == "VBG"):
            noun = noun.nbor()
        if noun.pos_ not in ("NOUN", "PROPN"):
            break
        end = noun.i + 1
    return tuple(doc[head.i + 1 : end].text.split())


def full_name(head: Token) -> str:
    """The noun with the words that belong to its name.

    So "bilateral working group", "sending State", "Network for Homicide Prevention".
    """
    doc, first, end = head.doc, head.i, head.i + 1
    while first > head.sent.start and _is_of_name(doc[first - 1], head):
        first -= 1
    while head.text[0].isupper() and _links_name(head, end):
        end = next((t.i for t in doc[end + 1 : head.sent.end] if not t.text[0].isupper()), head.sent.end)
    return doc[first:end].text


def _is_of_name(token: Token, head: Token) -> bool:
    """Whether a word right before a name goes with it: an adjective, a noun, a participle."""
    word = token.pos_ in ("ADJ", "NOUN", "PROPN") or token.tag_ in ("VBG", "VBN")
    return word and token.i < token.head.i <= head.i


def _links_name(head: Token, place: int) -> bool:
    """Whether the token at `place` ties a capitalised name to more of it."""
    doc = head.doc
    return place + 1 < head.sent.end and doc[place].lower_ in _NAME_LINKS and doc[place + 1].text[0].isupper()
