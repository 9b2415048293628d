"""Recommendations of a working group: those that papers recall, and those that its reports adopt."""

from __future__ import annotations

from compendium.corpus.recommendations.find import find_recommendations

__all__ = ["find_recommendations"]
