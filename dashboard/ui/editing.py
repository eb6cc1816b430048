"""Who is here, and what that lets a page offer.  The rules themselves are kept by `dashboard.commands.record`."""

from __future__ import annotations

from collections import OrderedDict

import streamlit as st

from dashboard.commands.people import person_from
from dashboard.domain.access import OF_ONE_FORCE, READER, ROLE_WORDS, Person, Role, can_edit_anything
from dashboard.domain.errors import ReaderError
from dashboard.settings import load_settings
from dashboard.ui import ask, messages

PERSON = "rcq_person"
ROLE_KEY, FORCE_KEY = "rcq_role", "rcq_role_force"
BROWSERS_OWN = "_streamlit_xsrf"
MOST_BROWSERS = 200
# What each browser at this computer last said it was here as; a reload or a typed address begins a new session of
# Streamlit's, which knows nothing of the one before.  Gone when the server stops.
_chosen_before: OrderedDict[str, tuple[Role, str | None]] = OrderedDict()
THIS_COMPUTER = ("127.0.0.1", "localhost", "::1")


def signed_in() -> Person:
    """Who is here on this run; a reader where nobody has said otherwise."""
    found = st.session_state.get(PERSON, READER)
    return found if isinstance(found, Person) else READER


def who_words(forces: dict[str, str]) -> str:
    """For the band: what the person is here as, or that they only read."""
    person = signed_in()
    if not can_edit_anything(person):
        return "reading, not signed in"
    of = f", {forces.get(person.force_code, person.force_code)}" if person.force_code else ""
    account = f" ({person.name})" if person.name else ""
    return f"entering as {ROLE_WORDS[person.role]}{of}{account}"


def sign_in_control(forces: dict[str, str]) -> None:
    """Works out who is here; at this computer, with no role in the settings, offers the choice beside the navigation."""
    settings = load_settings()
    if settings.role:
        words = f"{settings.role}:{settings.force}" if settings.force else settings.role
        try:
            st.session_state[PERSON] = person_from(ask.the_store(), ask.CLOCK, words, name=settings.person)
        except ReaderError as error:
            st.session_state[PERSON] = READER
            messages.complaint(f"RCQ_ROLE and RCQ_FORCE cannot be used. {error} You can read.")
        return
    if settings.host not in THIS_COMPUTER:
        st.session_state[PERSON] = READER
        return
    _remember_from_before(forces)
    with st.sidebar, st.expander("Reading or entering"):
        person = _chosen(forces, settings.person)
    st.session_state[PERSON] = person
    if browser := _browser():
        _chosen_before[browser] = (st.session_state[ROLE_KEY], st.session_state.get(FORCE_KEY))
        while len(_chosen_before) > MOST_BROWSERS:
            _chosen_before.popitem(last=False)


def _remember_from_before(forces: dict[str, str]) -> None:
    """On the first run after a reload or a typed address: what this browser had said it was here as."""
    before = _chosen_before.get(_browser())
    if before is None or ROLE_KEY in st.session_state:
        return
    role, code = before
    st.session_state[ROLE_KEY] = role
    if code in forces:
        st.session_state[FORCE_KEY] = code


def _browser() -> str:
    """What tells this browser from others at this computer, or "": the token that Streamlit gives each for its forms.

    It comes masked anew with each answer ("2|mask|masked|moment"), so the mask is taken off first.
    """
    parts = str(st.context.cookies.get(BROWSERS_OWN, "")).split("|")
    try:
        mask, masked = bytes.fromhex(parts[1]), bytes.fromhex(parts[2])
    except (IndexError, ValueError):
        return ""
    return bytes(b ^ mask[n % len(mask)] for n, b in enumerate(masked)).hex() if mask else ""


def may_load() -> bool:
    """Whether to offer taking files in: at this computer to anybody, as the command there does; else to the administrator."""
    return load_settings().host in THIS_COMPUTER or signed_in().role is Role.ADMINISTRATOR


def _chosen(forces: dict[str, str], name: str) -> Person:
    role = st.selectbox(
        "You are here as",
        [Role.READER, *(r for r in Role if r is not Role.READER)],
        key=ROLE_KEY,
        format_func=lambda r: ROLE_WORDS[r].capitalize(),
        help="On this computer you say yourself what you enter as; the ledger keeps it beside each entry.",
    )
    if role not in OF_ONE_FORCE:
        return Person(role, name=name)
    code = st.selectbox(
        "Of which force", list(forces), index=None, key=FORCE_KEY, format_func=lambda c: forces.get(c, c)
    )
    if code is None:
        st.caption("Choose the force you act for; until then you read.")
        return READER
    return Person(role, code, name)
