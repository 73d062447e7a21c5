from __future__ import annotations

import pytest

from servanda.model import Evidence, InstrumentKind, Reading, Span
from servanda.read.kind import instrument_kind


def reading(text: str, offset: int = 0) -> Reading:
    places = range(offset, offset + len(text))
    return Reading(text, tuple(places), tuple(place + 1 for place in places))


@pytest.mark.parametrize(
    "title, opening, kind, words",
    [
        ("Joint Declaration on Water", "", InstrumentKind.JOINT_DECLARATION, "Joint Declaration"),
        ("The Bergen Communiqué: A Joint Statement", "", InstrumentKind.COMMUNIQUE, "Communiqué"),
        ("Joint Statement on the Water Convention", "", InstrumentKind.JOINT_STATEMENT, "Joint Statement"),
        ("Joint Press Release on Conflict Resolution", "", InstrumentKind.PRESS_RELEASE, "Press Release"),
        ("Resolution 780 (1992)", "", InstrumentKind.RESOLUTION, "Resolution"),
        ("Council Resolution on Boats", "", InstrumentKind.RESOLUTION, "Resolution"),
        ("Convention on Envoys", "", InstrumentKind.TREATY, "Convention"),
        ("Notes", "This Treaty binds", InstrumentKind.TREATY, "Treaty"),
    ],
)
def test_the_first_name_tells_the_kind(title: str, opening: str, kind: InstrumentKind, words: str) -> None:
    """A document is what its title calls it first, else its opening; the words that say so are kept."""
    found, evidence = instrument_kind(title, [reading(opening)])
    assert found is kind
    assert evidence is not None
    assert evidence.words == words


def test_a_text_that_names_no_kind_is_unknown() -> None:
    """What no word settles is said to be unknown, without evidence."""
    assert instrument_kind("Notes", [reading("We met.")]) == (InstrumentKind.UNKNOWN, None)


def test_the_evidence_has_its_place() -> None:
    """Words of the text itself have their span, those of a title from elsewhere have none."""
    assert instrument_kind("Notes", [reading("A treaty.", offset=7)])[1] == Evidence("treaty", Span(9, 15))
    assert instrument_kind("Treaty", [reading("A treaty.")])[1] == Evidence("Treaty")
