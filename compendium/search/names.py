"""What stands in quotation marks and is no quotation: titles, terms, mottos, words held at a distance."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["is_name", "may_be_title"]

CALLED = re.compile(
    r"(?:\b(?:entitled|titled|called|named|dubbed|labelled|termed|nicknamed|headed|themed|christened|so-called"
    r"|known\s+as|referred\s+to\s+as|under\s+the\s+(?:heading|title|theme|motto|slogan|name)(?:\s+of)?"
    r"|(?:the|a|an|its)\s+(?:\w+\s+)?(?:theme|motto|slogan|title|heading|name|campaign|initiative|project|programme"
    r"|hashtag)(?:\s+of(?:\s+[\w-]+){1,6})?(?:\s+(?:of|was|is|being))?"
    r"|the\s+(?:terms?|word|expression|concept|notion|label)(?:\s+of)?))\s*[,:]?\s*[“\"«‘']*$",
    re.IGNORECASE,
)
"""What stands before a name: the campaign, entitled."""
TERM_WORDS = 8
"""Words up to which what is called so is a name; a longer text is a quotation whatever it is called."""
LONGEST_TITLE = 20


def is_name(text: str, start: int, quote: str, titles: Iterable[str]) -> bool:
    """Whether quoted words that start at a place of a text are the name or title of something.

    Args:
        text: the paragraph.
        start: where the quoted words start.
        quote: the words.
        titles: of the documents that the draft cites for them.
    """
    words = quote.split()
    called = CALLED.search(text[max(0, start - 100) : start])
    if called is not None:
        firm = (
            re.match(r"(?:en)?titled|headed|(?:\w+\s+){1,2}(?:theme|title)\b", called.group(), re.IGNORECASE)
            is not None
        )
        if len(words) <= (LONGEST_TITLE if firm else TERM_WORDS):
            return True
    bare = _bare(quote)
    return any(bare == _bare(title) for title in titles)


def may_be_title(quote: str) -> bool:
    """Whether words are set in capitals as titles are.

    >>> may_be_title("Education for Justice"), may_be_title("States parties should consider")
    (True, False)
    """
    words = re.findall(r"[^\W\d_][\w’'-]*", quote)
    long = [word for word in words if len(word) > 3]
    if not long or len(words) > LONGEST_TITLE or len(words) < 2:
        return False
    if not words[0][0].isupper() or not long[-1][0].isupper():
        return False
    if re.search(r"[.;?]\s", quote):
        return False
    capitals = sum(1 for word in long if word[0].isupper())
    return capitals >= 0.75 * len(long)


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
