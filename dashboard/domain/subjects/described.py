"""What may be entered, in words and with examples to copy: made from the declared fields, like the forms and the checks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from dashboard.domain.access import OF_ONE_FORCE, ROLE_WORDS, Role
from dashboard.domain.errors import unknown_name
from dashboard.domain.ledger import UNDO
from dashboard.domain.subjects import SUBJECTS, Action, EntryField, Subject

# What an identifier looks like, and where those that there are can be read.
IDENTIFIERS = {
    "recommendation": ("WMP-2017-2", "column rec_id of the view recommendations; a new one of your own for create"),
    "report": ("kent-2026-peel", "a new one of your own"),
    "response": (
        "west-midlands-2017-09-07-west-midlands-police-crime-data-integrity-inspection-2017",
        "column response_id of responses",
    ),
    "action": ("OSR-2024-3a", "column action_id of the view action_plan"),
    "plan_update": ("OSR-2024", "always this one, for the one plan there is"),
    "qa_standard": ("standard-1", "column standard of the view qa_returns; a new one of your own"),
    "qa_return": ("E23000032/2026", "code of the force and year"),
    "qaad": ("national/2026", "national or the code of a force, and year"),
    "assurance_plan": ("OSR-2024-5", "always this one"),
    "recording_system": ("niche-rms", "column system_id of the view recording_systems"),
    "driver": ("driver-1", "column driver_id of the view drivers; a new one of your own for propose"),
    "control_chart": ("E23000032|incident to crime||", "force|kind of audit|offence group|business area"),
}
OF_WEST_MIDLANDS = frozenset({"recommendation", "response"})
UNDOING = "Undoing of an entry of your own; both stay to be read"
EVIDENCE = {"title": "Letter of the inspectorate", "url": "https://example.org/letter", "published_on": "2026-03-08"}
TEXTS = {
    "rec_id": "WMP-2017-2",
    "url": "https://example.org/letter",
    "link": "https://example.org/letter",
    "due_words": "within six months",
    "element": "a",
}
SAMPLE_DAY = "2026-03-31"
SAMPLES = {"date": SAMPLE_DAY, "integer": 1, "number": 1.0, "flag": True}


def subjects_words() -> str:
    """Every subject with its actions, in lines."""
    lines = ["What entries are about; rcq record fields SUBJECT says more.", ""]
    for subject in SUBJECTS.values():
        lines.append(f"{subject.kind}: {subject.title}")
        lines.append(f"    {', '.join(action.name for action in subject.actions)}, undo")
    return "\n".join(lines) + "\n"


def subject_words(kind: str) -> str:
    """One subject: how it is named, and each action with who may make it.  UnknownName names the subjects there are."""
    subject = _subject(kind)
    sample, where = identifier_of(subject)
    lines = [f"{subject.kind}: {subject.title}", f"subject_id: for instance {sample} ({where})", ""]
    for action in subject.actions:
        lines += [f"{action.name}: {action.title}", f"    by the {_who(action)}; needs {_needs(action)}"]
    lines += [f"{UNDO}: {UNDOING}", "    by whoever made the entry; needs a reason"]
    lines += [
        "",
        f"rcq record fields {subject.kind} {subject.actions[0].name} says the fields of one, with an example.",
    ]
    return "\n".join(lines) + "\n"


def action_words(kind: str, name: str) -> str:
    """One action: who may make it, its fields, and an example that can be copied.  UnknownName as above."""
    subject = _subject(kind)
    if name == UNDO:
        return _undo_words(subject)
    action = subject.action(name)
    if action is None:
        raise unknown_name(f"action of {subject.kind}", name, [*(a.name for a in subject.actions), UNDO])
    lines = [f"{subject.kind}, {action.name}: {action.title}", f"by the {_who(action)}; needs {_needs(action)}", ""]
    lines += ["Fields of the body:", *_fields(action.fields, "    ")] if action.fields else ["The body is left out."]
    role = min(action.roles, key=list(Role).index)
    acting = _acting(subject, role)
    made = json.dumps(example(subject, action), indent=2, ensure_ascii=False)
    return "\n".join([*lines, "", f"Example, for rcq record FILE --as {acting}:", made]) + "\n"


def _undo_words(subject: Subject) -> str:
    """How an entry about this subject is undone, with an example."""
    made = {
        "subject_kind": subject.kind,
        "subject_id": identifier_of(subject)[0],
        "action": UNDO,
        "undoes": 1,
        "reason": "Why it is undone",
    }
    acting = _acting(subject, min(subject.actions[0].roles, key=list(Role).index))
    lines = [
        f"{subject.kind}, {UNDO}: {UNDOING}",
        "by whoever made the entry; needs a reason",
        "",
        "The body is left out.",
        "undoes: the number of the entry, column entry_id of the view ledger (integer, needed)",
        "",
        f"Example, for rcq record FILE --as {acting}:",
    ]
    return "\n".join([*lines, json.dumps(made, indent=2)]) + "\n"


def _acting(subject: Subject, role: Role) -> str:
    """Who could make the example: of a role that is of one force, the one whose the sample is."""
    force = "West Midlands" if subject.kind in OF_WEST_MIDLANDS else "Kent"
    return f"{role.value}:{force}" if role in OF_ONE_FORCE else role.value


def example(subject: Subject, action: Action) -> dict[str, Any]:
    """An entry as `rcq record` takes it, with every field of the action filled in."""
    made: dict[str, Any] = {
        "subject_kind": subject.kind,
        "subject_id": identifier_of(subject)[0],
        "action": action.name,
        "body": {field.name: _sample(field) for field in action.fields},
        "happened_on": SAMPLE_DAY,
    }
    if not made["body"]:
        del made["body"]
    if action.needs_reason:
        made["reason"] = "Why it is entered"
    if action.needs_evidence:
        made["evidence"] = [EVIDENCE]
    return made


def identifier_of(subject: Subject) -> tuple[str, str]:
    """An identifier as one of this subject looks, and where to find others."""
    return IDENTIFIERS.get(subject.kind, (f"{subject.kind}-1", "a new one of your own"))


def _subject(kind: str) -> Subject:
    if kind not in SUBJECTS:
        raise unknown_name("subject", kind, SUBJECTS)
    return SUBJECTS[kind]


def _who(action: Action) -> str:
    return " or ".join(ROLE_WORDS[role] for role in sorted(action.roles, key=list(Role).index))


def _needs(action: Action) -> str:
    found = ["a reason"] if action.needs_reason else []
    if action.needs_evidence:
        found.append("evidence" if action.needs_evidence({}) else "evidence, for some of what it can say")
    return " and ".join(found) or "neither reason nor evidence"


def _fields(fields: tuple[EntryField, ...], indent: str) -> Iterator[str]:
    for field in fields:
        parts = [field.type, "needed" if field.required else "may be left out"]
        if field.choices:
            parts.append(f"one of: {'; '.join(field.choices)}")
        if field.type in ("text", "texts") and not field.choices:
            parts.append(f"at most {field.longest:,} characters")
        yield f"{indent}{field.name}: {field.label} ({', '.join(parts)})" + (f". {field.help}" if field.help else "")
        yield from _fields(field.columns, f"{indent}    ")


def _sample(field: EntryField) -> Any:
    if field.choices:
        return field.choices[0]
    if field.type == "rows":
        return [{column.name: _sample(column) for column in field.columns}]
    words = TEXTS.get(field.name, f"{field.label}: …")
    if field.type == "texts":
        return [words]
    return SAMPLES.get(field.type, words[: field.longest])
