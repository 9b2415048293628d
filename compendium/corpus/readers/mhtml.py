"""Web archives (MHTML): a page as browsers and Word save it in a single file, with all that belongs to it."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

from compendium.corpus.document import SourceText
from compendium.corpus.readers import html
from compendium.errors import SourceError

__all__ = ["read"]


def read(data: bytes) -> SourceText:
    """The blocks of the main content of the archive's page; of several, as in frames, the longest.

    Raises:
        SourceError: it holds no page, or the page cannot be read.
    """
    message = message_from_bytes(data, policy=policy.default)
    parts = [part for part in message.walk() if part.get_content_type() == "text/html"]
    pages = [(_bytes(part), part.get_content_charset()) for part in parts]
    if not pages:
        raise SourceError("the web archive holds no page", hint="Save the page again from the browser.")
    page, charset = max(pages, key=lambda found: len(found[0]))
    return html.read(page, charset)


def _bytes(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
