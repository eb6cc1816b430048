"""Files that are archives, made the same to the byte each time: their dates are the as-at date's and nothing else."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

# What office programs write of when a document was made and by which program run.
_WHEN = re.compile(rb"(<(dcterms:created|dcterms:modified|meta:creation-date|dc:date)[^>]*>)[^<]*(</)")
_EARLIEST_YEAR, _LATEST_YEAR = 1980, 2107  # what the archive format can say


def settled(archive: bytes, day: date) -> bytes:
    """The archive with every date in it set to `day`, those of workbooks inside it too."""
    out = io.BytesIO()
    moment = (min(max(day.year, _EARLIEST_YEAR), _LATEST_YEAR), day.month, day.day, 0, 0, 0)
    with zipfile.ZipFile(io.BytesIO(archive)) as before, zipfile.ZipFile(out, "w") as after:
        for entry in before.infolist():
            content = before.read(entry)
            if entry.filename.endswith(".xlsx"):
                content = settled(content, day)
            elif entry.filename in ("docProps/core.xml", "meta.xml"):
                content = _WHEN.sub(rb"\g<1>" + f"{day.isoformat()}T00:00:00Z".encode() + rb"\g<3>", content)
            told = zipfile.ZipInfo(entry.filename, date_time=moment)
            told.compress_type = entry.compress_type
            told.external_attr = 0o600 << 16
            after.writestr(told, content, compresslevel=6)
    return out.getvalue()
