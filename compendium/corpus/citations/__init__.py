"""Citations: mentions of other documents, resolutions, treaty articles and publications, down to the pinpoint.

What finds them in running text is imported when it is first asked for: a look-up reads typed references only.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compendium.corpus.citations.find import find_citations, find_in_text
    from compendium.corpus.citations.pinpoints import covers, pinpoints_of

__all__ = ["covers", "find_citations", "find_in_text", "pinpoints_of"]


def __getattr__(name: str) -> object:
    """The public name, from the module that defines it."""
    if name in ("find_citations", "find_in_text"):
        from compendium.corpus.citations import find

        return getattr(find, name)
    if name in ("covers", "pinpoints_of"):
        from compendium.corpus.citations import pinpoints

        return getattr(pinpoints, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
