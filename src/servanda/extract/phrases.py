"""Stretches of words that belong to an act, and where a phrase within them ends."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from servanda.extract.coordination import VERB_FORMS
from servanda.extract.parser import Parsed
from servanda.extract.subjects import subject_of
from servanda.model import Cited, Span

_CONJUNCTIONS = frozenset({"and", "or", "but"})
_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
_MARKS = frozenset({",", ";", ":", "—", "–"})
_NOMINAL = frozenset({"DET", "PRON", "NOUN", "PROPN", "ADJ"})
_JOINED = frozenset({"conj", "appos", "pobj", "dobj"})
"""What the last member of a list is to the words before it, by the parse."""
_LISTED = frozenset({"conj", "appos", "amod", "nmod"})
"""What a member in the middle is."""
_NEW_TERM = re.compile(
    r"(?:,? (?:and |or )?)\b(?:notwithstanding|in order to|so as to|so that"
    r"|with (?:a|the|an) (?:view|aim|goal|purpose|intent|objective|\w+ focus)|subject to|without prejudice to"
    r"|in (?:full |strict )?(?:accordance|line|compliance|conformity) with|consistent with|pursuant to"
    r"|while|including|such as|by (?:\w+ly )?\w+ing|through"
    r"|(?:as|if|where|when) (?:appropriate|necessary|needed)|to the \w*\s?extent)\b",
    re.IGNORECASE,
)
"""Words that open another term, or an example, within a phrase."""


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of a passage's cleaned text that belongs to an act: the tokens of `tokens`.

    `start` is where its `text` begins in the cleaned text; the offsets of the methods count from there.
    """

    parsed: Parsed
    tokens: range
    start: int
    text: str

    @classmethod
    def of(cls, parsed: Parsed, tokens: range) -> Words:
        """The words of some tokens, one at least."""
        piece = parsed.doc[tokens.start : tokens.stop]
        return cls(parsed, tokens, piece.start_char, piece.text)

    def token(self, start: int) -> Token:
        """The token at the character `start` of these words."""
        return token_at(self.parsed.doc, self.start + start)

    def inside(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens that begin between two characters, in order."""
        doc, (first, stop) = self.parsed.doc, (self.start + start, self.start + end)
        places = (max(starting(doc, first), self.tokens.start), min(starting(doc, stop), self.tokens.stop))
        return tuple(doc[i] for i in range(*places))

    def cited(self, start: int, end: int) -> Cited[str]:
        """The characters `start` to `end`, without white space and punctuation at their end.

        There must be a word between them.
        """
        text = self.text[start:end].rstrip(" ,;.:-–—")
        return Cited(text, self.span(start, start + len(text)))

    def span(self, start: int, end: int) -> Span:
        """The stretch of the source behind the characters `start` to `end` of these words."""
        return self.parsed.passage.reading.span(self.start + start, self.start + end)

    def phrase(self, start: int) -> Cited[str]:
        """The phrase that begins at the character `start`, up to what no longer belongs to it."""
        end = self.phrase_end(start)
        return self.cited(start, end)

    def phrase_end(self, start: int) -> int:
        """The character at which the phrase ends that begins at `start`."""
        doc, first = self.parsed.doc, self.token(start).i
        last = doc[phrase_end(doc, first, self.tokens.stop) - 1]
        return last.idx + len(last) - self.start

    def up_to_next_term(self, start: int, end: int, *, past: int = 1) -> int:
        """The character `end`, or where another term opens between it and `start`.

        The first `past` characters are passed over: they open the phrase itself.
        """
        found = _NEW_TERM.search(self.text, start + past, end)
        return found.start() if found else end


def token_at(doc: Doc, offset: int) -> Token:
    """The token that holds the character at `offset`, or the next one behind it."""
    place = bisect_right(range(len(doc)), offset, key=lambda i: doc[i].idx + len(doc[i]))
    return doc[min(place, len(doc) - 1)]


def starting(doc: Doc, offset: int) -> int:
    """The place of the first token that begins at the character `offset` or behind it."""
    return bisect_left(range(len(doc)), offset, key=lambda i: doc[i].idx)


def phrase_end(doc: Doc, first: int, limit: int) -> int:
    """The token before which the phrase from `first` on ends: `limit`, or a mark that closes it."""
    marks = (token for token in doc[first + 2 : limit] if token.text in _MARKS)
    end = next((mark.i for mark in marks if mark.text != "," or not _goes_past(mark, first, limit)), limit)
    while end - 1 > first and _is_loose(doc[end - 1]):
        end -= 1
    return end


def _is_loose(token: Token) -> bool:
    """Whether a token can end no phrase: a mark, or a conjunction whose second half is gone."""
    return token.lower_ in _CONJUNCTIONS or (token.is_punct and token.text not in (")", "”", '"'))


def _is_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") and token.dep_ != "amod"


def _goes_past(comma: Token, first: int, limit: int) -> bool:
    """Whether the phrase that begins at `first` goes on after a comma."""
    doc, place = comma.doc, comma.i + 1
    joined = place < limit and doc[place].lower_ in _CONJUNCTIONS
    place += joined
    if place >= limit:
        return False
    if (doc[place].like_num and doc[comma.i - 1].like_num) or doc[place].text == "(":
        return True
    if doc[place].lower_ == doc[first].lower_:  # "by talking, and by listening"; "to save, to spend" is two
        return joined or doc[place].lower_ != "to"
    if doc[comma.i - 1].tag_ == "WRB" or doc[comma.i - 1].dep_ == "mark":  # "if, in our view, it helps"
        return True
    if _is_listed(comma, place, first, limit):
        return True
    return _is_member(_top(doc[place], limit), comma, first, limit, joined=joined)


def _is_listed(comma: Token, place: int, first: int, limit: int) -> bool:
    """Whether a noun phrase follows in a list with its commas: "our laws, our pacts, and our rules"."""
    doc = comma.doc
    end = next((token.i for token in doc[place:limit] if token.text in _MARKS), limit)
    if doc[place].pos_ not in _NOMINAL or any(_is_verb(token) for token in doc[place:end]):
        return False
    if place > comma.i + 1:
        return any(token.text == "," for token in doc[first : comma.i])
    return end + 1 < limit and doc[end + 1].lower_ in _CONJUNCTIONS


def _is_member(member: Token, comma: Token, first: int, limit: int, *, joined: bool) -> bool:
    """Whether the head of what follows a comma belongs to the phrase, or to a list within it."""
    if first <= member.left_edge.i < comma.i:
        return True
    purpose = comma.doc[first].lower_ == "to" and member.tag_ in VERB_FORMS and subject_of(member) is None
    if purpose and _is_more(member, limit):
        return True
    if member.tag_ in _FINITE or subject_of(member) is not None or member.head.i < first:
        return False
    return member.dep_ in _JOINED if joined else member.dep_ in _LISTED and _is_more(member, limit)


def _is_more(member: Token, limit: int) -> bool:
    """Whether a conjunction follows, with which the list of a member goes on."""
    return any(token.lower_ in _CONJUNCTIONS for token in member.doc[member.i : limit])


def _top(token: Token, limit: int) -> Token:
    """The head of the phrase that a token opens."""
    while token.head.i > token.i and token.head.i < limit:
        token = token.head
    return token
