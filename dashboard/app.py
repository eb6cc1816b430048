"""What Streamlit is given: the band, the shared filters, the navigation, then the page that was asked for."""

import sys
from pathlib import Path

# `streamlit run` puts this folder first on the import path, where its modules could shadow others, and leaves the
# project's own folder out; put that right before anything of ours is imported.
_HERE = Path(__file__).resolve().parent
sys.path[:] = [str(_HERE.parent), *(p for p in sys.path if p not in (str(_HERE), str(_HERE.parent)))]

from html import escape

import streamlit as st

from dashboard import paths
from dashboard.domain.errors import ReaderError
from dashboard.navigation import GROUPS, PAGES
from dashboard.settings import SettingsError
from dashboard.ui import ask, editing, filters, messages, show
from dashboard.ui.look import STYLE

st.set_page_config(page_title="Recorded Crime Quality", layout="wide", initial_sidebar_state=270)
st.html(STYLE)
# On a narrow or much enlarged screen the controls would fill it; there this opens them.  `look.py` says when.
FOLDED_CONTROLS = '<details class="rcq-controls"><summary>Change the date, the force or the filters</summary></details>'

# The pages on which late editions are told of at length.
SAYS_SO_ITSELF = ("overview", "releases")


def _navigation() -> st.Page:
    groups: dict[str, list[st.Page]] = {name: [] for name in GROUPS}
    for page in PAGES:
        groups.setdefault(page.group, []).append(
            st.Page(paths.PAGES_DIR / page.file, title=page.title, url_path=page.address)
        )
    # Streamlit serves its default page at the bare address only.  A hidden second entry for the first page takes that
    # place, so that its own address, which people paste into papers, works as well.
    first = PAGES[0]
    home = st.Page(paths.PAGES_DIR / first.file, title=first.title, url_path="home", default=True, visibility="hidden")
    groups[first.group].insert(0, home)
    return st.navigation(groups, expanded=True)


def _band(asked: filters.Asked) -> None:
    today = ask.CLOCK.today()
    words = escape(asked.as_at.words(today))
    mark = ' class="rcq-past"' if asked.as_at.day != today else ""
    names = ask.frame(asked.as_at).forces
    scope = names.get(asked.shared.get("force", ""), "") or asked.shared.get("region", "") or "all forces"
    st.html(
        f'<div class="rcq-band" role="note"><strong>Recorded Crime Quality</strong><span{mark}>{words}</span>'
        f"<span>{escape(scope)}</span><span>{escape(editing.who_words(names))}</span>"
        '<span class="rcq-help"><a href="accessibility">Accessibility</a></span></div>'
    )


page = _navigation()
st.session_state[filters.PAGE] = page
view_name = next((known.view for known in PAGES if known.address == page.url_path), PAGES[0].view)
try:
    ask.the_store()
    band = st.container(key="rcq_band")
    st.html(FOLDED_CONTROLS)
    asked = filters.frame_controls(view_name)
    editing.sign_in_control(ask.frame(asked.as_at).forces)
except (ReaderError, SettingsError) as error:
    st.title("The store cannot be opened", anchor=False)
    messages.problem(str(error))
    st.stop()
with band:
    _band(asked)
if view_name not in SAYS_SO_ITSELF:
    messages.behind(ask.frame(asked.as_at).behind)
for complaint in asked.complaints:
    messages.complaint(complaint)
st.session_state["rcq_asked"] = asked
show.begin()
try:
    page.run()
except ReaderError as error:  # such as a server lost while the page asks; what was drawn by then stays
    messages.problem(str(error))
finally:  # a page may stop early, with tables on it
    show.source_boxes()
