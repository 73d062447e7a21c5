"""Reports: what the note around an instrument says that somebody announced, released or agreed to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from servanda import iris
from servanda.dates import find_dates
from servanda.extract.bearers import Bearers
from servanda.extract.bodies import Bodies
from servanda.extract.mentions import Found, Gazetteer
from servanda.extract.parser import Parsed, sentences
from servanda.extract.polarity import is_negated
from servanda.extract.predicates import agent_of, predicates
from servanda.lexicon import Lexicon
from servanda.model import Cited, Document, Entity, Report

_WRITERS = frozenset({"i", "we", "us", "ourselves"})
"""Those who write the note, of whom it does not tell."""
_PERSONAL = frozenset({"he", "she"})
_PHRASES = {
    "ccomp": (0, frozenset({"clause"})),
    "dobj": (1, frozenset({"noun"})),
    "xcomp": (1, frozenset({"gerund", "infinitive"})),
    "to": (2, frozenset({"gerund", "prepositional"})),
    "on": (3, frozenset({"prepositional"})),
    "upon": (3, frozenset({"prepositional"})),
}
"""What can depend on a verb as its content, by relation or preposition: its rank, if a verb has several
("promised Chile that", "agreed on Friday to a plan"), and the frames it can be in."""
_OPENERS = frozenset({"that", "to", "on", "upon"})
_QUOTES = frozenset({'"', "“"})
_VERBAL = frozenset({"AUX", "VERB"})


@dataclass(frozen=True, slots=True)
class _Told:
    """A reporting verb, the head of the words that say who did the act, and the tokens of its content.

    The words of who did it end before the token `until`.
    """

    verb: Token
    doer: Token
    until: int
    content: range


class ReportFinder:
    """Finds the reports in the notes around one document, note by note, in text order."""

    def __init__(
        self,
        document: Document,
        lexicon: Lexicon,
        gazetteer: Gazetteer,
        parties: tuple[Entity, ...],
        base: str,
    ) -> None:
        self._anchor = document.date
        self._verbs = lexicon.reporting
        bodies = Bodies(iris.document(document.name, base), lexicon.body_nouns, base)
        self._reporters = _Reporters(lexicon, gazetteer, document.kind, parties, bodies)

    def find(self, parsed: Parsed, mentions: tuple[Found, ...]) -> Iterator[Report]:
        """The reports of a note, in order; an act whose doers the note does not name gives none."""
        for sentence in sentences(parsed.doc):
            for told in _outermost(_told(sentence, self._verbs)):
                near = tuple(mention for mention in mentions if mention.first < told.until)
                if reporters := self._reporters.named(told.doer, near):
                    yield Report(
                        content=parsed.span(told.content.start, told.content.stop),
                        sentence=parsed.span(sentence.start, sentence.end),
                        passage=parsed.place,
                        verb=told.verb.lemma_.lower(),
                        reporters=reporters,
                        day=self._day(parsed, sentence, told),
                    )
            self._reporters.note(sentence, mentions)

    def _day(self, parsed: Parsed, sentence: Sentence, told: _Told) -> Cited[date] | None:
        """The day on which the act was done: one outside its content, by itself or after "on"."""
        for found in find_dates(sentence.text, self._anchor):
            start, end = (sentence.start_char + offset for offset in (found.start, found.end))
            words = parsed.doc.char_span(start, end, alignment_mode="expand")
            if (
                words is not None
                and found.period.start == found.period.end
                and words.start not in told.content
                and _is_when(words.root, told.verb)
            ):
                return Cited(found.period.start, parsed.passage.reading.span(start, end))
        return None


class _Reporters(Bearers):
    """Resolves phrases to the actors they name, parties or not; the writers of a note are nobody."""

    def named(self, head: Token, mentions: tuple[Found, ...]) -> tuple[Entity, ...]:
        """The actors that the phrase around `head` names."""
        return self._resolve(head, mentions) or ()

    def _one(self, head: Token, mentions: tuple[Found, ...]) -> Iterable[Entity]:
        if head.lower_ in _PERSONAL:
            alone = len(self._last) == 1 and self.gazetteer.is_a(self._last[0], "Person")
            return self._last if alone else ()
        return () if head.lower_ in _WRITERS else super()._one(head, mentions)

    def _as_party(self, entity: Entity) -> tuple[Entity, ...]:
        return (entity,) if self.gazetteer.is_a(entity, "Actor") else ()


def _outermost(every: Iterable[_Told]) -> Iterator[_Told]:
    """The acts that are not told of within the content of another, each content once."""
    acts = tuple(every)
    taken = set[int]()
    for act in acts:
        if taken.isdisjoint(act.content) and not any(act.verb.i in other.content for other in acts):
            taken.update(act.content)
            yield act


def _told(sentence: Sentence, verbs: Mapping[str, frozenset[str]]) -> Iterator[_Told]:
    """The acts that a sentence tells of, by the verbs of its main line and by participles with "by".

    What is denied or still to come has not been done; what only a pronoun stands for is not told.
    """
    doc, line = sentence.doc, tuple(predicates(sentence))
    subjects = {one.verb.i: one.subject for one in line}
    subjects |= {token.i: token.head for token in sentence if token.dep_ == "acl" and token.tag_ == "VBN"}
    for place, subject in sorted(subjects.items()):
        verb = doc[place]
        frames = verbs.get(verb.lemma_.lower(), frozenset())
        if subject is None or is_negated(verb, subject) or _is_to_come(verb):
            continue
        edges = sorted(one.left for one in line if not one.shares or one.verb.tag_ == verb.tag_)
        passive = verb.dep_ == "acl" or any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)
        doer = agent_of(verb) if passive else subject
        content = _patient(verb, subject, frames) if passive else _content(verb, frames, edges)
        if doer is not None and any(doc[i].pos_ != "PRON" for i in content):
            until = next((edge for edge in edges if edge > doer.i), sentence.end)
            yield _Told(verb, doer, until, content)


def _is_to_come(verb: Token) -> bool:
    """Whether a modal verb or "to" stands before a verb."""
    return any(child.dep_ in ("aux", "auxpass") and child.tag_ in ("MD", "TO") for child in verb.children)


def _patient(verb: Token, subject: Token, frames: frozenset[str]) -> range:
    """What a passive verb or a participle says was announced; empty for a verb without objects."""
    if "noun" not in frames:
        return range(0)
    end = verb.left_edge.i if verb.dep_ == "acl" else subject.right_edge.i + 1
    return _trimmed(verb.sent, subject.left_edge.i, end)


def _content(verb: Token, frames: frozenset[str], edges: list[int]) -> range:
    """What follows an active verb in one of its frames, else the clause before it ("..., Chile said").

    A noun phrase ends with itself, a clause or infinitive at the next of `edges`, where the words of
    another predicate begin, unless these are quoted.
    """
    doc, found = verb.doc, [child for child in verb.children if not _phrase(child)[1].isdisjoint(frames)]
    after = (child for child in found if child.i > verb.i)
    head = min(after, key=lambda child: (_phrase(child)[0], child.i), default=None)
    if head is None and "clause" in frames:
        head = _clause_within(verb)
    if head is None:
        before = [child for child in found if child.dep_ == "ccomp"]
        return _trimmed(verb.sent, before[0].left_edge.i, before[0].right_edge.i + 1) if before else range(0)
    start = _start(head)
    ends = (edge for edge in edges if edge > start and not _is_open(doc[start:edge].text))
    phrase = head.right_edge.i + 1 if head.dep_ in ("dobj", "prep") else verb.sent.end
    return _trimmed(verb.sent, start, min(phrase, next(ends, verb.sent.end)))


def _start(head: Token) -> int:
    """The index of the first word of a content, after "that" or "to", with a quotation mark before it."""
    first = head if head.dep_ == "prep" else head.left_edge
    start = first.i + (first.lower_ in _OPENERS)
    start += head.doc[start : start + 1].text == ","
    return start - (head.doc[max(0, start - 1) : start].text in _QUOTES)


def _phrase(child: Token) -> tuple[int, frozenset[str]]:
    """The rank and the frames of what depends on a verb."""
    return _PHRASES.get(child.lower_ if child.dep_ == "prep" else child.dep_, (0, frozenset()))


def _clause_within(verb: Token) -> Token | None:
    """The that-clause after a verb that the parser hangs on a noun: "said in a statement that"."""
    after = verb.doc[verb.i + 1 : verb.sent.end]
    that = next((token for token in after if token.lower_ == "that" and token.dep_ == "mark"), None)
    if that is None:
        return None
    governor = next((token for token in that.head.ancestors if token.pos_ in _VERBAL), None)
    return that.head if governor == verb else None


def _trimmed(sentence: Sentence, start: int, end: int) -> range:
    """The tokens without punctuation at their end, but with what closes a quotation or bracket in them."""
    doc = sentence.doc
    while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    while end < sentence.end and doc[end].is_punct and _is_open(doc[start:end].text):
        end += 1
    return range(start, end)


def _is_open(text: str) -> bool:
    """Whether a quotation or bracket opens in `text` and does not close."""
    return text.count('"') % 2 == 1 or text.count("“") > text.count("”") or text.count("(") > text.count(")")


def _is_when(date_head: Token, verb: Token) -> bool:
    """Whether a date says when the act of `verb` was done, not how long or of which day something else is."""
    above = (date_head, *date_head.ancestors)
    within = tuple(takewhile(lambda token: token != verb and token.pos_ not in _VERBAL, above))
    preposition = next((token for token in within if token.dep_ == "prep"), None)
    governed = len(within) < len(above) and above[len(within)] == verb
    return governed and (preposition is None or preposition.lower_ == "on")
