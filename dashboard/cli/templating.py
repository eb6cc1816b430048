"""The command that writes empty templates: `rcq template`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dashboard.domain.errors import ReaderError, unknown_name


def template(
    kind: Annotated[
        str | None, typer.Argument(metavar="KIND", help="Which template; without it, they are listed.")
    ] = None,
    format_: Annotated[
        str | None, typer.Option("--format", help="xlsx, ods or csv; taken from --out where it is not given.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="File to write; without it, KIND.FORMAT here.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there already.")] = False,
) -> None:
    """Write an empty template for facts that are published in no machine-readable form."""
    from dashboard.domain.entry_files import ENTRY_FILES
    from dashboard.domain.templates import TEMPLATES
    from dashboard.exports.template_files import FORMATS, entry_template, template_file

    if kind is None:
        titles = {k.name: k.title for k in TEMPLATES.values()} | {k.name: k.title for k in ENTRY_FILES.values()}
        for known, title in titles.items():
            print(f"{known}: {title}")
        return
    kind = kind.replace("-", "_")  # both spellings of a name are used on command lines
    if kind not in TEMPLATES and kind not in ENTRY_FILES:
        raise unknown_name("template", kind, [*TEMPLATES, *ENTRY_FILES])
    form = (format_ or (out.suffix.lstrip(".").lower() if out else "") or "xlsx").lower()
    if form not in FORMATS:
        raise unknown_name("format", form, FORMATS)
    is_of_entries = kind in ENTRY_FILES
    content = entry_template(ENTRY_FILES[kind], form) if is_of_entries else template_file(TEMPLATES[kind], form)
    if out == Path("-"):
        sys.stdout.buffer.write(content)
        return
    path = out or Path(f"{kind}.{form}")
    if path.exists() and not force:
        raise ReaderError(f"{path} is there already; name another file with --out, or write over it with --force.")
    try:
        path.write_bytes(content)
    except OSError as error:
        raise ReaderError(f"{path} cannot be written ({error.strerror}); name another file with --out.") from error
    print(f"Written: {path}. Fill it in and check it with `rcq {'returns' if is_of_entries else 'load'} {path}`.")
