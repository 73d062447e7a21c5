"""Which cue stands at a word, and the performance it makes with what follows it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import takewhile

from spacy.tokens import Doc, Token

from servanda.extract.complements import Complement, clause_at, clause_opening, find_complement, past_adverbs
from servanda.lexicon import Cue, Lexicon

_PASSING = frozenset({"continue", "wish", "like", "want"})
"""Verbs that only lead to the speech verb after them."""
_OF_SPEECH = frozenset({"endorsement", "position", "recognition", "recommendation"})
"""Forces that a verb after one of these keeps; an act after it is an intention or a commitment."""
_OF_RIGHT = frozenset({"obligation", "permission"})
"""Forces that a noun has only with what it is a right or duty to."""
_MISDEEDS = frozenset(
    "abuse act aggression atrocity breach crime error fraud murder offence offense suicide violation".split()
)
"""What somebody commits who commits to nothing."""
_OF_BEING = frozenset({"be", "remain", "stand", "feel", "become"})
_BEFORE_NOUN = frozenset(
    {"DET", "PRON", "ADJ", "ADV", "NUM", "NOUN", "PROPN", "PUNCT", "CCONJ", "PART", "VERB"}
)


@dataclass(frozen=True, slots=True)
class Performance:
    """A cue in a text with its complement: tokens `first` up to `end` are the cue's words."""

    cue: Cue
    force: str
    first: int
    end: int
    complement: Complement
    reaffirmed: bool = False
    negated: bool = False


class CueBook:
    """The cues of a lexicon, ready to be looked up at a token, for one kind of instrument."""

    def __init__(self, lexicon: Lexicon, instrument: str) -> None:
        self._cues: dict[tuple[str, str], list[Cue]] = defaultdict(list)
        for cue in lexicon.cues:
            if cue.instrument in (None, instrument):
                self._cues[cue.kind, cue.words[0]].append(cue)
        for cues in self._cues.values():  # longer cues and those of this instrument first
            cues.sort(key=lambda cue: (-len(cue.words), cue.instrument is None, cue.iri))

    def modal(self, verb: Token, *, told: bool = False) -> tuple[Cue, Token] | None:
        """The modal cue among the auxiliaries of `verb`, with its token; alone in "Chile shall:".

        What is `told` in the past has "would" for "will".
        """
        for child in (verb, *verb.children):
            word = "will" if told and child.lower_ == "would" else child.lower_
            if child.tag_ == "MD" and (cues := self._cues.get(("modal", word))):
                return cues[0], child
        return None

    def seen_at(self, token: Token) -> Cue | None:
        """The cue whose words stand at a token, whatever follows them; None where no cue does.

        A noun is a cue only after a verb that carries it, so that it is none by itself.
        """
        if token.tag_ == "MD":
            return next(iter(self._cues.get(("modal", token.lower_), ())), None)
        verb, adjective = ("verb", token.lemma_.lower()), ("adjective", token.lower_)
        if token.dep_ in ("amod", "compound"):
            return None
        forms = {"VERB": (verb, adjective), "ADJ": (adjective,)}.get(token.pos_, ())
        cues = (cue for key in forms for cue in self._cues.get(key, ()))
        return next((cue for cue in cues if cue.force and _matched(token.doc, token.i, cue.words)), None)

    def negates(self, verb: Token) -> bool:
        """Whether a verb says by itself that something is left undone: "refrain from"."""
        return any(cue.negates for cue in self._cues.get(("verb", verb.lemma_.lower()), ()))

    def is_opening(self, word: Token) -> bool:
        """Whether a paragraph of a resolution can open with a word: a verb, or an adjective that is a cue."""
        return word.tag_ in ("VBZ", "VBG") or bool(self._cues.get(("adjective", word.lower_)))

    def is_speech(self, verb: Token) -> bool:
        """Whether a verb, with what follows it, is a speech act of its own."""
        kind = "adjective" if verb.tag_ in ("VBN", "JJ") else "verb"
        return self._at(kind, verb, verb.i) is not None

    def is_deed(self, verb: Token) -> bool:
        """Whether an organ does with a verb what it says: "extends the mandate"."""
        performance = self._at("verb", verb, verb.i)
        return performance is not None and _is_deed(performance.cue)

    def is_own(self, verb: Token) -> bool:
        """Whether a verb, with what follows it, is an act of those who write: "reaffirm our commitment"."""
        noun = _object_noun(verb)
        own = noun is not None and any(word.lower_ == "our" for word in noun.lefts)
        return own and self._carried(verb) is not None

    def at_verb(self, verb: Token) -> Performance | None:
        """The performance of a speech verb, or of an adjective after a verb of being."""
        if verb.lemma_ in _OF_BEING and verb.pos_ in ("AUX", "VERB"):
            place = past_adverbs(verb.doc, verb.i + 1)
            return self._among_adjectives(verb, place) if place < len(verb.doc) else None
        if is_impersonal(verb):
            agreed = self._at("verb", verb, verb.i)
            return agreed if agreed and agreed.complement.frame in ("clause", "infinitive") else None
        if verb.tag_ == "VBN" and any(
            child.dep_ in ("auxpass", "cop", "aux") and child.lemma_ == "be" for child in verb.children
        ):
            return self._at("adjective", verb, verb.i)
        bare = not any(child.dep_ in ("aux", "auxpass") for child in verb.children)
        opening = verb.pos_ == "ADJ" or (verb.tag_ == "VBN" and bare)
        return (
            (self._at("adjective", verb, verb.i) if opening else None)
            or self._passed_on(verb)
            or self._carried(verb)
            or self._at("verb", verb, verb.i)
            or self._by_adverb(verb)
        )

    def _among_adjectives(self, verb: Token, place: int) -> Performance | None:
        """The performance of an adjective, or of one coordinated with it: "stand united and committed to"."""
        series = takewhile(_in_series, verb.doc[place : verb.sent.end])
        places = (place, *(token.i for token in series if token.pos_ in ("ADJ", "VERB") and token.i > place))
        found = (self._at("adjective", verb, at) for at in places)
        return next((performance for performance in found if performance), None)

    def _by_adverb(self, verb: Token) -> Performance | None:
        """What a verb performs with an adverb that makes it an act: "hereby establish a council"."""
        for child in verb.children:
            for cue in self._cues.get(("adverb", child.lower_), ()):
                if cue.force and child.i < verb.i and verb.tag_ in ("VBP", "VBZ", "VB"):
                    complement = Complement("infinitive", verb.i, verb)
                    return Performance(cue, cue.force, child.i, child.i + 1, complement)
        return None

    def _passed_on(self, verb: Token) -> Performance | None:
        """What the verb after a mere opener performs: "continue to support", "wish to thank"."""
        if verb.lemma_ not in _PASSING:
            return None
        inner = next((child for child in verb.children if child.dep_ == "xcomp" and child.tag_ == "VB"), None)
        performance = self._at("verb", inner, inner.i) if inner is not None else None
        return performance if performance and performance.force in _OF_SPEECH else None

    def _at(self, kind: str, verb: Token, place: int) -> Performance | None:
        """The performance of a cue of this kind whose first word stands at `place`."""
        doc = verb.doc
        word = doc[place].lower_ if kind == "adjective" else doc[place].lemma_.lower()
        for cue in self._cues.get((kind, word), ()):
            end = _matched(doc, place, cue.words)
            if end is None or cue.force is None:
                continue
            complement = find_complement(verb, end, cue.frames)
            if complement and cue.force == "commitment" and _is_misdeed(verb, end):
                continue
            if _is_deed(cue) and verb.tag_ != "VBZ":
                continue
            if complement and (_fits(complement, cue) or (kind == "noun" and cue.force not in _OF_RIGHT)):
                return Performance(
                    cue, cue.force, place, end, complement, cue.reaffirms, cue.negates != complement.negated
                )
        return None

    def _carried(self, verb: Token) -> Performance | None:
        """The performance of a noun cue that `verb` carries ("express their willingness to")."""
        carrier = next(
            (cue for cue in self._cues.get(("verb", verb.lemma_.lower()), ()) if cue.carries), None
        )
        noun = _object_noun(verb) if carrier else None
        if carrier is None or noun is None:
            return None
        performance = self._at("noun", noun, noun.i)
        if performance is None:
            return None
        reported = self._reported(noun) if "clause" in performance.cue.frames else None
        force = reported.force if reported else performance.force
        denied = any(word.lower_ == "no" for word in noun.lefts)
        return replace(
            performance,
            first=verb.i,
            force=force,
            reaffirmed=carrier.reaffirms,
            negated=performance.negated != denied,
        )

    def _reported(self, noun: Token) -> Performance | None:
        """What a clause further on performs: "their statement of May 2, that both recognize"."""
        opening = next(
            (token for token in noun.doc[noun.i + 1 : noun.sent.end] if token.lower_ == "that"), None
        )
        clause = (
            clause_at(noun.doc, opening.i + 1) if opening is not None and opening.dep_ == "mark" else None
        )
        return self._at("verb", clause.verb, clause.verb.i) if clause and clause.verb is not None else None


def _in_series(token: Token) -> bool:
    """Whether a word can stand in a series of adjectives."""
    return token.pos_ in ("ADJ", "ADV", "CCONJ") or token.tag_ == "VBN" or token.text == ","


def is_impersonal(verb: Token) -> bool:
    """Whether a passive has only "it" as its subject, so that its doers are those who speak."""
    return (
        verb.tag_ == "VBN"
        and any(
            child.lower_ == "it" and child.dep_ in ("nsubjpass", "nsubj", "expl") for child in verb.children
        )
        and any(child.dep_ == "auxpass" for child in verb.children)
    )


def _is_deed(cue: Cue) -> bool:
    """Whether an organ does with a verb what it says, as in "extends the mandate"; only in the present."""
    return cue.instrument is not None and cue.force == "obligation" and cue.frames == {"noun"}


def _is_misdeed(verb: Token, place: int) -> bool:
    """Whether a crime or the like is the object of a verb: "commit an offence" commits nobody."""
    objects = (child for child in verb.children if child.dep_ == "dobj" and child.i >= place)
    return any(child.lemma_.lower() in _MISDEEDS for child in objects)


def _fits(complement: Complement, cue: Cue) -> bool:
    """Whether the cue has its force before such a complement, or before a list of such."""
    if complement.frame == "lead-in":
        return complement.leads_to is None or complement.leads_to in cue.frames
    return complement.frame in cue.frames


def _matched(doc: Doc, place: int, words: tuple[str, ...]) -> int | None:
    """The index after the cue's words, if they stand at `place`; adverbs and adjectives may stand between."""
    for word in words[1:]:
        place += 1
        while place < len(doc) and doc[place].lower_ != word and doc[place].pos_ in ("ADJ", "ADV"):
            place += 1
        if place >= len(doc) or doc[place].lower_ != word:
            return None
    return place + 1


def _object_noun(verb: Token) -> Token | None:
    """The head noun of the phrase right after `verb`: "their shared commitment" → "commitment"."""
    doc, place = verb.doc, past_adverbs(verb.doc, verb.i + 1)
    if clause_opening(doc, place):
        return None
    while place < len(doc) and doc[place].pos_ in _BEFORE_NOUN:
        token = doc[place]
        if token.pos_ == "VERB" and token.tag_ not in ("VBN", "VBG"):
            return None
        if token.pos_ in ("NOUN", "PROPN") and token.dep_ != "compound":
            following = doc[place + 1] if place + 1 < len(doc) else None
            if following is None or following.tag_ != "POS":
                return token
        place += 1
    return None
