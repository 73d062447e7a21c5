"""Adverbials of time that name no day: the timing and the frequency of an act."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from servanda.extract.extent import Act
from servanda.extract.phrases import Words
from servanda.extract.schedule import is_of_clause
from servanda.model import Cited, Span

_UNITS = r"(?:hours|days|weeks|months|years)"
_TIMING = re.compile(
    r"\b(?:immediately|promptly|swiftly|urgently|forthwith|(?<!as )soon|shortly|expeditiously|speedily"
    r"|at (?:any|all) times?(?! soon)|as (?:a|an|the) (?:\w+ )?first step(?! towards?\b)"
    r"|without (?:further |undue |any further |any )?delay|as a matter of (?:\w+ )?(?:urgency|priority)"
    r"|at the earliest (?:possible )?\w+|at an early date|in the (?:very )?near future|in the near term"
    r"|as (?:soon|quickly|expeditiously|rapidly|early|promptly|swiftly) as (?:possible|practicable|feasible)"
    r"|(?:in|over|during|within) the (?:coming|next|following)(?: (?:few|several|couple of))? "
    r"(?:days|weeks|months|years?|decades?|period)"
    r"|(?:later |earlier )?this (?:year|month|week|spring|summer|autumn|fall|winter)"
    r"|(?:in|during) this decade"
    r"|for as long as (?:it takes|necessary|needed|required))\b",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(
    r"\bimmediate(?= (?:and \w+ )?(?:[\w-]+(?:ion|al|ment|ance|fire)|access|halt|end|entry|release|return"
    r"|steps|measures)\b)",
    re.IGNORECASE,
)
"""How what is demanded or done is to come about at once: "an immediate withdrawal"."""
_COUNTED = re.compile(
    r"\b(?:within|no later than|not later than|at least|no less than|not less than) [\w-]+ (?:\([\w-]+\) )?"
    rf"(?:working |business |calendar )?{_UNITS} (?:of|after|from|following|before|prior to|in advance of)\b"
    rf"|\b(?:\w+ )?{_UNITS} (?:after|before|following|prior to)"
    r" (?=the\b|its\b|their\b|receipt|entry|signature)",
    re.IGNORECASE,
)
"""A time that is counted from another event: "within two years of the entry into force"."""
_EVENT_OPENS = re.compile(
    r"\b(?:until|(?<!call )(?<!calls )upon|once|as soon as|as from|in the (?:lead|run)-up to|pending|while"
    r"|prior to|ahead of|in advance of|before|after|following|by the time of|during|at"
    r"|starting|beginning)"
    r" (?=(?:an?|the|our|its|their|all|in|on|from|with|this|next|entering|entry|signing|signature|\w+ing)\b)",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?:summits?|conferences?|meetings?|dialogues?|sessions?|entry|force|signature|signing|adoption"
    r"|ratifications?|date|completion|conclusion|receipt|notification|elections?|is|are|has|have|COP ?\d+"
    r"|terminat\w+|expir\w+|decides?|occasion|period|transition|upcoming|forthcoming|time|celebration|determination)\b|\b20\d\d\b",
    re.IGNORECASE,
)
"""What has to be named after such a word for it to tell of a time."""
_GERUND = re.compile(r"(?:before|after|upon|prior to) \w+ing\b", re.IGNORECASE)
_VAGUE = re.compile(r"(?:at|during|following|after|starting|beginning|pending|while)\b", re.IGNORECASE)
"""Words that as often tell of a place or topic as of a time."""
_SETTLED = re.compile(
    r"(?:at|during|following|after) (?:the|our|its|their) (?:\w+ ){0,4}?"
    r"(?:next|upcoming|forthcoming|coming|international|annual|\d{4})\b"
    r"|at the (?:time|moment) (?:of|when|at which)\b|while [^,;]* in force\b|pending (?:an?|the) "
    r"|(?:starting|beginning) (?:in|on|from|with)\b|after (?:the )?(?:date|entry|signature|\w+ing)\b"
    r"|(?:at|during) (?:the|our|its|their) [^,;]*\b(?:20\d\d|in \w+ on \d)",
    re.IGNORECASE,
)
"""How these go on where they tell of a time."""
_FIRST_CLAUSE = re.compile(
    r"(?:after|once|until) [^,]*\b(?:is|are|has|have) |as (?:\w+ ){1,3}?"
    r"(?:prepare|move|transition|approach|enter|emerge|begin|assume|recover|proceed)s? ",
    re.IGNORECASE,
)
"""A clause before the act that says what has to come first."""
_PREPOSITION = len("no later than the ")
"""How many characters the words before a date have at most, where they say nothing else."""

_RHYTHM = r"(?:year|month|week|quarter|semester)"
_PERIODIC = (
    r"(?:(?:semi-?|bi)?annual|biennial|yearly|quarterly|(?:bi-?)?monthly|(?:bi-?)?weekly|regular|periodic)"
)
_FREQUENCY = re.compile(
    r"\b(?:(?:semi-?|bi)?annually|biennially|bi-?monthly|quarterly|monthly|weekly|daily|yearly|regularly"
    rf"|periodically|routinely|every (?:other |\w+ )?(?:{_RHYTHM}|day)s?|each {_RHYTHM}"
    rf"|(?:at least )?(?:once|twice|\w+ times) (?:a|per|each|every) {_RHYTHM}|per (?:year|annum)"
    rf"|on an? (?:\w+[- ]?\w* )?(?:{_PERIODIC}|daily|rolling|recurring|ongoing|continu(?:ing|ous)) basis"
    r"|at (?:regular|periodic) intervals|year after year|from time to time)\b",
    re.IGNORECASE,
)
_HELD_AGAIN = re.compile(
    rf"(?<!next )(?<!last )\b{_PERIODIC}"
    r"(?= (?:[\w-]+ ){0,3}?(?:meetings?|dialogues?|summits?|consultations?|exchanges?|sessions?|conferences?"
    r"|reviews?|reports?|exercises?|visits?|calls?|contacts?|talks|discussions?|forums?|assessments?|updates?)\b)",
    re.IGNORECASE,
)
"""Adjectives of what is held again and again: "annual consultations"."""


def timing(
    areas: tuple[Words, ...], fronts: tuple[Words, ...], act: Act, aside: Span | None, read: Span | None
) -> Cited[str] | None:
    """When an act is to be done, in words that settle no day.

    `aside` are the words of its purpose, `read` those from which its deadline was read.
    """
    for front in fronts:
        if _FIRST_CLAUSE.match(front.text):
            return front.phrase(0)
    for area in areas:
        times = (one for one in _times(area, act) if aside is None or one.span not in aside)
        if found := [one for one in times if not _is_read(one, read)]:
            return min(found, key=lambda cited: cited.span)
    return None


def frequency(areas: tuple[Words, ...], act: Act) -> Cited[str] | None:
    """How often an act is to be done."""
    for area in areas:
        for match in _FREQUENCY.finditer(area.text):
            token = area.token(match.start())
            if token.dep_ != "amod" and token.pos_ != "ADJ" and not is_of_clause(token, act):
                return area.cited(match.start(), match.end())
    for area in areas:
        if again := _HELD_AGAIN.search(area.text):
            return area.cited(again.start(), again.end())
    return None


def _times(area: Words, act: Act) -> Iterator[Cited[str]]:
    for match in _TIMING.finditer(area.text):
        token = area.token(match.start())
        if "amod" not in (token.dep_, token.head.dep_) and not is_of_clause(token, act):
            yield area.cited(match.start(), match.end())
    for match in _AT_ONCE.finditer(area.text):
        if _is_of_object(area.token(match.start()), act):
            yield area.cited(match.start(), match.end())
    for match in _COUNTED.finditer(area.text):
        yield area.phrase(match.start())
    for match in _EVENT_OPENS.finditer(area.text):
        token, phrase = area.token(match.start()), area.phrase(match.start())
        if _tells_when(phrase.value) and _qualifies(token, act):
            yield phrase


def _is_of_object(adjective: Token, act: Act) -> bool:
    """Whether an adjective tells of what is demanded or done: "demand an immediate withdrawal"."""
    noun = adjective.head
    return adjective.dep_ == "amod" and (noun == act.verb or (noun.dep_ == "dobj" and noun.head == act.verb))


def _tells_when(words: str) -> bool:
    """Whether a phrase with "before", "at" or the like names an event, and no place or topic."""
    if _GERUND.match(words):
        return True
    return bool(_EVENT.search(words) and (not _VAGUE.match(words) or _SETTLED.match(words)))


def _qualifies(opening: Token, act: Act) -> bool:
    """Whether a phrase or clause tells of the act's verb, not of a noun or of another verb."""
    head = opening.head
    if opening.lower_ in ("starting", "beginning"):
        return True
    if opening.dep_ == "mark" or head.i > opening.i:
        return not is_of_clause(head, act)
    if head != act.verb and (head.pos_ not in ("VERB", "AUX") or head.dep_ in ("acl", "relcl", "amod")):
        return False
    return not is_of_clause(opening, act)


def _is_read(cited: Cited[str], read: Span | None) -> bool:
    """Whether hardly a word of a timing is left beside those from which a day was read."""
    if read is None or not cited.span.shared(read):
        return False
    rest = cited.span.end - cited.span.start - cited.span.shared(read)
    return rest <= _PREPOSITION and any(character.isdigit() for character in cited.value)
