"""Purposes: what an act is for."""

from __future__ import annotations

import re

from spacy.tokens import Token

from servanda.extract.coordination import VERB_FORMS
from servanda.extract.extent import Act
from servanda.extract.phrases import Words
from servanda.extract.schedule import is_of_clause
from servanda.model import Cited

_PURPOSE = re.compile(
    r"\b(?:in order(?: \w+ly| more \w+ly)? (?:to|that)|so as to|so that"
    r"|with (?:a|the|an) (?:\w+ )?(?:view|aim|goal|purpose|intent|intention|objective) (?:to|of|towards?)"
    r"|for the (?:\w+ )?purposes? of(?= \w+ing\b)|to the end that"
    r"|as an? (?:\w+ )?(?:first )?step towards?"
    r"|for (?=(?:all |any |other |such )?(?:official|peaceful|scientific|humanitarian|commercial|military"
    r"|administrative|medical|research|educational) (?:purposes?|needs|research|use)))\b",
    re.IGNORECASE,
)
_POINTS = re.compile(r"(?:in order )?to (?:do so|(?:this|that|these) (?:ends?|effect))", re.IGNORECASE)
"""What only points to a purpose that was said before."""
_TO_THIS_END = re.compile(
    r"\b(?:(?:to|towards?|for) (?:this|that|these|those|the same) (?:ends?|purposes?|aims?|goals?))\b",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(r"\bincluding (?:by|through)\b", re.IGNORECASE)
"""What opens means that have purposes of their own."""
_WITH_INFINITIVE = frozenset(
    "agree aim aspire attempt begin cease choose commit continue decide endeavor endeavour expect fail fight"
    " help hope intend learn look manage need offer plan pledge prefer proceed promise refuse remain"
    " resolve seek start stand strive struggle tend threaten try undertake want wish work move be have"
    " go come".split()
)
"""Verbs whose infinitive is what is done, not what it is for."""
_WITH_OBJECT_AND_INFINITIVE = frozenset(
    "allow ask assist authorize cause call challenge command compel direct empower enable encourage"
    " entitle expect force help incentivize inspire instruct invite lead let motivate oblige order"
    " permit persuade push remind request require tell urge want warn".split()
)
"""Verbs that say what somebody else is to do: "ask the ministers to meet"."""
_ASKING = frozenset("ask authorize call direct encourage instruct invite order request require urge".split())
"""Those of them that are not complete without."""
_AGAINST = frozenset("oppose reject condemn resist thwart denounce".split())
"""Verbs whose object is not wanted, nor what it is for: "oppose all efforts to close the port"."""
_OF_WHAT_IS_DONE = frozenset(
    "ability goal objective purpose agreement barrier aim ambition appeal authority attempt call"
    " capability capacity chance choice commitment decision desire determination duty failure freedom"
    " intent intention invitation liberty mandate need obligation opportunity permission pledge position"
    " possibility potential power privilege promise proposal readiness recommendation refusal reluctance"
    " request resolve responsibility right status tendency time vow way will willingness wish able ready"
    " willing eager likely unable free due determined keen".split()
)
"""Nouns and adjectives whose infinitive says what they consist in: "the right to vote", "able to act"."""
_NOT_AFTER = frozenset("and or not as than how whether which from".split())
"""Words before an infinitive that is no purpose."""
_ENABLING = frozenset("necessary essential needed required vital critical sufficient indispensable".split())
"""Adjectives whose infinitive says what something serves."""
_TAKEN = frozenset({"step", "measure", "action"})
"""What is only taken to do something, which may have a purpose: "take steps to hire staff to save time"."""
_NEAR = 4
"""How many words may stand between such a noun and its infinitive: "the right of all to vote"."""
_NOT_FOR = frozenset({"include", "be", "have", "date"})
"""Infinitives that tell of the object: "to include ports", "to be held in Oslo"."""


def purpose(fronts: tuple[Words, ...], action: Words, act: Act) -> Cited[str] | None:
    """What an act is for: what stands before it, else words like "in order to", else an infinitive."""
    before = next((one for one in (_opening(front) for front in fronts) if one), None)
    pointing = before is not None and _POINTS.fullmatch(before.value)
    within = _named(action) or _infinitive(action, act) if before is None or pointing else None
    return within if within and not _POINTS.fullmatch(within.value) else before


def opens_purpose(area: Words, start: int, end: int) -> int:
    """The character at which words like "in order to" begin between two others, or the second of these."""
    found = _PURPOSE.search(area.text, start, end)
    return found.start() if found else end


def _named(area: Words) -> Cited[str] | None:
    if match := _PURPOSE.search(area.text):
        return _phrase(area, match.start(), past=len(match[0]))
    match = _TO_THIS_END.search(area.text)
    return area.cited(match.start(), match.end()) if match else None


def _phrase(area: Words, start: int, past: int) -> Cited[str] | None:
    end = area.up_to_next_term(start, area.phrase_end(start), past=past)
    return area.cited(start, end) if end > start + past + 1 else None


def _opening(front: Words) -> Cited[str] | None:
    """The purpose that opens the words before an act: "To save water, we will"."""
    match = _PURPOSE.search(front.text)
    if match and (match.start() == 0 or front.text[: match.start()].endswith(", ")):
        return _phrase(front, match.start(), past=len(match[0]))
    match = _TO_THIS_END.search(front.text)
    if match and not front.text[: match.start()].lower().startswith("to "):
        return front.cited(match.start(), match.end())
    for token in front.inside(0, len(front.text)):
        verb = _verb_after(token) if token.lower_ == "to" else None
        opens = front.text[: token.idx - front.start].rstrip(' “"')
        if verb is not None and verb.i < front.tokens.stop and (not opens or opens.endswith(",")):
            return _phrase(front, token.idx - front.start, past=len("to "))
    return None


def _verb_after(to: Token) -> Token | None:
    """The base form after "to", past adverbs."""
    following = next((token for token in to.doc[to.i + 1 : to.i + 4] if token.pos_ != "ADV"), None)
    return following if following is not None and following.tag_ in VERB_FORMS else None


def _infinitive(action: Words, act: Act) -> Cited[str] | None:
    """The outermost infinitive of purpose within an action."""
    doc = action.parsed.doc
    example = _EXAMPLE.search(action.text)
    limit = action.token(example.start()).i if example else action.tokens.stop - 2
    inner = (token for token in doc[act.verb.i + 1 : limit] if token.tag_ == "TO")
    places = [to for to in inner if _is_purpose(to, act)]
    if not places:
        return None
    first, *later = places
    if later and doc[first.i - 1].lemma_.lower() in _TAKEN and "," not in doc[first.i : later[0].i].text:
        first = later[0]
    return _phrase(action, first.idx - action.start, past=len("to "))


def _is_purpose(to: Token, act: Act) -> bool:
    """Whether the words before an infinitive make it the purpose of what they tell of."""
    verb, before = _verb_after(to), to.doc[to.i - 1]
    if verb is None or verb.lemma_ in _NOT_FOR or before.lower_ in _NOT_AFTER or is_of_clause(verb, act):
        return False
    if _is_asked(act.verb, to) or act.verb.lemma_.lower() in _AGAINST:
        return False
    return before.lower_ in _ENABLING or (not _is_content(to, verb, act) and _may_serve(to, verb, act))


def _is_content(to: Token, verb: Token, act: Act) -> bool:
    """Whether an infinitive says what a noun or adjective before it consists in: "the right to vote"."""
    before = to.doc[to.i - 1]
    heads = {verb.head, before, *(noun for noun in before.ancestors if before.i - noun.i <= _NEAR)}
    return any(
        act.verb.i < one.i < to.i and one.pos_ in ("NOUN", "ADJ") and one.lemma_.lower() in _OF_WHAT_IS_DONE
        for one in heads
    )


def _may_serve(to: Token, verb: Token, act: Act) -> bool:
    """Whether the verb that governs an infinitive has one of purpose, not of what is done or asked."""
    word = next(
        (t for t in reversed(to.doc[act.verb.i : to.i]) if t.pos_ in ("NOUN", "PROPN", "VERB")), act.verb
    )
    head = verb.head if verb.head.pos_ == "VERB" and verb.head.i < to.i else act.verb
    governor = word if word.pos_ == "VERB" else head
    if governor.tag_ == "VBN" and governor.dep_ in ("acl", "amod", "relcl"):
        return False
    if word.pos_ == "VERB" and governor.lemma_.lower() in _WITH_INFINITIVE | _WITH_OBJECT_AND_INFINITIVE:
        return False
    return not _is_asked(governor, to)


def _is_asked(verb: Token, to: Token) -> bool:
    """Whether a verb says what somebody is to do, and the infinitive is that: "invite Chile to join"."""
    lemma, between = verb.lemma_.lower(), to.doc[verb.i + 1 : to.i]
    if lemma in _ASKING:
        return all(token.tag_ != "TO" for token in between)
    return lemma in _WITH_OBJECT_AND_INFINITIVE and all(token.text != "," for token in between)
