"""Forms for entries, made from the declared fields: faults beside their field, drafts kept, both texts on a conflict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import Any

import streamlit as st

from dashboard.commands.record import record
from dashboard.domain.access import entry_refusal
from dashboard.domain.dates import british
from dashboard.domain.errors import ReaderError
from dashboard.domain.ledger import UNDO, EntryConflict, EntryRefused, Fault, Held, read_entry, words_of
from dashboard.domain.subjects import SUBJECTS, Action, EntryField
from dashboard.ui import ask, messages
from dashboard.ui.editing import signed_in

DRAFTS = "rcq_drafts"
DONE = "rcq_done"
SHORT = 120  # characters; a longer text gets several lines
EARLIEST = date(1900, 1, 1)


def done_message() -> None:
    """What the last submission did, once."""
    if words := st.session_state.pop(DONE, ""):
        st.success(messages.plain(words))


def may_enter(kind: str, action_name: str, scope: str) -> bool:
    """Whether to offer a form at all.  Offering is courtesy; recording checks again."""
    action = SUBJECTS[kind].action(action_name)
    return action is not None and not entry_refusal(signed_in(), what=action.title, roles=action.roles, scope=scope)


def entry_form(
    kind: str,
    subject_id: str,
    action_name: str,
    *,
    expects: int | None,
    scope: str = "",
    initial: Mapping[str, Any] | None = None,
    new_subject: str = "",
    place: str = "",
) -> None:
    """The form of one action on one subject.

    `expects` is the number of the last entry the page shows (None for a new subject); `initial` fills the fields;
    `new_subject` is the label of a field that asks for the subject's identifier, where there is none yet;
    `place` tells forms for the same next subject apart, such as those of two items of an agenda.
    What was typed stays until it is entered or thrown away, also while other pages are read.
    """
    action = SUBJECTS[kind].action(action_name)
    if action is None:
        raise ValueError(f"{kind} has no action {action_name}")
    key = f"{kind}|{subject_id}|{action_name}" + (f"|{place}" if place else "")
    draft: dict[str, Any] = _drafts().setdefault(key, {"values": dict(initial or {}), "faults": (), "expects": expects})
    _conflict(draft)
    with st.form(f"form_{key}", border=True):
        st.markdown(f"**{messages.plain(action.title)}**")
        said: dict[str, Any] = {"body": {}}
        if new_subject:
            said["subject_id"] = st.text_input(new_subject, draft["values"].get("subject_id", ""), key=f"{key}|id")
            _faults_of(draft, "subject_id")
        for field in action.fields:
            said["body"][field.name] = _widget(field, draft["values"].get(field.name), f"{key}|{field.name}")
            _faults_of(draft, f"body.{field.name}")
        said |= _common_parts(action, draft, key)
        _other_faults(draft, action, said)
        enter, keep, throw = st.columns(3)
        submitted = enter.form_submit_button("Enter", type="primary")
        kept = keep.form_submit_button("Keep as draft")
        thrown = throw.form_submit_button("Throw the draft away")
    if thrown:
        _drafts().pop(key, None)
        for name in [n for n in st.session_state if str(n).startswith(f"{key}|")]:
            del st.session_state[name]
        st.rerun()
    if submitted or kept:
        draft["values"] = {**said["body"], **{n: v for n, v in said.items() if n != "body"}}
    if kept:
        draft["faults"] = ()
        st.info("Kept as a draft for as long as this browser tab is open.")
    if submitted:
        _submit({"subject_kind": kind, "subject_id": subject_id, "action": action_name, "scope": scope, **said}, key)


def undo_button(held: Held) -> None:
    """Undoing one's own entry by a further one, with a reason."""
    with st.popover("Undo …"):
        st.markdown(f"Entry {held.entry_id} stays in the ledger, marked as undone.")
        reason = st.text_input("Why", key=f"undo_{held.entry_id}_reason")
        if st.button("Undo it", key=f"undo_{held.entry_id}"):
            data = {
                "subject_kind": held.subject_kind,
                "subject_id": held.subject_id,
                "action": UNDO,
                "undoes": held.entry_id,
                "reason": reason,
            }
            _send(data, None)


def enter_at_once(subject_kind: str, subject_id: str, action: str, body: Mapping[str, Any]) -> None:
    """Make an entry that needs no form, at the press of a button, and show the page again with what came of it."""
    _send({"subject_kind": subject_kind, "subject_id": subject_id, "action": action, "body": body}, None)


def _drafts() -> dict[str, dict[str, Any]]:
    return st.session_state.setdefault(DRAFTS, {})


def _submit(said: dict[str, Any], key: str) -> None:
    draft = _drafts()[key]
    body = {name: _plain(value) for name, value in said.pop("body").items()}
    said["body"] = {name: value for name, value in body.items() if value not in (None, "", [])}
    data = {name: value for name, value in said.items() if value not in (None, "", [])}
    if draft["expects"] is not None:
        data["expects"] = draft["expects"]
    _send(data, key)


def _send(data: dict[str, Any], key: str | None) -> None:
    draft = _drafts()[key] if key else {}
    try:
        recorded = record(ask.the_store(), ask.CLOCK, signed_in(), read_entry(data))
    except EntryRefused as error:
        draft["faults"] = error.faults
        if key is None:
            messages.problem(str(error))
            return
    except EntryConflict as error:
        draft["conflict"] = error
    except ReaderError as error:
        messages.problem(str(error))
        return
    else:
        if key:
            del _drafts()[key]
            for name in [n for n in st.session_state if str(n).startswith(f"{key}|")]:
                del st.session_state[name]
        st.session_state[DONE] = f"Entered as entry {recorded.entry_id}."
        ask.forget_version()
    st.rerun()


def _conflict(draft: dict[str, Any]) -> None:
    """Both texts side by side; nothing is lost, and the person decides."""
    conflict = draft.get("conflict")
    if conflict is None:
        return
    st.warning(
        "Somebody made an entry here after you opened this form. Nothing of yours was entered, and nothing is lost."
    )
    theirs, yours = st.columns(2)
    with theirs:
        st.markdown("**Theirs**")
        for held in conflict.theirs:
            st.html(
                f"<p>{escape(held.actor)}, entry {held.entry_id}, {escape(british(held.known_from))}<br>"
                f"{escape(words_of(held.body))}</p>"
            )
    with yours:
        st.markdown("**Yours**")
        st.html(f"<p>{escape(words_of(conflict.yours.body))}</p>")
    if st.button("I have read theirs; let me enter mine after it"):
        draft["expects"] = conflict.theirs[-1].entry_id
        del draft["conflict"]
        st.rerun()


def _common_parts(action: Action, draft: dict[str, Any], key: str) -> dict[str, Any]:
    """The day it happened, the reason, and what it rests on."""
    values = draft["values"]
    said: dict[str, Any] = {}
    day = st.date_input(
        "Happened on",
        _day(values.get("happened_on")),
        key=f"{key}|happened_on",
        format="DD/MM/YYYY",
        min_value=EARLIEST,
        help="Left blank: today.",
    )
    said["happened_on"] = day.isoformat() if isinstance(day, date) else None
    _faults_of(draft, "happened_on")
    if action.needs_reason:
        said["reason"] = st.text_input("Why", values.get("reason", ""), key=f"{key}|reason")
        _faults_of(draft, "reason")
    with st.expander("Evidence", expanded=action.needs_evidence is not None):
        item = (values.get("evidence") or [{}])[0]
        title = st.text_input("Title", item.get("title", ""), key=f"{key}|evidence_title")
        url = st.text_input("Link", item.get("url", ""), key=f"{key}|url", placeholder="https://")
        published = st.date_input(
            "Published on",
            _day(item.get("published_on")),
            key=f"{key}|published",
            format="DD/MM/YYYY",
            min_value=EARLIEST,
        )
        extract = st.text_area(
            "Extract",
            item.get("extract", ""),
            key=f"{key}|extract",
            height=80,
            help="The words relied on, kept here in case the link dies.",
        )
        evidence = {
            "title": title,
            "url": url,
            "extract": extract,
            "published_on": published.isoformat() if isinstance(published, date) else "",
        }
        evidence = {name: value for name, value in evidence.items() if value}
        said["evidence"] = [evidence] if evidence else []
        _faults_of(draft, "evidence")
    return said


def _widget(field: EntryField, value: Any, key: str) -> Any:
    label = field.label if field.required else f"{field.label} (may be left blank)"
    common: dict[str, Any] = {"key": key, "help": field.help or None}
    if field.choices:
        index = field.choices.index(value) if value in field.choices else None
        return st.selectbox(label, field.choices, index=index, placeholder="Choose", **common)
    if field.type == "date":
        return st.date_input(label, _day(value), format="DD/MM/YYYY", min_value=EARLIEST, **common)
    if field.type in ("integer", "number"):
        whole = field.type == "integer"
        return st.number_input(label, value=value, step=1 if whole else None, format=None if whole else "%g", **common)
    if field.type == "flag":
        return st.checkbox(label, bool(value), **common)
    if field.type == "texts":
        lines = "\n".join(value) if isinstance(value, list | tuple) else value or ""
        return st.text_area(f"{label}, one a line", lines, height=90, **common).splitlines()
    if field.type == "rows":
        empty = {column.name: None for column in field.columns}
        return st.data_editor(list(value or [empty]), num_rows="dynamic", key=key)
    if field.longest <= SHORT:
        return st.text_input(label, value or "", max_chars=field.longest, **common)
    return st.text_area(label, value or "", height=110, max_chars=field.longest, **common)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        kept = [
            {n: v for n, v in item.items() if v not in (None, "")} if isinstance(item, dict) else item for item in value
        ]
        return [item for item in kept if item]
    return value


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) or value is None else date.fromisoformat(value) if value else None


def _faults_of(draft: dict[str, Any], place: str) -> None:
    _say([f for f in draft["faults"] if f.place == place or f.place.startswith((f"{place}.", f"{place}["))])


def _other_faults(draft: dict[str, Any], action: Action, said: Mapping[str, Any]) -> None:
    """Faults that have no field of their own in this form."""
    places = {f"body.{f.name}" for f in action.fields} | {name for name in said if name != "body"}
    _say(
        [f for f in draft["faults"] if not any(f.place == p or f.place.startswith((f"{p}.", f"{p}[")) for p in places)]
    )


def _say(faults: Sequence[Fault]) -> None:
    for fault in faults:
        words = fault.place.removeprefix("body.").replace("_", " ")
        st.html(f'<p class="rcq-fault" role="alert">✗ {escape(words.capitalize())} {escape(fault.words)}.</p>')
