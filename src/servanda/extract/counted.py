"""What a number of things counts: the words behind it, and whether it counts anything worth keeping."""

from __future__ import annotations

import calendar
import re
from decimal import Decimal

from spacy.tokens import Doc, Span, Token

from servanda.extract.phrases import token_at

TIME = frozenset(
    "second minute hour day week weekend fortnight month quarter semester year decade century millennium"
    " time am pm a.m. p.m. o'clock anniversary".split()
)
"""What a length of time is counted in: no quantity of things."""

LASTING = frozenset("year years decade decades century centuries".split())
"""What tells how long something has lasted: "200 years of relations"."""

_OF_LASTING = re.compile(
    r" of (?!(?:age|receipt|receiving|entry|each|this|that|every)\b|(?:the|its|their) (?:date|\w+ing)\b)"
)

_BEFORE = 40
"""How many characters before a number the words can begin that make it a limit of time."""

_WITHIN = re.compile(r"\b(?:within|period of|first|next|last|past|coming)(?: the)? $", re.IGNORECASE)

_OF_MEASURE = frozenset("cubic metric nautical short long square gross net".split())

_MONTHS = frozenset(name for name in calendar.month_name if name)
"""What no number counts: before it stands a day, even one that no year has ("31 February")."""

_LABELS = frozenset(
    "agenda annex appendix article category chapter clause footnote goal indicator item label level no no."
    " number objective page paragraph part phase pillar point principle protocol recommendation regulation"
    " resolution round rule section stage step table target tier title track vision volume".split()
)
"""What carries a number as its name: "resolution 242", "Agenda 2030"."""

_BEFORE_THINGS = frozenset("additional further more other such".split())

_BETWEEN_LABELS = frozenset(", and or to through ( ) – -".split())

_YEARS = range(1800, 2101)

_SMALL = 10
"""Bare numbers below this count nothing worth keeping ("two countries"), unless a measure follows."""

MEASURES = frozenset(
    "acre barrel bcm bushel degree foot gallon gigabyte gigatonne gigaton gigawatt gram gramme hectare hertz"
    " inch kilogram kilometer kilometre kilowatt knot liter litre megaton megatonne megawatt meter metre mile"
    " pound terawatt tonne ton watt".split()
)

BOUND_AFTER = re.compile(
    r" (?:or|and) (?:(?P<up>more|above|higher|over)|(?:less|fewer|below|lower|under))\b", re.IGNORECASE
)
"""Words behind a number that say on which side of it the quantity lies."""


def is_worth(most: Decimal, noun: Token, match: re.Match[str]) -> bool:
    """Whether a number of things is worth keeping: not a few, not a year, no day.

    A length of time is where it tells how long something lasts: "200 years of relations".
    """
    lemma, number = noun.lemma_.lower(), match["low"]
    if lemma in TIME or noun.text in _MONTHS:
        lasts = noun.lower_ in LASTING and _OF_LASTING.match(match.string, noun.idx + len(noun))
        return bool(lasts) and not _WITHIN.search(
            match.string[max(match.start() - _BEFORE, 0) : match.start()]
        )
    if lemma.rstrip("s") in MEASURES:
        return True
    is_year = most in _YEARS and number.isdigit()
    return not is_year and most >= _SMALL


def things(counted: Span) -> str:
    """What a phrase counts, without the adjectives of its noun: "safe and effective doses" are doses."""
    noun = next((one for one in reversed(counted) if one.tag_ in ("NNS", "NNPS")), counted[-1])
    start = counted.start
    for token in counted[: noun.i - counted.start]:
        if _describes(token, noun):
            start = token.i + 1
    while counted.doc[start - 1].i >= counted.start and not counted.doc[start - 1].whitespace_:
        start += 1
    while start < noun.i and (counted.doc[start].pos_ in ("CCONJ", "PUNCT")):
        start += 1
    return str(counted.doc[min(start, noun.i) : counted.end].text)


def _describes(token: Token, noun: Token) -> bool:
    """Whether a word only describes what is counted, as "fake" does pills; "metric" makes a measure."""
    if token.pos_ not in ("ADJ", "VERB", "ADV") or token.lower_ in _OF_MEASURE:
        return False
    while token.dep_ in ("conj", "advmod", "npadvmod") and token.head.i > token.i - 8:
        token = token.head
    return token.dep_ == "amod" and token.head == noun


def openers(doc: Doc) -> list[int]:
    """For each token the place of the last one before it that is no number of a list, -1 for none."""
    found, last = list[int](), -1
    for token in doc:
        found.append(last)
        if not (token.like_num or token.lower_ in _BETWEEN_LABELS):
            last = token.i
    return found


def is_label(token: Token, opening: Span, number: str) -> bool:
    """Whether a number is the name of something, such as "resolutions 242 and 338" or "Horizon 2020".

    `opening` are the words up to the last one that is no number of the same list.
    """
    if not opening:
        return False
    doc, before, between = token.doc, opening[-1], token.doc[opening.end : token.i]
    if before.lemma_.lower() in _LABELS:
        return not between or any(one.like_num or one.text == "(" for one in between)
    if doc[max(token.i - 2, 0) : token.i].text.lower() in ("group of", "out of"):
        return True
    return not between and before.pos_ == "PROPN" and number.isdigit()


def counted(doc: Doc, number: re.Match[str]) -> Span | None:
    """The noun phrase behind a number: up to its plural noun, else up to its last noun."""
    first = token_at(doc, number.end())
    if first.idx < number.end():
        return None
    bound = BOUND_AFTER.match(number.string, number.end())
    start = token_at(doc, bound.end()).i if bound else first.i + (first.lower_ in _BEFORE_THINGS)
    end, last, limit = start, start, first.sent.end
    while end < limit:
        token = doc[end]
        if token.pos_ in ("NOUN", "PROPN") or token.tag_ == "NNS":
            last = end + 1
        elif not (token.pos_ == "ADJ" or token.tag_ in ("VBN", "VBG") or _joins(token)):
            break
        end += 1
        if token.tag_ in ("NNS", "NNPS") and not (end < limit and doc[end].tag_ == "NNS"):
            break
    if last == start:
        return None
    if doc[last - 1].tag_ not in ("NNS", "NNPS") and last < limit:
        last += doc[last].tag_ in ("NNS", "VBZ") and doc[last].dep_ not in ("ROOT", "relcl", "aux", "ccomp")
    if last + 1 < limit and doc[last].lower_ == "or" and doc[last + 1].tag_ == "NNS":
        last += 2
    return doc[start:last]


def _joins(token: Token) -> bool:
    """Whether a word or comma holds together what stands before one noun: "safe and effective doses"."""
    if token.lower_ not in ("and", "or", ",", "-", "/"):
        return False
    before = token.doc[max(token.i - 1, 0)]
    while before.dep_ in ("conj", "cc", "punct"):
        before = before.head
    return before.head.i > token.i
