"""A brief written to a file, in the form that the file's name says."""

from __future__ import annotations

from pathlib import Path

from compendium.errors import SettingsError
from compendium.search.brief.contents import Brief
from compendium.search.written import write_file

__all__ = ["write_brief"]


def write_brief(brief: Brief, target: Path, *, force: bool = False) -> None:
    """Write a brief to a .docx, .md or .html file; the same brief gives the same bytes.

    Raises:
        SettingsError: the name ends in none of these, or is another file's that must not be replaced without `force`.
        CompendiumError: the file cannot be written.
    """
    suffix = target.suffix.lower()
    if suffix == ".docx":
        from compendium.search.brief.word import as_word

        data = as_word(brief)
    elif suffix in (".md", ".markdown"):
        from compendium.search.brief.markdown import as_markdown

        data = as_markdown(brief).encode()
    elif suffix in (".html", ".htm"):
        from compendium.search.brief.web import as_web

        data = as_web(brief).encode()
    else:
        raise SettingsError(f"a brief cannot be written as {target.name}", hint="Name a .docx, .md or .html file.")
    write_file(target, data, force=force)
