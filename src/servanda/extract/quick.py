"""spaCy, imported without the commands that it brings; `servanda.extract` imports this before all else.

For one function, `spacy.info`, spaCy's package imports all of `spacy.cli`, which trains and publishes models:
with it come two web clients, a terminal library and more, and a quarter of the time that the import takes.
While spaCy is imported here, a stand-in has the place of `spacy.cli`. Then it is taken away, so that the
real one is there for whoever asks for it, and `spacy.info` calls that.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib import import_module
from types import ModuleType
from typing import Any

_PACKAGE, _MODULE = "spacy.cli", "spacy.cli.info"


def import_spacy() -> None:
    """Imports spaCy, unless somebody has; whole if the stand-in does not do for the version that is here."""
    if "spacy" in sys.modules:
        return
    package, module = ModuleType(_PACKAGE), ModuleType(_MODULE)
    package.__path__, module.__dict__["info"] = [], _info
    sys.modules |= {_PACKAGE: package, _MODULE: module}
    try:
        with suppress(ImportError):
            import_module("spacy")
    finally:
        del sys.modules[_PACKAGE], sys.modules[_MODULE]
    import_module("spacy")


def _info(*args: Any, **options: Any) -> Any:  # noqa: ANN401 - whatever spaCy's own takes
    """What `spacy.info` says."""
    from spacy.cli.info import info  # noqa: PLC0415 - which takes long to import

    return info(*args, **options)


import_spacy()
