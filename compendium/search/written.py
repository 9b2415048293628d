"""Files that a user asks for by name."""

from __future__ import annotations

from pathlib import Path

from compendium.errors import CompendiumError, SettingsError

__all__ = ["write_file"]


def write_file(target: Path, data: bytes, *, force: bool) -> None:
    """Write a file that a user named; over another, which may be somebody's work, only if that is asked for.

    Raises:
        SettingsError: there is another file of this name.
        CompendiumError: it cannot be written.
    """
    try:
        if not force and target.is_file() and target.read_bytes() not in (b"", data):
            raise SettingsError(
                f"{target} is there already and is left as it is",
                hint="Name another file, or replace it with --force.",
            )
        target.write_bytes(data)
    except OSError as error:
        raise CompendiumError(f"{target} cannot be written ({error.strerror or error})") from error
