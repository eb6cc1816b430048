"""The meeting: agenda, presenting, minutes, snapshots and the pack."""

import streamlit as st

from dashboard.ui import meeting, page, show

number = meeting.presenting()
view = page.view("meetings", "meeting", headed=not number)
agenda = meeting.chosen(view)
if number and agenda is not None:
    meeting.present(agenda, number)
else:
    meeting.overview(view, agenda)
    st.header("Minutes", anchor=False)
    show.table(page.further("minutes", {"meeting": agenda.subject_id} if agenda else {}), "minutes")
    show.table(view, "meetings")
    show.notes_and_sources(view)
