"""Settings: defaults, where they are read from, and what is refused."""

from __future__ import annotations

import os

import pytest
from pydantic import ValidationError

from dashboard import settings as settings_module
from dashboard.settings import Settings, SettingsError, read_settings


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch, tmp_path):
    """No setting of this machine reaches the tests, and both places of a .env file are empty folders."""
    for name in [name for name in os.environ if name.upper().startswith("RCQ_")]:
        monkeypatch.delenv(name)
    project, here = tmp_path / "project", tmp_path / "here"
    project.mkdir()
    here.mkdir()
    monkeypatch.setattr(settings_module, "PROJECT_ROOT", project)
    monkeypatch.chdir(here)
    return project, here


def test_with_nothing_set_the_store_is_a_file_and_only_this_computer_is_served():
    settings = read_settings()
    assert settings.database_url.startswith("sqlite:///")
    assert settings.database_url.endswith("rcq.sqlite3")
    assert (settings.host, settings.port, settings.open_browser) == ("127.0.0.1", 8501, True)


def test_the_environment_wins_over_the_near_file_and_the_near_file_over_the_far_one(nothing_set, monkeypatch):
    project, here = nothing_set
    (project / ".env").write_text("RCQ_PORT=1001\nRCQ_HOST=0.0.0.0\nRCQ_LOG_LEVEL=info\n", encoding="utf-8")
    (here / ".env").write_text("RCQ_PORT=1002\nRCQ_HOST=::1\n", encoding="utf-8")
    monkeypatch.setenv("RCQ_PORT", "1003")
    settings = read_settings()
    assert (settings.port, settings.host, settings.log_level) == (1003, "::1", "info")


def test_what_a_person_typed_wins_over_everything(monkeypatch):
    monkeypatch.setenv("RCQ_PORT", "1003")
    assert read_settings(port=1004).port == 1004


def test_an_unknown_name_in_the_environment_is_refused_with_the_nearest_one(monkeypatch):
    monkeypatch.setenv("RCQ_DATABSE_URL", "sqlite:///x")
    with pytest.raises(SettingsError, match="no setting RCQ_DATABSE_URL; did you mean RCQ_DATABASE_URL"):
        read_settings()


def test_an_unknown_name_in_a_file_is_refused_and_other_programs_lines_are_not(nothing_set):
    _, here = nothing_set
    (here / ".env").write_text("PGPASSWORD=x\nRCQ_COLOUR=red\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="no setting RCQ_COLOUR") as refused:
        read_settings()
    assert "PGPASSWORD" not in str(refused.value)


def test_names_of_the_tests_are_left_alone(monkeypatch):
    monkeypatch.setenv("RCQ_TEST_CHROMIUM", "/somewhere")
    read_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RCQ_PORT", "0"),
        ("RCQ_PORT", "http"),
        ("RCQ_PORT", "70000"),
        ("RCQ_OPEN_BROWSER", "perhaps"),
        ("RCQ_LOG_LEVEL", "loud"),
        ("RCQ_CACHE_ENTRIES", "-1"),
        ("RCQ_BUSY_TIMEOUT_SECONDS", "0"),
    ],
)
def test_a_bad_value_is_named_with_its_setting_and_what_is_allowed(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        read_settings()
    assert name in str(refused.value)
    assert value in str(refused.value)
    assert Settings.model_fields[name.removeprefix("RCQ_").lower()].description in str(refused.value)


def test_every_fault_is_told_at_once(monkeypatch):
    monkeypatch.setenv("RCQ_PORT", "0")
    monkeypatch.setenv("RCQ_PROT", "8501")
    with pytest.raises(SettingsError, match=r"RCQ_PROT.*RCQ_PORT '0'"):
        read_settings()


def test_settings_cannot_be_changed_and_do_not_show_the_stores_address():
    settings = read_settings(database_url="postgresql://me:secret@host/db")
    with pytest.raises(ValidationError):
        settings.port = 1
    assert "secret" not in repr(settings)


def test_an_empty_value_is_the_same_as_none(monkeypatch):
    monkeypatch.setenv("RCQ_PORT", "")
    assert read_settings().port == 8501


def test_every_setting_says_what_it_is():
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert field.default is not None, name
