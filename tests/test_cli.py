"""The command `rcq` as people meet it: a real program, its output, its error line and its exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard import paths
from dashboard.cli import main
from dashboard.views import VIEWS

RCQ = Path(sys.executable).parent / ("rcq.exe" if sys.platform == "win32" else "rcq")
NEEDED = {"force": ["--set", "force=Kent"]}
# The command itself where it is installed, and else the very function it starts.
COMMAND = [str(RCQ)] if RCQ.exists() else [sys.executable, "-c", "from dashboard.cli import main; main()"]


@pytest.fixture(scope="module")
def own_store(tmp_path_factory):
    return f"sqlite:///{(tmp_path_factory.mktemp('cli') / 'store.sqlite3').as_posix()}"


@pytest.fixture
def program(own_store, tmp_path):
    """Runs the command as a program of its own, from a folder that is not the project's."""
    quiet = {name: value for name, value in os.environ.items() if not name.startswith("RCQ_")}

    def run(*words, **settings):
        env = {
            **quiet,
            "PYTHONPATH": str(paths.PROJECT_ROOT),
            "PYTHONIOENCODING": "ascii",
            "RCQ_DATABASE_URL": own_store,
        }
        done = subprocess.run(
            [*COMMAND, *words], cwd=tmp_path, env=env | settings, capture_output=True, timeout=120, check=False
        )
        return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")

    return run


@pytest.fixture
def rcq(own_store, monkeypatch, capsys):
    """Runs the command inside the test, where a program of its own would tell no more."""
    monkeypatch.setenv("RCQ_DATABASE_URL", own_store)

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["rcq", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return ended.value.code, printed.out, printed.err

    run.store = own_store
    return run


def test_the_program_prints_a_view_as_json_and_nothing_else(program):
    code, out, err = program("view", "audits", "--format", "json", "--as-at", "2026-11-23")
    assert (code, err) == (0, "")
    assert json.loads(out)["view"] == "audits"


def test_the_program_ends_with_2_and_one_line_after_a_mistake(program):
    code, out, err = program("view", "overvew")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("rcq: There is no view 'overvew'; did you mean 'overview'?")


def test_scenario_97_the_record_is_loaded_once_and_a_second_start_changes_nothing(program):
    first, second = (program("status") for _ in range(2))
    assert first == second
    assert first[0] == 0


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_prints_as_json_in_the_promised_shape(rcq, name):
    code, out, err = rcq("view", name, *NEEDED.get(name, []), "--format", "json", "--as-at", "2026-11-23")
    assert (code, err) == (0, "")
    data = json.loads(out)
    promised = {"view", "title", "as_at", "filters", "store_version", "tables", "notes", "sources"}
    assert promised <= data.keys()
    assert (data["view"], data["as_at"]) == (name, "2026-11-23")


def test_status_says_where_the_store_is_and_what_it_holds(rcq):
    code, out, _ = rcq("status")
    assert code == 0
    assert rcq.store in out
    assert "Record     2026-11-22" in out
    assert "Inspections of crime recording" in out


def test_views_lists_every_view_with_its_filters(rcq):
    code, out, err = rcq("views")
    assert (code, err) == (0, "")
    for definition in VIEWS.values():
        assert f"{definition.name}: {definition.answers}" in out
        for f in definition.filters:
            assert f"--set {f.name}=" in out


def test_csv_prints_the_first_table_or_the_one_asked_for(rcq):
    _, out, _ = rcq("view", "overview", "--format", "csv", "--table", "forces")
    lines = list(csv.DictReader(io.StringIO(out)))
    assert len(lines) == 43
    assert lines[0]["force"] == "Avon and Somerset"
    _, out, _ = rcq("view", "overview", "--format", "csv")
    assert "national_accuracy" in {line["code"] for line in csv.DictReader(io.StringIO(out))}


def test_text_is_what_is_printed_without_a_format(rcq):
    code, out, _ = rcq("view", "audits", "--set", "force=thames valley", "--as-at", "15 January 2018")
    assert code == 0
    assert "As at 15 January 2018. Filters: Force Thames Valley, Method of interval wilson." in out
    assert "118 of 139 crimes" in out


def test_filters_may_be_repeated_and_reach_the_answer(rcq):
    _, out, _ = rcq("view", "inspections", "--set", "force=Kent", "--set", "measure=rape", "--format", "json")
    data = json.loads(out)
    assert data["filters"] == {"force": "E23000032", "measure": "rape"}
    assert {row["measure"] for row in data["tables"]["results"]["rows"]} == {"rape"}


MISTAKES = {
    "view": (["view", "overvew"], "overview, inspections, recommendations"),
    "filter": (["view", "overview", "--set", "colour=red"], "force, region"),
    "value": (["view", "overview", "--set", "region=Ruritania"], "East Midlands"),
    "force": (["view", "force", "--set", "force=Kentt"], "did you mean 'Kent'"),
    "missing filter": (["view", "force"], "Thames Valley"),
    "form of a filter": (["view", "force", "--set", "Kent"], "name=value"),
    "date": (["view", "overview", "--as-at", "yesterday"], "2018-01-15 or 15 January 2018"),
    "date in a filter": (["view", "inspections", "--set", "from=31/02/2018"], "2018-01-15"),
    "format": (["view", "overview", "--format", "xml"], "table, json, csv"),
    "table": (["view", "overview", "--format", "csv", "--table", "force"], "headlines, forces, states"),
}


@pytest.mark.parametrize(("words", "allowed"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_one_clear_line_naming_what_is_allowed(rcq, words, allowed):
    code, out, err = rcq(*words)
    assert (code, out) == (2, "")
    assert err.startswith("rcq: ")
    assert err.count("\n") == 1
    assert allowed in err


def test_a_file_that_is_no_store_is_one_clear_line_with_the_remedy(program, tmp_path):
    (tmp_path / "notes.txt").write_text("not a store\n" * 300, encoding="utf-8")
    url = f"sqlite:///{(tmp_path / 'notes.txt').as_posix()}"
    code, out, err = program("status", RCQ_DATABASE_URL=url)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "RCQ_DATABASE_URL" in err


def test_a_misspelt_setting_is_one_clear_line(rcq, monkeypatch):
    monkeypatch.setenv("RCQ_DATABSE_URL", "sqlite:///x")
    code, out, err = rcq("status")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "did you mean RCQ_DATABASE_URL" in err


ENTRY = {
    "subject_kind": "recommendation",
    "subject_id": "WMP-2017-2",
    "action": "comment",
    "body": {"words": "Raised at the board."},
    "idempotency_key": "cli-test",
}


def test_entries_are_recorded_from_a_file_and_from_standard_input(rcq, tmp_path, monkeypatch):
    file = tmp_path / "entry.json"
    file.write_text(json.dumps(ENTRY), encoding="utf-8")
    code, out, err = rcq("record", str(file), "--as", "pcc_office:West Midlands", "--dry-run")
    assert (code, json.loads(out), err) == (0, [{"would_record": True}], "")
    code, out, err = rcq("record", str(file), "--as", "pcc_office:West Midlands", "--name", "Policy officer")
    first = json.loads(out)
    assert (code, err, first[0]["already"]) == (0, "", False)
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps([ENTRY])))
    code, out, _ = rcq("record", "--as", "pcc_office:West Midlands")
    assert json.loads(out) == [{"entry_id": first[0]["entry_id"], "already": True}]


def test_entries_with_faults_and_without_a_role_end_in_one_line(rcq, tmp_path):
    file = tmp_path / "entries.json"
    file.write_text(json.dumps([{**ENTRY, "expects": "x"}, {**ENTRY, "subject_id": "NO"}]), encoding="utf-8")
    code, out, err = rcq("record", str(file), "--as", "pcc_office:West Midlands")
    assert (code, out) == (2, "")
    assert "entry 1: expects" in err
    assert "entry 2: subject_id is 'NO'" in err
    assert len(err.splitlines()) == 1
    code, _, err = rcq("record", str(file))
    assert code == 2
    assert "--as" in err
    file.write_text("{", encoding="utf-8")
    code, _, err = rcq("record", str(file), "--as", "pcc_office:West Midlands")
    assert code == 2
    assert "is not JSON" in err
    code, _, err = rcq("record", str(tmp_path / "none.json"), "--as", "reader")
    assert code == 2
    assert "cannot be read" in err


def test_faults_of_form_and_of_what_is_said_are_named_together(rcq, tmp_path):
    file = tmp_path / "entry.json"
    file.write_text(
        json.dumps({**ENTRY, "action": "due_date", "body": {"words": "soon"}, "expects": "x"}), encoding="utf-8"
    )
    code, _, err = rcq("record", str(file), "--as", "pcc_office:West Midlands")
    assert code == 2
    for words in ("expects is", "reason is needed", "evidence is needed", "body.latest is needed"):
        assert words in err


def test_the_fields_of_an_entry_are_described_with_an_example(rcq):
    code, out, _ = rcq("record", "fields", "recommendation", "due_date")
    assert code == 0
    assert "needs a reason and evidence" in out
    assert json.loads(out[out.index("{") :])["action"] == "due_date"
    assert "--as pcc_office:West Midlands" in out
    assert "undo: Undoing" in rcq("record", "fields", "recommendation")[1]
    code, out, _ = rcq("record", "fields", "recommendation", "undo")
    assert (code, json.loads(out[out.index("{") :])["action"]) == (0, "undo")
    code, _, err = rcq("record", "fields", "recommendation", "closing")
    assert code == 2
    assert "issuer_status" in err


def test_a_load_is_taken_out_by_whoever_keeps_the_store_and_the_refusal_is_said(rcq):
    code, _, err = rcq("undo", "99999", "--as", "pcc_office:Kent")
    assert code == 2
    assert "by whoever keeps the store" in err


def test_an_entry_for_another_force_is_refused_on_the_command_line_too(rcq, tmp_path):
    file = tmp_path / "entry.json"
    file.write_text(json.dumps({**ENTRY, "idempotency_key": "other"}), encoding="utf-8")
    code, _, err = rcq("record", str(file), "--as", "pcc_office:Kent")
    assert code == 2
    assert "does not belong to the force you act for" in err


def test_template_writes_a_file_that_load_recognises(program, tmp_path):
    code, said, _ = program("template", "inspection-results", "--format", "ods")
    assert (code, said.startswith("Written: inspection_results.ods")) == (0, True)
    assert (tmp_path / "inspection_results.ods").read_bytes()[:2] == b"PK"
    assert "is there already" in program("template", "inspection-results", "--format", "ods")[2]
    assert "inspections: " in program("template")[1]


def test_a_file_with_faults_ends_a_dry_run_with_the_code_a_commit_would_end_with(program, tmp_path):
    rows = ["inspection_id,force_code,programme,report_title", "a,Kentt,PEEL,Title"]
    (tmp_path / "results.csv").write_text("\n".join(rows), encoding="utf-8")
    code, out, err = program("load", "results.csv")
    assert (code, "It cannot be taken in as it stands: " in out) == (2, True), (out, err)
    assert program("load", "results.csv", "--yes")[0] == 2


def test_a_copy_with_faults_is_written_beside_the_refusal(program, tmp_path):
    rows = ["inspection_id,force_code,programme,report_title", "a,Kentt,PEEL,Title"]
    (tmp_path / "results.csv").write_text("\n".join(rows), encoding="utf-8")
    code, _, err = program("load", "results.csv", "--yes", "--corrected", "checked.csv")
    assert code == 2
    assert "nothing was changed" in err
    copy = list(csv.reader((tmp_path / "checked.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert copy[0][-1] == "Faults found"
    assert "did you mean 'Kent'?" in copy[1][-1]
    assert "is the file itself" in program("load", "results.csv", "--corrected", "results.csv")[2]


def test_fetch_says_what_came_of_every_page_and_refuses_a_list_it_cannot_use(program, tmp_path):
    (tmp_path / "list.toml").write_text(
        '[[release]]\npublication = "p"\ntitle = "Gone"\npage = "http://127.0.0.1:9/"\n'
    )
    code, out, _ = program("fetch", "--list", "list.toml", "--only", "p")
    assert (code, out.startswith("Gone: failed.")) == (2, True)
    assert "there is no" in program("fetch", "--list", "list.toml", "--only", "q")[2].casefold()
    (tmp_path / "list.toml").write_text("[[release]]")
    assert "has no publication" in program("fetch", "--list", "list.toml")[2]


def test_the_crosswalk_is_written_checked_edited_and_taken_in(rcq, tmp_path):
    path = tmp_path / "pairs.csv"
    code, out, _ = rcq("crosswalk", "write", "--out", str(path))
    assert (code, "119 rows" in out) == (0, True)
    code, out, _ = rcq("crosswalk", "check", str(path))
    assert (code, "119 unchanged" in out) == (0, True)
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(text.replace("our pairing", "out pairing", 1), encoding="utf-8")
    code, out, _ = rcq("crosswalk", "check", str(path))
    assert (code, "did you mean 'our pairing'?" in out) == (2, True)
    path.write_text(text.replace("Set beside each other for this product.", "Looked at again.", 1), encoding="utf-8")
    code, out, _ = rcq("crosswalk", "load", str(path), "--yes")
    assert code == 2
    assert "It states what is held already" in out, "a remark on a row is no other pairing"
