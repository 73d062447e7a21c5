"""Notebooks: run, and brought into the form in which they are kept.

After a change of what a notebook shows, run `python tests/notebooks.py docs/asking.ipynb`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
"""What a notebook says of itself: its language alone, nothing of a machine."""


def read(path: Path) -> NotebookNode:
    """The notebook in a file."""
    return nbformat.read(path, as_version=4)  # type: ignore[no-any-return,no-untyped-call]


def executed(notebook: NotebookNode, folder: Path, seconds: int) -> NotebookNode:
    """`notebook` with the outputs that it has when it runs in `folder`; a cell may take so many seconds."""
    where = {"metadata": {"path": str(folder)}}
    client = NotebookClient(notebook, timeout=seconds, resources=where, record_timing=False)
    return client.execute()


def kept(notebook: NotebookNode) -> NotebookNode:
    """`notebook` without what differs from machine to machine and from run to run."""
    notebook.metadata = nbformat.from_dict(METADATA)  # type: ignore[no-untyped-call]
    for place, cell in enumerate(notebook.cells, start=1):
        cell.id = f"cell-{place}"
        cell.metadata = {}
        if cell.cell_type == "code":
            cell.execution_count = None
            for output in cell.outputs:
                output.pop("execution_count", None)
                if output.output_type == "execute_result":
                    output.execution_count = None
    return notebook


def outputs(notebook: NotebookNode) -> list[list[dict[str, Any]]]:
    """What stands below each code cell: printed text, and values in every form."""
    return [list(map(_shown, cell.outputs)) for cell in notebook.cells if cell.cell_type == "code"]


def _shown(output: NotebookNode) -> dict[str, Any]:
    return dict(output.data) if "data" in output else {output.output_type: output.get("text", output)}


def main() -> None:
    """Runs a notebook where it is, and writes it back with its new outputs."""
    path = Path(sys.argv[1])
    notebook = kept(executed(read(path), path.parent, seconds=60))
    nbformat.write(notebook, path)  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main()
