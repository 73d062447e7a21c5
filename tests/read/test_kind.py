from __future__ import annotations

import pytest

from servanda.model import InstrumentKind
from servanda.read.kind import instrument_kind


@pytest.mark.parametrize(
    "title, opening, kind",
    [
        ("Joint Declaration on Water", "", InstrumentKind.JOINT_DECLARATION),
        ("The Bergen Communiqué: A Joint Statement", "", InstrumentKind.COMMUNIQUE),
        ("Joint Statement on the Water Convention", "", InstrumentKind.JOINT_STATEMENT),
        ("Joint Press Release on Conflict Resolution", "", InstrumentKind.PRESS_RELEASE),
        ("Resolution 780 (1992)", "", InstrumentKind.RESOLUTION),
        ("Convention on Envoys", "", InstrumentKind.TREATY),
        ("Notes", "This Treaty binds", InstrumentKind.TREATY),
        ("Notes", "We met.", InstrumentKind.UNKNOWN),
    ],
)
def test_the_first_name_tells_the_kind(title: str, opening: str, kind: InstrumentKind) -> None:
    """A document is what its title calls it first, else its opening; what has no name is unknown."""
    assert instrument_kind(title, opening) is kind
