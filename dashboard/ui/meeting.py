"""The meeting on screen: its agenda, presenting item by item in large type, minuting, snapshots and the pack."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from html import escape
from typing import Any

import streamlit as st

from dashboard.commands.record import record
from dashboard.domain.asat import AsAt
from dashboard.domain.dates import british, parse_day
from dashboard.domain.errors import ReaderError
from dashboard.domain.ledger import Entry, Held
from dashboard.domain.view_model import View
from dashboard.exports import meeting as meetings
from dashboard.exports.make import FORMS, Wish, make
from dashboard.exports.particulars import chosen_words, permalink
from dashboard.store.queries.ledger import last_entry_id
from dashboard.ui import ask, entry_form, messages, show
from dashboard.ui.editing import signed_in
from dashboard.ui.entry_form import may_enter
from dashboard.views.links import read_link

ITEM = "item"
QUARTER = timedelta(days=92)
DAY_HELP = "As 3 December 2026 or 2026-12-03."
LARGE = """<style>
[data-testid="stSidebar"],[data-testid="stExpandSidebarButton"],.st-key-rcq_controls,.st-key-rcq_band,
.st-key-rcq_filters_meetings,.rcq-controls{display:none !important}
[data-testid="stMainBlockContainer"]{max-width:none;font-size:1.35rem;padding-top:4rem}
[data-testid="stMainBlockContainer"] h1{font-size:2.4rem}
.rcq-statement{font-size:1.6rem;max-width:none}
.rcq-noted{font-size:1.4rem;margin:.2rem 0 .8rem;padding-left:1.6rem}
@media (min-width:100rem){[data-testid="stElementContainer"]:has(>[data-testid="stFullScreenFrame"] [data-testid="stVegaLiteChart"]){zoom:1.4;width:calc(100%/1.4) !important}}
@media (max-width:40rem){[data-testid="stMainBlockContainer"] h1{font-size:1.7rem}.rcq-statement,.rcq-noted{font-size:1.15rem}}
.rcq-table{font-size:1.15rem}.rcq-card .rcq-value{font-size:2.1rem}.rcq-card p,.rcq-card h2{font-size:1.1rem}
.rcq-warning,.rcq-notes{font-size:1.15rem;max-width:none}
.rcq-strip{border:2px solid #12436D;padding:.4rem .8rem;font-size:1.25rem;background:#fff}
.rcq-strip p{margin:.15rem 0}.rcq-strip div{max-height:20vh;overflow:auto}
[data-testid="stLayoutWrapper"]:has(> .st-key-rcq_strip){position:sticky;top:3.75rem;z-index:6;background:#fff}
@media print{.st-key-rcq_strip_buttons,.st-key-rcq_minuting{display:none !important}}
</style>"""


def chosen(view: View) -> Held | None:
    """The agenda that the view shows, or None."""
    held = {record["meeting"]: record for record in view.table("meetings").records()}
    wanted = view.filters.get("meeting") or next(iter(held), "")
    if wanted not in held:
        return None
    return meetings.agenda_of(ask.the_store(), str(wanted), AsAt(view.as_at))


def presenting() -> int:
    """Which item is on screen, from the address; 0 where nothing is presented."""
    words = st.query_params.get(ITEM, "")
    return int(words) if words.isdigit() else 0


def present(agenda: Held, number: int) -> None:
    """One item in large type: what is said of it always in sight, its page under it, next and previous on the keyboard."""
    items: list[dict[str, Any]] = agenda.body.get("items", [])
    number = min(max(number, 1), max(len(items), 1))
    st.html(LARGE)
    if not items:
        messages.problem("This agenda has no items to present; add some first.")
        return
    item = items[number - 1]
    view, problem = _view_of(agenda, item)
    with st.container(key="rcq_strip"):
        st.html(f'<div class="rcq-strip" role="status">{_strip(agenda, number, len(items), view)}</div>')
        _buttons(number, len(items))
    st.title(messages.plain(f"{number}. {item['title']}"), anchor=False)
    if item.get("note"):
        st.html(_note(item["note"]))
    if problem:
        messages.problem(f"This item's page cannot be shown: {problem} The other items are not affected.")
    if view is not None:
        _show(view)
    _minuting(agenda, number, view)


def _note(note: str) -> str:
    """What is said of an item: a sentence, or a list where it has several lines."""
    lines = [escape(line.strip().removesuffix(";")) for line in note.splitlines() if line.strip()]
    if len(lines) < 2:
        return f'<p class="rcq-statement">{"".join(lines)}</p>'
    return f'<ul class="rcq-noted">{"".join(f"<li>{line}</li>" for line in lines)}</ul>'


def _view_of(agenda: Held, item: dict[str, Any]) -> tuple[View | None, str]:
    if not item.get("link"):
        return None, ""
    try:
        asked = read_link(item["link"])
        return ask.ask(
            asked.view, dict(asked.filters), asked.as_at or meetings.figures_day(agenda, ask.CLOCK.today())
        ), ""
    except ReaderError as error:
        return None, str(error)


def _strip(agenda: Held, number: int, of: int, view: View | None) -> str:
    """Filters, day and caveats, which must never leave the screen while figures are on it."""
    said = [f"<strong>Item {number} of {of}</strong>", escape(str(agenda.body["title"]))]
    if view is None:
        return f"<p>{' · '.join(said)}</p>"
    said += [
        f"<strong>as it was known on {escape(british(view.as_at))}</strong>",
        f"filters: {escape(chosen_words(view))}",
    ]
    cautions = [w.text for w in view.warnings]
    shown = "".join(f"<p><strong>Take care:</strong> {escape(text)}</p>" for text in cautions)
    listed = f'<div tabindex="0" role="region" aria-label="Take care">{shown}</div>' if shown else ""
    return f"<p>{' · '.join(said)}</p>{listed}"


def _buttons(number: int, of: int) -> None:
    with st.container(key="rcq_strip_buttons", horizontal=True):
        st.button(
            "Previous", shortcut="Left", disabled=number <= 1, on_click=_go, args=(number - 1,), key="rcq_previous"
        )
        st.button("Next", shortcut="Right", disabled=number >= of, on_click=_go, args=(number + 1,), key="rcq_next")
        st.button("Leave", shortcut="Shift+Esc", on_click=_go, args=(0,), key="rcq_leave")


def _go(number: int) -> None:
    if number:
        st.query_params[ITEM] = str(number)
    else:
        st.query_params.pop(ITEM, None)


def _show(view: View) -> None:
    """Any view, part by part, as its own page would."""
    st.html(f'<p class="rcq-statement">{escape(view.statement)}</p>')
    show.headlines(view)
    for spec in view.charts:
        show.chart(view, spec.name)
    show.warnings(view)
    drawn = {spec.table for spec in view.charts}
    for table in view.tables:
        if table.name not in drawn:
            show.table(view, table.name)


def _minuting(agenda: Held, number: int, view: View | None) -> None:
    with st.container(key="rcq_minuting"):
        held = ask.ask("minutes", {"meeting": agenda.subject_id}, AsAt(ask.CLOCK.today()))
        of_item = [record for record in held.table("minutes").records() if record["item"] == number]
        if of_item:
            said = "".join(
                f"<li><strong>{escape(str(m['kind']))}</strong>: {escape(str(m['words']))}</li>" for m in of_item
            )
            st.html(f'<h2>Minuted on this item</h2><ul class="rcq-notes">{said}</ul>')
        if not may_enter("minute", "minute", agenda.scope):
            return
        count = len(held.table("minutes").rows)
        link = permalink(view) if view else ""
        initial = {"meeting": agenda.subject_id, ITEM: number, "kind": "decision", "link": link}
        with st.expander("Minute a decision, action, driver or question", expanded=False):
            entry_form.entry_form(
                "minute",
                f"{agenda.subject_id}-{count + 1}",
                "minute",
                expects=None,
                scope=agenda.scope,
                initial=initial,
                place=f"{ITEM} {number}",  # a form filled for one item must never be entered under another
            )


def overview(view: View, agenda: Held | None) -> None:
    """The agenda with what can be done: present, edit, make from changes, snapshot, pack."""
    if agenda is not None and agenda.body.get("items"):
        st.button("Present", type="primary", on_click=_go, args=(1,), key="rcq_present")
    show.table(view, "agenda")
    if agenda is not None:
        _take_away(agenda)
    show.table(view, "snapshots")
    if agenda is not None:
        _snapshots(view, agenda)
    _editing(agenda)


def _take_away(agenda: Held) -> None:
    store = ask.the_store()
    with st.expander("Pack and minutes of this meeting"):
        st.download_button(
            "Minutes (text)",
            data=lambda: meetings.minutes_text(store, agenda.subject_id, AsAt(ask.CLOCK.today())),
            file_name=f"{agenda.subject_id}-minutes.txt",
            on_click="ignore",
            key="rcq_minutes_text",
        )
        for form in ("paper", "slides", "workbook-xlsx", "workbook-ods"):
            st.download_button(
                f"Pack: {FORMS[form].label}",
                data=partial(_pack, agenda, form),
                file_name=f"{agenda.subject_id}.{FORMS[form].ending}",
                mime=FORMS[form].media_type,
                on_click="ignore",
                key=f"rcq_pack_{form}",
            )


def _pack(agenda: Held, form: str) -> bytes:
    today = ask.CLOCK.today()
    views, _ = meetings.papers_of(ask.the_store(), agenda, AsAt(today), today)
    return make(form, views, Wish(show.base_address(), title=str(agenda.body["title"])))


def _snapshots(view: View, agenda: Held) -> None:
    for record_ in view.table("snapshots").records():
        name = str(record_["snapshot"])
        if st.button(f"Reopen {name}", key=f"rcq_reopen_{name}"):
            store = ask.the_store()
            st.html(
                f'<pre class="rcq-empty">{escape(chr(10).join(meetings.snapshot_lines(store, meetings.snapshot_named(store, name))))}</pre>'
            )
    if may_enter("snapshot", "snapshot", agenda.scope) and st.button("Take a snapshot", key="rcq_snapshot"):
        _record(meetings.snapshot_entry, ask.the_store(), agenda, ask.CLOCK)


def _editing(agenda: Held | None) -> None:
    person = signed_in()
    if not may_enter("agenda", "agenda", person.force_code):
        st.html(
            '<p class="rcq-caption">Agendas are made by the working group or the office of a local policing body.</p>'
        )
        return
    with st.expander("Make an agenda from what changed"), st.form("rcq_new_agenda"):
        today = ask.CLOCK.today()
        name = st.text_input("Name of the meeting", placeholder="for instance jwg-2026-12", max_chars=100)
        title = st.text_input("Title", "Meeting of the working group", max_chars=300)
        # Plain fields: the calendar that Streamlit draws has targets too small to hit (WCAG 2.2, 2.5.8).
        on = st.text_input("Day of the meeting", british(today), help=DAY_HELP)
        before = min(parse_day(agenda.body["meeting_on"]), today) if agenda else today - QUARTER
        since = st.text_input("Changes since (the last meeting)", british(before), help=DAY_HELP)
        if st.form_submit_button("Make the agenda", type="primary"):
            _make_agenda(name.strip(), title.strip(), on, since, person.force_code)
    if agenda is not None and may_enter("agenda", "agenda", agenda.scope):
        with ask.the_store().reading() as connection:
            expects = last_entry_id(connection, "agenda", agenda.subject_id, as_at=AsAt(ask.CLOCK.today()))
        with st.expander("Edit the agenda"):
            entry_form.entry_form(
                "agenda", agenda.subject_id, "agenda", expects=expects, scope=agenda.scope, initial=dict(agenda.body)
            )


def _make_agenda(name: str, title: str, on: str, since: str, scope: str) -> None:
    """Enter the agenda, or say at once everything that is wrong with what was typed."""
    wrong = [] if name else ["Give the meeting a name, for instance jwg-2026-12."]
    days = []
    for label, words in (("day of the meeting", on), ("day of the last meeting", since)):
        try:
            days.append(parse_day(words, what=label))
        except ReaderError as error:
            wrong.append(str(error))
    for said in wrong:
        messages.problem(said)
    if not wrong:
        _record(partial(meetings.agenda_entry, clock=ask.CLOCK), ask.the_store(), name, title, days[0], days[1], scope)


def _record(made: Any, *parts: Any) -> None:
    """Make an entry and start the page again, or say why not."""
    try:
        entry: Entry = made(*parts)
        recorded = record(ask.the_store(), ask.CLOCK, signed_in(), entry)
    except ReaderError as error:
        messages.problem(str(error))
        return
    st.session_state[entry_form.DONE] = f"Entered as entry {recorded.entry_id}."
    ask.forget_version()
    st.rerun()
