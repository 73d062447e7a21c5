"""What a quantity is compared with: "a 32% increase over *the previous month*"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc, Span, Token

from servanda.dates import find_dates
from servanda.extract.numerals import NUMBER
from servanda.extract.past import period_before
from servanda.extract.phrases import starting
from servanda.model import Period

_MARKER = re.compile(
    r"\b(?P<strong>(?:as )?compared (?:to|with|against)|in comparison (?:to|with)|by comparison with"
    r"|relative to|as against|versus|vs\.?|(?:from|against|with|using) an? baseline of"
    r"|(?:up|down) from)(?= )"
    r"|\b(?P<than>(?:than|as)(?: (?:in|during|for|among|at|by))?)(?= )"
    r"|\b(?P<weak>over|from|on|below|above|against|beyond|under)(?= )"
    r"|\b(?P<of>of|in|to|at|their|its|our)(?= )"
    r"|(?:,|(?<=\w) ?[—–]) ?(?P<beside>(?:more|less|fewer|higher|lower|greater) than"
    r"(?: (?:in|during|for))?)(?= )",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"\b(?:levels?|baselines?|averages?|values?)(?: of\b|$)"
    r"|^(?:the |its |their )?(?:amount|figure|number|quantity|rate|total|volume)s? (?:of|in)\b",
    re.IGNORECASE,
)
_LEADS = re.compile(r" ?(?:to|until|through|and|or|[-–])(?: |(?<=[-–]))\d", re.IGNORECASE)
"""What shows that a year after "from" begins a period: "from 2015 to 2019"."""
_OWN = (" the ", " its ", " their ", " that ", " our ")
_TIMES = re.compile(r"\S+ times|twice", re.IGNORECASE)
_ON_YEAR = re.compile(r" ((?:year|quarter|month)[- ](?:on|over)[- ](?:year|quarter|month))\b", re.IGNORECASE)
_AS_MANY = re.compile(r"\bas (?:big|great|high|large|long|low|many|much|often)\b", re.IGNORECASE)
_RATHER = re.compile(r"\b(?:earlier|later|other|rather|sooner) $", re.IGNORECASE)
_NUMBER_OF = re.compile(r"\b(?:amount|figure|level|number|rate|total|value|volume)s? $", re.IGNORECASE)
_IN_DATE = re.compile(r" (?:in|of|for|during) (?=(?:the )?(?:\d{4}\b|[A-Z]|last |previous |preceding ))")
_WITHIN = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "SYM"})
_REACH = 160
"""How many characters behind a quantity the words can begin that say what it is compared with."""
_LONGEST = 14
"""The words that what a quantity is compared with can have."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The characters `start` to `end` of a passage, which say what a quantity is compared with."""

    start: int
    end: int
    text: str

    def period(self, own: Period | None, anchor: date | None) -> Period | None:
        """The period that it is or was measured in; `own` is that of the quantity."""
        if before := period_before(self.text, own, anchor):
            return before
        found = find_dates(self.text, anchor)
        return found[0].period if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at the characters `start` to `end` of a passage; the next one begins at `until`.

    `change` says that it tells by how much, or how many times as much, something is than before or than
    another: then a mere "over", "from" or "than" can lead to what it is compared with.
    """

    start: int
    end: int
    until: int
    change: bool


def compared(text: str, sentence: Span, quantity: Quantity, anchor: date | None) -> Comparison | None:
    """What a quantity is compared with, if its sentence says it, behind the quantity or at its opening.

    `text` is that of the passage.
    """
    doc, end = sentence.doc, quantity.end
    limit = min(sentence.end_char, end + _REACH, sentence.end_char if quantity.change else quantity.until)
    if usual := _ON_YEAR.match(text, end):
        return Comparison(usual.start(1), usual.end(1), usual[1])
    if _TIMES.fullmatch(text, quantity.start, end) and text.startswith(_OWN, end) and not _dated(text, end):
        return _phrase(text, doc, end + 1, limit)
    for marker in _MARKER.finditer(text, end, limit):
        what = _phrase(text, doc, marker.end() + 1, sentence.end_char)
        if what and _leads_to(
            what, marker, text[end : marker.start()], change=quantity.change, anchor=anchor
        ):
            return what if not _new_clause(sentence, end, marker.start()) else None
    limit = min(quantity.start, sentence.start_char + _REACH)
    strong = (one for one in _MARKER.finditer(text, sentence.start_char, limit) if one["strong"])
    opening = next(strong, None) if quantity.change else None
    what = _phrase(text, doc, opening.end() + 1, quantity.start) if opening else None
    return what if what and text[what.end : what.end + 1] == "," else None


def _dated(text: str, end: int) -> bool:
    """Whether "three times the number of 2010" follows, which the words before a date lead to."""
    return bool(re.match(r" \w+ \w+ (?:of|in) (?:the )?(?:last|previous|\d{4})", text[end : end + 60]))


def _leads_to(
    what: Comparison, marker: re.Match[str], between: str, *, change: bool, anchor: date | None
) -> bool:
    """Whether a marker leads to `what` as something that a quantity is compared with."""
    if marker["strong"]:
        return True
    dated, level = what.period(None, anchor), bool(_LEVEL.search(what.text))
    if marker["beside"] or marker["than"]:
        bound = not dated and re.match(NUMBER, what.text, re.IGNORECASE)  # "and more than 300 boats"
        return not bound and (bool(marker["beside"]) or (change and _compares(marker["than"], between)))
    if marker["of"]:
        return dated is not None and (level or (change and bool(_NUMBER_OF.search(between))))
    if level or (change and marker["weak"].lower() in ("above", "below")):
        return dated is not None or not between.strip() or (change and level and marker["weak"] != "on")
    past = dated is not None and dated.start != dated.end and (anchor is None or dated.start <= anchor)
    return change and past and not _LEADS.match(marker.string, what.end)


def _compares(word: str, between: str) -> bool:
    """Whether "than" or "as" compares: "three times as many boats as", and not "rather than"."""
    return bool(_AS_MANY.search(between)) if word[0] in "aA" else not _RATHER.search(between)


def _phrase(text: str, doc: Doc, start: int, limit: int) -> Comparison | None:
    """The noun phrase at the character `start`, with the period that follows "in" or "of"."""
    first = starting(doc, start)
    end = last = first
    while end < len(doc) and end - first < _LONGEST and doc[end].idx < limit and _goes_on(doc[end], first):
        if doc[end].pos_ in ("NOUN", "PROPN", "NUM") or doc[end].lower_ in ("earlier", "before", "ago"):
            last = end + 1
        end += 1
    if last == first or doc[first].idx != start:
        return None
    stop = doc[last - 1].idx + len(doc[last - 1])
    stop += len(" as usual") if text.startswith(" as usual", stop) else 0
    words = text[start:stop]
    if not re.search(r"\d{4}", words) and (match := _IN_DATE.match(text, stop)):
        found = find_dates(text[match.end() : limit], date(2000, 1, 1))
        if found and text[match.end() : match.end() + found[0].start] in ("", "the "):
            stop = match.end() + found[0].end
    return Comparison(start, stop, text[start:stop])


def _goes_on(token: Token, first: int) -> bool:
    """Whether a noun phrase that begins at `first` goes on with a token."""
    if token.pos_ in _WITHIN or token.lower_ in (
        "of",
        "'s",
        "’s",
        "-",
        "pre",
        "its",
        "their",
        "our",
        "those",
    ):
        return token.i > first or token.lower_ != "of"
    if token.tag_ in ("VBN", "VBG"):
        return token.dep_ == "amod"
    return token.i > first and token.lower_ in ("earlier", "before", "ago")


def _new_clause(sentence: Span, start: int, end: int) -> bool:
    """Whether a clause of its own begins between two characters: at a verb with a subject, or a ";"."""
    between = sentence.doc[starting(sentence.doc, start) : starting(sentence.doc, end)]
    return any(
        token.text == ";"
        or (
            token.pos_ in ("VERB", "AUX")
            and any(one.dep_ in ("nsubj", "nsubjpass") for one in token.children)
        )
        for token in between
    )
