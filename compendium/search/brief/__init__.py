"""The brief: what the group has recommended on a subject and what its papers say, as a paper that one can hand over."""

from compendium.search.brief.contents import Asked, Brief, brief_on
from compendium.search.brief.writing import write_brief

__all__ = ["Asked", "Brief", "brief_on", "write_brief"]
