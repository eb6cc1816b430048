"""Taking files in: at this computer anybody may, as with the command; on a server only the administrator."""

import pytest

from dashboard.domain.access import Person, Role
from dashboard.settings import load_settings
from dashboard.ui import editing


@pytest.mark.parametrize(
    ("host", "role", "may"),
    [
        ("127.0.0.1", Role.READER, True),
        ("0.0.0.0", Role.READER, False),
        ("0.0.0.0", Role.FORCE, False),
        ("0.0.0.0", Role.ADMINISTRATOR, True),
    ],
)
def test_who_may_take_files_in(monkeypatch, host, role, may):
    monkeypatch.setenv("RCQ_HOST", host)
    monkeypatch.setattr(editing, "signed_in", lambda: Person(role, "E23000032" if role is Role.FORCE else ""))
    load_settings.cache_clear()
    assert editing.may_load() is may
