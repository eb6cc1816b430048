"""The crosswalk file is refused, with every fault named, where it would count twice or pass over a gap in silence."""

from __future__ import annotations

import pytest

from dashboard import paths
from dashboard.domain.kinds import BY_NAME
from loaders.crosswalk_checks import crosswalk_faults
from loaders.rows import read_kind
from tests.builders import kind_row

COLUMNS = [f.name for f in BY_NAME["crosswalk"].fields]


def faults(*rows):
    """The faults of a small crosswalk; a row is (pair, code, from, until) and whatever else it says."""
    made = []
    for row in rows:
        (pair, code, used_from, used_until), said = row[:4], row[4] if len(row) > 4 else {}
        made.append(
            {
                **kind_row("crosswalk", subset="ours", offence_name="x", level="code", status="our pairing"),
                "offence_type": pair,
                "offence_code": code,
                "used_from": used_from,
                "used_until": used_until,
                **said,
            }
        )
    header = [*COLUMNS, "source_id", "place", "known_on", "basis", "figure_class", "note"]
    lines = [",".join(header)] + [",".join(str(row.get(name, "") or "") for name in header) for row in made]
    checked, found = read_kind(BY_NAME["crosswalk"], ("\n".join(lines) + "\n").encode(), "crosswalk.csv")
    assert found == []
    return [str(fault) for fault in crosswalk_faults(checked)]


def test_the_bundled_crosswalk_has_no_fault():
    checked, found = read_kind(BY_NAME["crosswalk"], (paths.DATA_DIR / "crosswalk.csv").read_bytes(), "crosswalk.csv")
    assert found == []
    assert list(crosswalk_faults(checked)) == []
    assert len(checked) > 100


def test_a_code_in_two_pairs_at_one_time_is_refused_by_line_and_pair():
    (fault,) = faults(("Robbery", "34B", "2003-04-01", ""), ("Theft", "34B", "2010-04-01", ""))
    assert fault == (
        "crosswalk.csv, line 3, column offence_code: '34B' is already in the pair 'Robbery' of 'ours' at that time "
        "(line 2); end one before the other begins"
    )


def test_a_code_may_move_from_one_pair_to_another_and_stand_in_two_sets():
    moved = ("Robbery", "34B", "2003-04-01", "2010-03-31", {"reason": "moved"})
    assert faults(moved, ("Theft", "34B", "2010-04-01", "")) == []
    assert faults(("Robbery", "34B", "2003-04-01", ""), ("Robbery", "34B", "2003-04-01", "", {"subset": "other"})) == []


def test_a_gap_in_time_needs_a_reason():
    gap = ("Burglary", "28A", "2009-04-01", "2017-03-31", {"successor_codes": "28E"})
    (end, hole) = sorted(faults(gap, ("Burglary", "28E", "2018-04-01", "")), key=lambda fault: "has no code" in fault)
    assert "'28A' ends on 2017-03-31 and no successor begins the day after" in end
    assert "the pair 'Burglary' of 'ours' has no code from 2017-04-01 on" in hole
    told = (*gap[:4], {"successor_codes": "28E", "reason": "codes of 2017 are not in the tables read"})
    assert faults(told, ("Burglary", "28E", "2018-04-01", "")) == []


def test_a_successor_that_begins_the_day_after_closes_the_gap():
    first = ("Burglary", "28A", "2009-04-01", "2017-03-31", {"successor_codes": "28E"})
    assert faults(first, ("Burglary", "28E", "2017-04-01", "")) == []


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"status": "excluded"}, "a pair that is refused says why"),
        ({"part_of": "All"}, "'All' is not a sum of parts of this set"),
        ({"level": "sum of parts"}, "no pair of 'ours' says in part_of that it belongs to 'Robbery'"),
    ],
)
def test_a_refusal_without_reason_and_a_sum_without_parts_are_named(said, fault):
    (found,) = faults(("Robbery", "34B", "2003-04-01", "", said))
    assert fault in found


def test_all_faults_come_at_once():
    backwards = ("Robbery", "34B", "2010-04-01", "2003-03-31", {"reason": "x"})
    found = faults(backwards, ("Robbery", "34A", "2003-04-01", "", {"status": "excluded"}))
    assert any("lies before used_from" in fault for fault in found)
    assert any("says why" in fault for fault in found)
