"""Reports: what a note around an instrument, or the instrument itself, says that somebody said or did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from servanda import iris
from servanda.dates import find_dates
from servanda.extract.bearers import Bearers
from servanda.extract.bodies import Bodies
from servanda.extract.found import Found
from servanda.extract.mentions import Gazetteer
from servanda.extract.parser import Parsed, base_form, sentences
from servanda.extract.polarity import is_negated
from servanda.extract.predicates import predicates
from servanda.extract.quotations import quotations, quoted
from servanda.extract.told import Told, acts_of, is_to_come, outermost, speech_of, trimmed, widened
from servanda.lexicon import Lexicon
from servanda.model import Cited, Document, Entity, PassageKind, Report, Statement

_WRITERS = frozenset({"i", "we", "us", "ourselves"})
"""Those who write the text, of whom it does not tell."""
_WRITTEN = frozenset({"this", "these", "our"})
"""What stands before the name of the text itself: "this declaration states that"."""
_PERSONAL = frozenset({"he", "she"})
_VERBAL = frozenset({"AUX", "VERB"})
_PRESENT = frozenset({"VBP", "VBZ"})
_SET_APART = frozenset("*_>")
"""The marks of Markdown before a paragraph in italics or a quoted one."""


@dataclass(frozen=True, slots=True)
class _Led:
    """A report whose content is the passage after `place`, as after "The President said:".

    `content` of the report is that of the lead-in, until the passage is read. `own` is whether the parties
    themselves are those who say it, `goes_on` whether the passage at `place` is part of the content already.
    """

    report: Report
    kind: PassageKind
    place: int
    own: bool
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """What a passage tells of: its reports, and the tokens that are the words of others, named or not."""

    reports: tuple[Report, ...]
    words: tuple[range, ...]


class ReportFinder:
    """Finds the reports in one document, passage by passage, in text order.

    A note tells of all that somebody did with the instrument. The instrument itself tells of what somebody
    said, other than its parties together: what these say, or one of them in words that perform, is said here.
    """

    def __init__(
        self,
        document: Document,
        lexicon: Lexicon,
        gazetteer: Gazetteer,
        parties: tuple[Entity, ...],
        base: str,
    ) -> None:
        self._document = document
        self._verbs = lexicon.reporting
        cues = [cue for cue in lexicon.cues if cue.kind == "verb" and cue.force and len(cue.words) == 1]
        performed = {(cue.words[0], frame) for cue in cues for frame in cue.frames}
        self._performing = frozenset(verb for verb, frame in performed if frame == "clause")
        self._of_speech = {
            verb: frozenset(one for one in frames if one == "clause" or (verb, one) not in performed)
            for verb, frames in lexicon.reporting.items()
            if "clause" in frames
        }
        bodies = Bodies(iris.document(document.name, base), lexicon.body_nouns, base)
        self._reporters = _Reporters(lexicon, gazetteer, document, parties, bodies)
        self._led: _Led | None = None

    def hear(self, parsed: Parsed, mentions: tuple[Found, ...]) -> Heard:
        """The reports of a passage, and which of its words are those of others than the parties."""
        of_note, doc = parsed.passage.kind is PassageKind.COVER_NOTE, parsed.doc
        quotes = quotations(doc)
        reports, words = list[Report](), list(() if of_note else quoted(doc, quotes))
        for report, content in self._led_to(parsed, quotes):
            reports.append(report)
            words.append(content)
        reach = words[-1].stop if reports else 0
        for sentence in sentences(doc):
            if sentence.start >= reach:
                acts = acts_of(sentence, self._verbs) if of_note else speech_of(sentence, self._of_speech)
                for told in outermost(acts):
                    near = tuple(mention for mention in mentions if mention.first < told.until)
                    reporters = self._reporters.named(told.doer, near)
                    content = widened(told.content, quotes)
                    is_quoted = any(content.start in words for words in quotes)
                    if not of_note and self._is_own(told, reporters, is_quoted=is_quoted):
                        continue
                    words.append(content)
                    reach = max(reach, content.stop)
                    if reporters:
                        reports.append(
                            self._report(parsed, sentence, replace(told, content=content), reporters)
                        )
                self._note_lead(parsed, sentence, mentions)
            self._reporters.note(sentence, mentions)
        return Heard(tuple(reports), tuple(words))

    def _report(
        self, parsed: Parsed, sentence: Sentence, told: Told, reporters: tuple[Entity, ...]
    ) -> Report:
        return Report(
            content=parsed.span(told.content.start, told.content.stop),
            sentence=parsed.span(sentence.start, sentence.end),
            passage=parsed.place,
            verb=told.verb.lemma_.lower(),
            reporters=reporters,
            day=self._day(parsed, sentence, told),
        )

    def _is_own(self, told: Told, reporters: tuple[Entity, ...], *, is_quoted: bool) -> bool:
        """Whether an act that the instrument tells of is one of its own.

        So what the text itself says ("this declaration states that"), what all the parties said, what one
        says in the present tense or by a verb that performs ("Chile stressed that"), and what a party says
        again ("As Chile stated, it will pay"). What somebody said stands in quotation marks if it is quoted.
        """
        doer, parties = told.doer, self._reporters.covered(reporters)
        present, performs = _is_present(told.verb), told.verb.lemma_.lower() in self._performing
        if is_quoted:
            return present and bool(parties)
        if performs and present:
            return True
        if not reporters:
            named = {token.lower_ for token in doer.lefts}
            mine = bool(named & _WRITTEN) or base_form(doer) in self._reporters.lexicon.party_nouns
            return doer.pos_ == "PRON" or mine
        if parties and parties == self._reporters.parties:
            return True
        speaks = bool(parties or not self._reporters.parties)
        return speaks and (told.again or (not told.aside and (performs or present)))

    def _note_lead(self, parsed: Parsed, sentence: Sentence, mentions: tuple[Found, ...]) -> None:
        """Remember who speaks in the passage after a sentence such as "The President said:"."""
        if not sentence.text.rstrip().endswith(":") or sentence.end < len(parsed.doc):
            return
        for one in predicates(sentence):
            said = one.verb.lemma_.lower() in self._of_speech and not is_to_come(one.verb)
            if not said or one.subject is None or is_negated(one.verb, one.subject):
                continue
            told = Told(one.verb, one.subject, sentence.end, range(one.verb.i, sentence.end))
            if reporters := self._reporters.named(one.subject, mentions):
                report = self._report(parsed, sentence, told, reporters)
                own = self._is_own(told, reporters, is_quoted=False)
                self._led = _Led(report, parsed.passage.kind, parsed.place, own)

    def _led_to(self, parsed: Parsed, quotes: tuple[range, ...]) -> Iterator[tuple[Report, range]]:
        """The report whose content is this passage, after one that ends in "said:".

        It is the quotation that begins here, which may go on in the next passage, else the whole passage, and
        the next ones as long as they are set apart; what the parties themselves say is quoted from elsewhere
        only in the past tense.
        """
        led, self._led = self._led, None
        if led is None or (parsed.place, parsed.passage.kind) != (led.place + 1, led.kind):
            return
        doc = parsed.doc
        if doc.text.rstrip().endswith(":"):
            return
        is_marked = self._document.text[parsed.passage.span.start] in _SET_APART
        if quotes and not any(token.is_alpha for token in doc[: quotes[0].start]):
            content = quotes[0]
            goes_on = content.stop == len(doc) and not doc[-1].is_quote
        elif led.own or (led.goes_on and not is_marked):
            return
        else:
            content, goes_on = trimmed(doc[:], 0, len(doc)), is_marked
        if goes_on:
            self._led = replace(led, place=parsed.place, goes_on=True)
        said = parsed.span(content.start, content.stop)
        yield replace(led.report, content=said, passage=parsed.place), content

    def _day(self, parsed: Parsed, sentence: Sentence, told: Told) -> Cited[date] | None:
        """The day on which the act was done: one outside its content, by itself or after "on"."""
        for found in find_dates(sentence.text, self._document.date):
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
        """The actors that the phrase around `head` names; for a person not known, whom the office is of."""
        of_office = head.pos_ == "PROPN" and any(
            base_form(token) in self.lexicon.party_nouns for token in head.subtree if token != head
        )
        found = self._resolve(head, mentions) or (self._within(head, mentions) if of_office else ())
        states = {one.iri for one in found}
        return tuple(one for one in found if not self._stands_for(one, states))

    def _stands_for(self, entity: Entity, states: set[str]) -> bool:
        """Whether an actor only stands for one that is named beside it: "the Government of Chile"."""
        return self.gazetteer.is_a(entity, "Government", "Office") and not states.isdisjoint(entity.owners)

    def covered(self, reporters: tuple[Entity, ...]) -> tuple[Entity, ...]:
        """The parties that the reporters are, stand for or belong to."""
        above = {iri for reporter in reporters for iri in self.gazetteer.lineage(reporter)}
        return tuple(party for party in self.parties if party.iri in above)

    def _one(self, head: Token, mentions: tuple[Found, ...]) -> Iterable[Entity]:
        if head.lower_ in _PERSONAL:
            alone = len(self._last) == 1 and self.gazetteer.is_a(self._last[0], "Person")
            return self._last if alone else ()
        return () if head.lower_ in _WRITERS else super()._one(head, mentions)

    def _as_party(self, entity: Entity) -> tuple[Entity, ...]:
        return (entity,) if self.gazetteer.is_a(entity, "Actor") else ()


def _is_present(verb: Token) -> bool:
    """Whether a verb tells of what is done now: "announces", "is announcing", not "has announced"."""
    now = any(c.dep_ == "aux" and c.lemma_ == "be" and c.tag_ in _PRESENT for c in verb.children)
    return verb.tag_ in _PRESENT or (verb.tag_ == "VBG" and now)


def apart(reports: Iterable[Report], statements: Iterable[Statement]) -> tuple[Report, ...]:
    """The reports of which no words are an act that is performed: not "Chile announced its plan to pay"."""
    actions = [statement.action for statement in statements]
    return tuple(one for one in reports if not any(one.content.shared(action) for action in actions))


def _is_when(date_head: Token, verb: Token) -> bool:
    """Whether a date says when the act of `verb` was done, not how long or of which day something else is."""
    above = (date_head, *date_head.ancestors)
    within = tuple(takewhile(lambda token: token != verb and token.pos_ not in _VERBAL, above))
    preposition = next((token for token in within if token.dep_ == "prep"), None)
    governed = len(within) < len(above) and above[len(within)] == verb
    return governed and (preposition is None or preposition.lower_ == "on")
