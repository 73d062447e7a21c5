from __future__ import annotations

import pytest

from said import Declared
from servanda.model import Cited, Entity, Extraction


def told(extraction: Extraction, actors: tuple[Cited[Entity], ...]) -> list[tuple[str, str]]:
    """Actors with the words that say so."""
    return [(one.value.label, extraction.document.quote(one.span)) for one in actors]


def hosts(extraction: Extraction) -> list[str]:
    return [label for label, _ in told(extraction, extraction.hosts)]


def signatories(extraction: Extraction) -> list[str]:
    return [label for label, _ in told(extraction, extraction.signatories)]


@pytest.mark.parametrize(
    "text, labels",
    [
        ("At the invitation of President Ana Prieto of Chile, the parties met in Lima.", ["Ana Prieto"]),
        ("At the invitation of President Ana Prieto of Chile, the Premier of China visited.", ["Ana Prieto"]),
        ("At the invitation of the Government of Chile, the parties met.", ["Government of Chile"]),
        (
            "The parties met in Oslo at the invitation of the Prime Minister of Norway.",
            ["Prime Minister of Norway"],
        ),
        ("The parties met in Oslo at a summit hosted by Norway.", ["Norway"]),
        ("At the kind invitation of Chile, the parties met.", ["Chile"]),
        ("The parties met in Oslo at the invitation of the Norwegian Government.", ["Government of Norway"]),
        ("Upon the invitation of Chilean President Ana Prieto, the parties met.", ["Ana Prieto"]),
        ("At the invitation of His Majesty the King of Norway, the parties met.", ["King of Norway"]),
        ("The parties met in Oslo at the summit co-hosted by Norway and Chile.", ["Norway", "Chile"]),
        ("Norway and Chile hosted the summit.", ["Norway", "Chile"]),
        ("Chile hosted the parties in Santiago.", ["Chile"]),
        ("The Prime Minister of Norway received the President of Chile.", ["Prime Minister of Norway"]),
    ],
)
def test_the_opening_tells_who_was_host(declared: Declared, text: str, labels: list[str]) -> None:
    """Who invited, hosted or received the parties to the meeting was host where the document was made."""
    assert hosts(declared(f"{text}\n\nThe parties agree to plant trees.")) == labels


@pytest.mark.parametrize(
    "text",
    [
        "The parties welcome the summit hosted by Peru in May.",
        "The parties met in Oslo. They welcome the summit hosted by Peru in May.",
        "The parties met in Oslo and welcomed the summit hosted by Peru in May.",
        "Ten years after Peru hosted the summit, the parties met in Oslo.",
        "Chile will host the next summit.",
        "The parties accept the invitation of Peru.",
        "Norway welcomed the efforts of Chile.",
        "The parties met in Oslo.",
    ],
)
def test_another_meeting_has_other_hosts(declared: Declared, text: str) -> None:
    """Who hosts a meeting that is welcomed, planned or wished for did not host this one."""
    assert hosts(declared(text)) == []


def test_a_host_is_told_at_the_beginning(declared: Declared) -> None:
    """What was hosted is told of another meeting where it stands far from the opening."""
    paragraphs = ["The parties plant trees."] * 5 + ["Peru hosted the summit."]
    assert hosts(declared("\n\n".join(paragraphs))) == []
    assert hosts(declared("\n\n".join(reversed(paragraphs)))) == ["Peru"]


def test_a_host_is_told_once(declared: Declared) -> None:
    """A host has the words that name it first."""
    extraction = declared("Chile hosted the parties.\n\nThey met at a summit hosted by Chile.")
    assert told(extraction, extraction.hosts) == [("Chile", "Chile")]
    assert extraction.hosts[0].span.start == 0


@pytest.mark.parametrize(
    "signature, labels",
    [
        ("Done in two originals on 4 May 2020.\n\nFor Norway\n\nFor Chile", ["Norway", "Chile"]),
        ("Signed on May 4, 2020, by Norway and Chile.", ["Norway", "Chile"]),
        ("Signed on May 4, 2020, by Chilean Minister Ana Prieto.", ["Ana Prieto"]),
        ("Signed in Santiago, on May 4, 2020.", []),
        ("Done at Oslo, Norway, this 4th day of May 2020, in duplicate.", []),
        ("Signed at Puglia, Italy, on May 4, 2020, by Norway.", ["Norway"]),
        ("Signed on May 4, 2020, by the Government of Chile.", ["Government of Chile"]),
        ("Signed on May 4, 2020, by Minister Ana Prieto of Chile.", ["Ana Prieto"]),
        ("IN WITNESS WHEREOF this was signed on May 4, 2020, by Chile.", ["Chile"]),
        ("Signed on May 4, 2020, by Chile.\n\nWitnessed by Peru.", ["Chile"]),
    ],
)
def test_the_signature_tells_who_signed(declared: Declared, signature: str, labels: list[str]) -> None:
    """The actors that a signature names signed, each once; the town and the demonym did not."""
    assert signatories(declared(f"We agree to plant trees.\n\n{signature}")) == labels


def test_who_is_named_elsewhere_did_not_sign(declared: Declared) -> None:
    """A document without a signature has no signatories, whoever it names."""
    assert signatories(declared("President Ana Prieto of Chile signed an agreement with Norway.")) == []


def test_nobody_signs_a_resolution(declared: Declared) -> None:
    """What stands below a resolution tells of the vote."""
    body = "The Council,\n\n1. Calls upon Chile to act.\n\nDone on 4 May 2020.\n\nFor Norway\n\nFor Peru"
    resolution, declaration = declared(body, title="Resolution 99 (1999)"), declared(body)
    assert signatories(resolution) == []
    assert signatories(declaration) == ["Norway", "Peru"]


@pytest.mark.parametrize(
    "text",
    [
        "At the invitation of Norway, Peru and Chile met in Oslo.",
        "At the invitation of Norway, Peru, Chile and Mexico met in Oslo.",
    ],
)
def test_those_who_were_invited_are_no_hosts(declared: Declared, text: str) -> None:
    """A comma ends the words that say who invited."""
    assert [one.value.label for one in declared(text).hosts] == ["Norway"]


def test_who_receives_a_thing_is_no_host(declared: Declared) -> None:
    """A host receives somebody, and no report."""
    assert declared("Norway received the report of the Fish Council.").hosts == ()
