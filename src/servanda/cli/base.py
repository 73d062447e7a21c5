"""The option `--base`: what the IRIs of the data begin with."""

from __future__ import annotations

import re

import click

from servanda.iris import BASE

_CHARACTERS = r'(?:[^\s<>"{}|\\^`%?#\x00-\x20]|%[0-9A-Fa-f]{2})'
_BASE = re.compile(
    rf"https?://(?!/){_CHARACTERS}+/|urn:[a-z0-9][a-z0-9-]*:(?:{_CHARACTERS}*[:/])?", re.IGNORECASE
)
"""An absolute IRI that a path can follow. None with a `#`: the parts of a document have their own."""


def _check(_context: click.Context, _option: click.Parameter, base: str) -> str:
    if not _BASE.fullmatch(base):
        raise click.BadParameter(
            f"{base!r} is no absolute IRI (http, https or urn) that ends in / or, a urn, in :"
        )
    return base


base_option = click.option(
    "--base",
    default=BASE,
    show_default=True,
    callback=_check,
    help="What the IRIs of the data begin with: an absolute IRI that ends in /.",
)
