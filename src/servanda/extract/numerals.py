"""Numbers as prose writes them: in figures or in words, with their scales; and shares in words."""

from __future__ import annotations

import re
from decimal import Context, Decimal

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_BELOW_100 = (
    {word: number for number, word in enumerate(_ONES.split(), start=1)}
    | {word: 10 * number for number, word in enumerate(_TENS.split(), start=2)}
    | {"zero": 0}
)
_SCALES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
    "mn": 10**6,
    "bn": 10**9,
    "tn": 10**12,
}
_LETTERS = {"k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12}
"""What a letter stands for behind an amount of money: elsewhere "30m" are metres."""

_PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6} | {
    "eighth": 8,
    "tenth": 10,
}
_ROUND = Context(prec=4)
"""The digits that are kept of a number that its words give as a fraction."""

_FIGURES = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,3}(?: \d{3})+(?![\d,])|\d+)(?:\.\d+)?"
_NAMES = "|".join(_SCALES)
_SCALE = rf"(?:[ -]?(?:{_NAMES})\b)"
_LOW = rf"(?:{'|'.join(_BELOW_100)})\b"
_AND = "|".join(rf"(?<={word}) and " for word in ("hundred", "thousand", "million", "billion"))
_WORDS = (
    rf"(?:half[ -](?:a )?(?:{_NAMES})\b"
    rf"|(?:{_LOW}|a) and a half (?:{_NAMES})\b"
    rf"|(?:{_LOW}|a (?:{_NAMES})\b)(?:(?:{_AND}|[ -])(?:{_LOW}|(?:{_NAMES})\b))*)"
)
NUMBER = rf"(?:{_FIGURES}{_SCALE}*|{_WORDS})"
"""A pattern for a number in figures or words, with its scale; to be searched without case."""

MONEY_NUMBER = rf"(?:{_FIGURES}(?:{_SCALE}+|(?: ?[mb]|[kt])\b)?|{_WORDS})"
"""The same beside the sign of a currency, where a letter can be the scale: "$200M"."""

FRACTION = (
    rf"(?:(?P<over>\d+|{'|'.join(_BELOW_100)}|an?)[ -](?P<part>{'|'.join(_PARTS)})s?|(?P<bare>half))\b(?!-)"
)
"""A pattern for a share in words: "half", "a quarter", "two-thirds"."""

_PIECE = re.compile(rf"{_FIGURES}|[a-z]+")


def read_number(words: str) -> Decimal:
    """The value of words that `NUMBER` or `MONEY_NUMBER` matches.

    >>> print(read_number("1,250"), read_number("2.5 million"), read_number("half a billion"))
    1250 2500000 500000000
    >>> print(read_number("two hundred and fifty thousand"), read_number("one and a half million"))
    250000 1500000
    """
    total, current = Decimal(0), Decimal(0)
    for word in _PIECE.findall(words.lower()):
        scale = _SCALES.get(word) or _LETTERS.get(word)
        if word[0].isdigit():
            current = Decimal(re.sub("[, ]", "", word))
        elif word in _BELOW_100:
            current += _BELOW_100[word]
        elif word == "half":
            current += Decimal("0.5")
        elif scale and scale <= _SCALES["hundred"]:
            current = (current or Decimal(1)) * scale
        elif scale and total and not current:  # "two hundred thousand million"
            total *= scale
        elif scale:
            total, current = total + (current or Decimal(1)) * scale, Decimal(0)
    return plain(total + current)


def scale_of(words: str) -> Decimal:
    """What the scale at the end of a number stands for, 1 where it has none.

    >>> print(scale_of("ten million"), scale_of("5k"), scale_of("300"))
    1000000 1000 1
    """
    found = re.search(rf"(?:\b|[ \d-])({_NAMES}|(?<=[\d ])[kmbt])$", words.lower())
    return Decimal((found and (_SCALES.get(found[1]) or _LETTERS.get(found[1]))) or 1)


def read_fraction(match: re.Match[str]) -> Decimal:
    """The share that a match of `FRACTION` stands for, from 0 to 1."""
    if match["bare"]:
        return Decimal("0.5")
    over = match["over"].lower()
    count = int(over) if over.isdigit() else _BELOW_100.get(over, 1)
    return _ROUND.divide(Decimal(count), Decimal(_PARTS[match["part"].lower()]))


def rounded(value: Decimal) -> Decimal:
    """The value with the digits that are kept of a fraction.

    >>> print(rounded(Decimal(200) / 3))
    66.67
    """
    return plain(_ROUND.plus(value))


def plain(value: Decimal) -> Decimal:
    """The value without an exponent and without zeros at the end of its decimals.

    >>> print(plain(Decimal("1.20E+3")), plain(Decimal("2.50")))
    1200 2.5
    """
    written = f"{value:f}"
    return Decimal(written.rstrip("0").rstrip(".") if "." in written else written)
