"""References as people type or paste them, put into the forms that references have in print."""

from __future__ import annotations

import re
from urllib.parse import unquote

__all__ = ["as_printed"]

_FORMS = (
    # what is typed, and what stands for it
    (r"(?:https?://)?(?:www\.)?(?:docs\.un\.org|undocs\.org)/(?:[a-z]{2}/)?", ""),  # a link: what follows is a symbol
    (r"[¶§]{1,2}\s*", "para. "),
    (r"\b(?:fn|ftn|fnote)\.?\s?(?=[\d*])", "footnote "),
    (r"((?:^\S*\d/\d{1,3}|\bpara(?:graph|\.)?)[\s,]+\d{1,3})\s?([a-z])$", r"\1 (\2)"),  # 2018/3 7 l
    (r"\b(WG|CRP|AC|CONF|INF)(\d{1,3})(?=/)", r"\1.\2"),  # WG4/2019/3
    (r"^((?:19|20)\d\d)-(\d{1,3})(?![\w.-])", r"\1/\2"),  # 2019-3 para 25
    (r"\b(of|in|to|from)\s+(?:the\s+)?document\s+", r"\1 "),  # paragraph 25 of document A/80/21
    (r"^document\s+(?=\S*[\d/])", ""),
)


def as_printed(text: str) -> str:
    """A typed reference in the forms of print.

    >>> as_printed("¶ 25 of document WG4/2019/3")
    'para. 25 of WG.4/2019/3'
    >>> as_printed("https://docs.un.org/en/S/RES/2388%282017%29")
    'S/RES/2388(2017)'
    """
    if "%" in text and ("docs.un" in text or "undocs" in text):
        text = unquote(text)
    for typed, printed in _FORMS:
        text = re.sub(typed, printed, text, flags=re.IGNORECASE)
    return text
