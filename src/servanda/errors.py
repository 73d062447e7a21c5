"""The named errors of the package. Each says what is wrong, where it stands, and what to do."""

from __future__ import annotations


class ServandaError(Exception):
    """A fault that the user can mend.

    `what` says in one line what is wrong and what to do; `where` is the file it stands in, with
    `:line` where a line is known, and leads the message.
    """

    def __init__(self, what: str, where: str | None = None) -> None:
        super().__init__(what, where)
        self.what = what
        self.where = where

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" if self.where else self.what


class ReadError(ServandaError):
    """A file that cannot be read as a document."""


class DataError(ServandaError):
    """RDF that does not parse, or a built folder that is not there."""


class LexiconError(ServandaError):
    """A cue or an entity in `ontology/` that lacks what the extractor needs."""


class ModelError(ServandaError):
    """The parser's language model cannot be loaded."""


class ShapesError(ServandaError):
    """A shapes file that does not parse or holds no shapes."""


class QueryError(ServandaError):
    """An unknown query, a broken header, or SPARQL that does not parse or run."""


class ParameterError(QueryError):
    """A missing, misspelt or ill-typed parameter of a query."""


class StoppedError(QueryError):
    """A query that took longer than it may."""


class EndpointError(QueryError):
    """An endpoint that cannot be reached, lets nobody in, or answers with something else than results."""


class RefusedError(EndpointError):
    """An endpoint that answers with an error; `status` is that of HTTP."""

    def __init__(self, what: str, where: str, status: int) -> None:
        super().__init__(what, where)
        self.status = status


class CutError(EndpointError):
    """An answer that its server has cut short."""


class PushError(EndpointError):
    """A push that did not come to its end: why, what was done, and what was not."""


class GoldError(ServandaError):
    """A gold file that does not follow the guidelines."""


class WorkerError(ServandaError):
    """A process that did part of the work has gone."""


class WriteError(ServandaError):
    """An output that cannot be written."""


class PackageError(ServandaError):
    """A package that this needs, and that need not be installed, is not."""
