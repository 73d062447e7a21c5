"""spaCy is imported without its commands, and they are there for whoever asks for them."""

from __future__ import annotations

import subprocess
import sys

COMMANDS = ("spacy.cli", "spacy.cli.info", "typer", "weasel")


def loaded(script: str) -> set[str]:
    """Which of spaCy's commands, and of what comes with them, are loaded after a script."""
    said = f"{script}\nimport sys\nprint(*[name for name in {COMMANDS} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_the_extractor_imports_no_commands_of_spacy() -> None:
    """Neither the commands nor the libraries that they need are loaded, and no stand-in stays."""
    assert loaded("import servanda.extract.parser") == set()


def test_the_commands_of_spacy_can_be_imported_later() -> None:
    """`spacy.info` and `spacy.cli` are spaCy's own, when they are asked for after the extractor."""
    script = """
import servanda.extract, spacy
assert spacy.info(silent=True)["spacy_version"] == spacy.__version__
import spacy.cli
assert spacy.cli.download.__module__ == "spacy.cli.download"
assert spacy.cli.info.__module__ == "spacy.cli.info"
"""
    assert loaded(script) == set(COMMANDS)


def test_a_spacy_that_is_there_before_stays_as_it_is() -> None:
    """Whoever imports spaCy before the extractor has all of it."""
    script = "import spacy\nbefore = spacy.info\nimport servanda.extract\nassert spacy.info is before"
    assert loaded(script) == set(COMMANDS)
