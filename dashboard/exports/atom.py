"""What changed as an Atom feed, for readers of feeds."""

from __future__ import annotations

import hashlib
from urllib.parse import urlencode, urlsplit
from xml.sax.saxutils import escape, quoteattr

from dashboard.domain.view_model import Value, View
from dashboard.exports.particulars import PRODUCT, permalink
from dashboard.views.change_kinds import NOT_NEW

MOST = 200  # entries; the newest, since a feed is for what is new


def atom(view: View, base: str) -> str:
    """The feed of the view `changes`; the same change keeps its identifier, so that no reader sees it twice.

    What is undated or older and was only read since is no news, and is left out.
    """
    rows = [row for row in view.table("changes").records() if row["kind"] not in NOT_NEW][:MOST]
    updated = f"{rows[0]['known_from'] if rows else view.as_at}T00:00:00Z"
    host = urlsplit(base).netloc
    own = f"{base}feeds/changes.atom"
    entries = "".join(_entry(row, base, host) for row in rows)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">'
        f"<title>{escape(f'{PRODUCT}: what changed')}</title><id>tag:{escape(host)},2026:changes</id>"
        f"<updated>{updated}</updated><subtitle>{escape(view.statement)}</subtitle>"
        f'<link rel="self" type="application/atom+xml" href={quoteattr(own)}/>'
        f'<link rel="alternate" type="text/html" href={quoteattr(permalink(view, base))}/>'
        f"<author><name>{PRODUCT}</name></author>{entries}</feed>\n"
    )


def _entry(row: dict[str, Value], base: str, host: str) -> str:
    told = "\x1f".join(
        str(row[name]) for name in ("known_from", "kind", "force_code", "what", "before", "now", "source_id")
    )
    name = hashlib.sha256(told.encode("utf-8")).hexdigest()[:24]
    where = f"{row['force']}: " if row["force"] else ""
    path, _, query = str(row["link"]).partition("?")
    day = urlencode({"as_at": str(row["known_from"])})
    link = f"{base}{path}?{query + '&' if query else ''}{day}"
    title = f"{row['kind']}: {where}{row['what']}"
    parts = [
        f"{label}: {row[field]}"
        for label, field in (("Before", "before"), ("Now", "now"), ("Why", "reason"))
        if row[field]
    ]
    return (
        f"<entry><title>{_text(title)}</title>"
        f"<id>tag:{escape(host)},2026:change:{name}</id><updated>{row['known_from']}T00:00:00Z</updated>"
        f'<link rel="alternate" type="text/html" href={quoteattr(link)}/>'
        f"<summary>{_text('. '.join(parts) or str(row['what']))}</summary></entry>"
    )


def _text(words: str) -> str:
    """Text without the characters that XML cannot hold."""
    return escape("".join(c for c in words if c in "\n\t" or ord(c) >= 32))
