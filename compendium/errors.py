"""What can go wrong, said so that a user knows what to do next.

Every error that the program raises on purpose descends from `CompendiumError`, which carries the
exit code of the command line and, where there is one, the next step.
"""

from __future__ import annotations

from typing import ClassVar

__all__ = [
    "CollectionError",
    "CompendiumError",
    "IndexDamagedError",
    "NotAReferenceError",
    "QueryError",
    "SettingsError",
    "SourceError",
]


class CompendiumError(Exception):
    """Any failure that the program explains: a message, and the next step for the user."""

    exit_code: ClassVar[int] = 2

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        """What the user can do about it; empty where there is nothing to do."""


class SourceError(CompendiumError):
    """A source file that cannot be read, with the reason; the rest of a batch goes on."""


class SettingsError(CompendiumError):
    """An option, or a file that the user wrote for the program, that does not make sense."""


class CollectionError(CompendiumError):
    """The collection cannot be opened, locked or written."""


class IndexDamagedError(CollectionError):
    """The index does not match its manifest; `compendium rebuild` derives it anew."""


class QueryError(CompendiumError):
    """A query that could not be understood, with the place of the fault."""

    def __init__(self, message: str, *, hint: str = "", offset: int | None = None, mend: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.offset = offset
        """Where in the query the fault is, in characters from 0; None where it is in no one place."""
        self.mend = mend
        """A query that would do; None where there is none to offer."""


class NotAReferenceError(CompendiumError):
    """A reference to a document or paragraph that cannot be read as one."""
