"""Recognition as a share of parsing: the time that names and whose they are take, beside that of the parser.

    .venv/bin/python bench/recognition_share.py FOLDER [--rounds N]

Recognition is all that `Extractor.extract` does to know who and what is named: the parties, the mentions
in all passages with the names that only the document has, the hosts, signatories and members of delegations.
Parsing is `parse`. Each file is parsed and at once recognised, so that whatever else the machine does slows
down both; the medians of the rounds are compared. Reading, and the repair of the parse between the two,
belong to neither.
"""

from __future__ import annotations

from functools import partial
from statistics import median

from rounds import arguments, timed

from servanda import iris, resources
from servanda.extract.cues import CueBook
from servanda.extract.delegations import delegates
from servanda.extract.making import hosts, signatories
from servanda.extract.mentions import Gazetteer
from servanda.extract.naming import Namer
from servanda.extract.parser import Parsed, parse, sentences
from servanda.extract.parties import find_parties
from servanda.extract.predicates import predicates
from servanda.extract.repair import operative_words, repair_lists, repair_modals, repair_operative
from servanda.lexicon import Lexicon, load
from servanda.model import Document, Entity, PassageKind
from servanda.read import read

PARSED = frozenset(
    {PassageKind.PARAGRAPH, PassageKind.COVER_NOTE, PassageKind.DATELINE, PassageKind.SIGNATURE}
)
Cost = tuple[float, float]
"""The seconds of parsing, and those of recognising."""


def main() -> None:
    """Prints the milliseconds of each round and the share, and the medians."""
    files, rounds = arguments(__doc__.splitlines()[0] if __doc__ else "")
    lexicon = load(resources.ontology())
    gazetteer = Gazetteer(lexicon)
    documents = [read(file) for file in files]
    print(f"{len(documents)} documents, {rounds} rounds")
    print(f"{'round':8}{'parsing':>12}{'recognising':>14}{'share':>8}   milliseconds")
    costs: list[Cost] = []
    for number in range(rounds + 1):  # once unmeasured
        parsing, recognising = zip(*(cost(one, lexicon, gazetteer) for one in documents), strict=True)
        if number:
            costs.append((sum(parsing), sum(recognising)))
            line(str(number), *costs[-1])
    parsing, recognising = zip(*costs, strict=True)
    line("median", median(parsing), median(recognising))


def cost(document: Document, lexicon: Lexicon, gazetteer: Gazetteer) -> Cost:
    """What one document takes."""
    parsed, parsing = timed(partial(parse, document, PARSED))
    repair(document, parsed, lexicon)
    _, recognising = timed(partial(recognise, document, parsed, gazetteer))
    return parsing, recognising


def repair(document: Document, parsed: tuple[Parsed, ...], lexicon: Lexicon) -> None:
    """Does to the parse what `Extractor.extract` does before it looks for names."""
    words = operative_words(lexicon, document.kind)
    cues = CueBook(lexicon, document.kind.value)
    for one in parsed:
        repair_operative(one.doc, words)
        repair_lists(one.doc)
        repair_modals(one.doc)
        for sentence in sentences(one.doc):
            predicates(sentence, cues)


def recognise(document: Document, parsed: tuple[Parsed, ...], reference: Gazetteer) -> None:
    """Finds who and what the passages name, as `Extractor.extract` does."""
    parties = find_parties(document, parsed, reference, iris.BASE)
    context = reference.context(parties, (one.doc for one in parsed))
    gazetteer = reference.of(context, Namer(reference, document, parsed, iris.BASE, parties))
    found = {one.place: gazetteer.find(one.doc) for one in parsed}

    def can_be_sent(entity: Entity) -> bool:
        return gazetteer.is_a(entity, "Person", "Office")

    list(hosts(parsed, found, gazetteer))
    list(signatories(document.kind, parsed, found, gazetteer))
    for one in parsed:
        list(delegates(one.doc, found[one.place], can_be_sent))


def line(name: str, parsing: float, recognising: float) -> None:
    """Prints one row of the table, from seconds."""
    print(f"{name:8}{parsing * 1000:12,.0f}{recognising * 1000:14,.0f}{recognising / parsing:8.3f}")


if __name__ == "__main__":
    main()
