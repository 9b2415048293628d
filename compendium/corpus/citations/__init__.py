"""Citations: mentions of other documents, resolutions, treaty articles and publications, down to the pinpoint."""

from compendium.corpus.citations.find import find_citations, find_in_text
from compendium.corpus.citations.pinpoints import covers, pinpoints_of

__all__ = ["covers", "find_citations", "find_in_text", "pinpoints_of"]
