"""An earlier brief, read to see what it had."""

from __future__ import annotations

from pathlib import Path

from compendium.errors import SettingsError
from compendium.search.brief.contents import SUBTITLE
from compendium.search.draft import read_draft, source_bytes

__all__ = ["read_brief"]


def read_brief(source: Path) -> str:
    """The text of a brief that was written before.

    Raises:
        SettingsError: it is none, so that all that it did not have would wrongly be called new.
        SourceError: it cannot be read.
    """
    text = "\n".join(part.text for part in read_draft(source_bytes(str(source))).parts)
    if SUBTITLE not in text:
        raise SettingsError(
            f"{source} is no brief that this program wrote", hint="Name one that was: compendium brief QUERY -o FILE"
        )
    return text
