"""A thesaurus in SKOS (https://www.w3.org/TR/skos-reference/), RDF/XML, as a table of ours."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from compendium.corpus.files import read_regular
from compendium.errors import SettingsError, SourceError

__all__ = ["read_skos"]

_SKOS = "{http://www.w3.org/2004/02/skos/core#}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_LABELS = (f"{_SKOS}prefLabel", f"{_SKOS}altLabel", f"{_SKOS}hiddenLabel")


def read_skos(path: Path) -> str:
    """A line for each concept and language: its labels, each for the others; hidden ones are typed, never searched.

    Raises:
        SettingsError: the file cannot be read as RDF/XML.
    """
    from lxml import etree

    lines: list[str] = []
    try:
        # Entities are left alone: a file from elsewhere must not read others, nor swell.
        data = BytesIO(read_regular(path))
        concepts = etree.iterparse(data, events=("end",), resolve_entities=False, no_network=True)
        for _, element in concepts:
            labels = [child for child in element if child.tag in _LABELS]
            for language in dict.fromkeys(label.get(_LANGUAGE, "") for label in labels):
                own = [label for label in labels if label.get(_LANGUAGE, "") == language and label.text]
                shown = [_entry(str(label.text)) for label in own if label.tag != _LABELS[2]]
                hidden = [_entry(str(label.text)) for label in own if label.tag == _LABELS[2]]
                lines += [", ".join(shown)] if len(shown) > 1 else []
                lines += [f"{', '.join(hidden)} => {', '.join(shown)}"] if hidden and shown else []
            if labels:
                element.clear()
    except (SourceError, etree.XMLSyntaxError) as error:
        raise SettingsError(
            f"The thesaurus {path} cannot be read: {error}.",
            hint="Export it from its tool as SKOS in RDF/XML, or write a table of your own (docs/ranking.md).",
        ) from error
    return "\n".join(lines)


def _entry(label: str) -> str:
    """A label without what has a meaning in a table; a qualifier in brackets is left out."""
    return " ".join(label.partition("(")[0].replace(",", " ").replace("=>", " ").split())
