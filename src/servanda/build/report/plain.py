"""The report for people, as lines of text: a summary, then what was found, input by input."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from typing import TypeAlias

from servanda.build.report.entries import Entry, Input
from servanda.build.report.words import counted, method, summary, tally, verdict

_WIDTH = 100
_FEW = 20


class Style(Enum):
    """How a piece of a line is to look; the values are the codes of ECMA-48 (SGR) for terminals."""

    BOLD = "1"
    FAINT = "2"
    GOOD = "32"
    BAD = "1;31"
    WARNING = "33"
    NOTE = "36"


Paint: TypeAlias = Callable[[str, Style], str]
"""Gives a piece of text its looks."""

_SEVERITIES = {"violation": Style.BAD, "warning": Style.WARNING, "note": Style.NOTE}


def text(inputs: Sequence[Input], *, colour: bool) -> str:
    """The report as lines of at most 100 characters, those aside that hold a longer word.

    The colours of a terminal are codes between the same characters.
    """
    return "".join(f"{line}\n" for line in _lines(inputs, _painted if colour else _bare))


def _painted(words: str, style: Style) -> str:
    return f"\x1b[{style.value}m{words}\x1b[0m"


def _bare(words: str, _style: Style) -> str:
    return words


def _lines(inputs: Sequence[Input], paint: Paint) -> Iterator[str]:
    reports = [one.report for one in inputs]
    yield paint(summary(reports), Style.BOLD)
    for sentence in method(reports):
        yield from _wrapped(sentence, "", "  ")
    if any(entry.explained for one in inputs for entry in one.entries):
        yield "For more on a rule in brackets: servanda validate --explain RULE"
    apart = True
    for one in inputs:
        if apart or one.entries:
            yield ""
        apart = bool(one.entries)
        yield _heading(one, paint)
        yield from _singles(one, paint)
        yield from _lists(one, paint)


def _heading(one: Input, paint: Paint) -> str:
    """The name of an input, its verdict, and how much was found."""
    said = paint(verdict(one.report), Style.GOOD if one.report.conforms else Style.BAD)
    return ", ".join(filter(None, (f"{paint(one.name, Style.BOLD)}: {said}", tally([one.report]))))


def _singles(one: Input, paint: Paint) -> Iterator[str]:
    """The findings under the names of their passages and what they are about, each with its message."""
    for passage, things in one.passages():
        if passage:
            yield paint(f"  {passage}", Style.BOLD)
        indent = "    " if passage else "  "
        for entries in things:
            yield from _wrapped(_about(entries[0]), indent, f"{indent}    ")
            for entry in entries:
                yield from _said(entry, f"{indent}  ", paint)


def _about(entry: Entry) -> str:
    return ", ".join(filter(None, (entry.where(), entry.what())))


def _said(entry: Entry, indent: str, paint: Paint) -> Iterator[str]:
    """How grave a finding is, what is wrong and how to mend it, and its rule."""
    first, *rest = _ruled(f"{entry.severity}: {entry.advice()}", entry, indent, paint)
    yield first.replace(entry.severity, paint(entry.severity, _SEVERITIES[entry.severity]), 1)
    yield from rest


def _lists(one: Input, paint: Paint) -> Iterator[str]:
    """The findings that are alike: their message once, and a line on where each of them stands."""
    for entries in one.alike():
        first = entries[0]
        yield "  " + paint(f"{counted(len(entries), first.severity)} alike", _SEVERITIES[first.severity])
        yield from _ruled(first.message, first, "    ", paint)
        for entry in entries:
            yield from _wrapped(_listed(entry), "    - ", "      ")


def _listed(entry: Entry) -> str:
    """Where an entry stands, its words cut so that this is one line, if that leaves enough of them."""
    place = entry.place
    found = f" (found: {entry.found})" if entry.found else ""
    around = ", ".join(filter(None, (entry.where(), place.passage)))
    room = _WIDTH - len(f"    - {around}: “”{found}")
    if not place.quote or room < _FEW:
        return f"{entry.standing()}{found}"
    quote = f"“{textwrap.shorten(place.quote, room, placeholder=' …')}”"
    return f"{around}: {quote}{found}" if around else f"{quote}{found}"


def _ruled(words: str, entry: Entry, indent: str, paint: Paint) -> Iterator[str]:
    """Words, and the name of the rule: in brackets if it is that of a shape."""
    rule = f"[{entry.rule}]" if entry.named else f"({entry.rule})"
    *lines, last = _wrapped(f"{words} {rule}", indent, f"{indent}  ")
    yield from lines
    yield last.removesuffix(rule) + paint(rule, Style.FAINT)


def _wrapped(words: str, indent: str, further: str) -> list[str]:
    """`words` in lines, the first after `indent` and the others after `further`."""
    return textwrap.wrap(
        " ".join(words.split()),
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=further,
        break_on_hyphens=False,
        break_long_words=False,
    )
