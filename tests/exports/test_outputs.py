"""Every output of a view: what it says of itself, the rows of the view, and the same bytes each time."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from odf.opendocument import load as load_open_document
from pptx import Presentation
from python_calamine import CalamineWorkbook

from dashboard.commands.loading import load_bundled_record
from dashboard.domain.errors import ReaderError, UnknownName
from dashboard.domain.view_model import Column, Table, View
from dashboard.exports.cells import counted
from dashboard.exports.make import FORMS, Wish, file_name, make
from dashboard.exports.paper import MOST_ROWS as MOST_ROWS_OF_A_PAPER
from dashboard.exports.particulars import licence_line, part_hashes, particulars, permalink, result_hash
from dashboard.exports.sheets import MOST_ROWS, sheets_of
from dashboard.locale import ENGLISH, words_in
from dashboard.views import VIEWS
from tests.builders import clock_at, source_row, write_record
from tests.views.asking import ask

BASE = "http://localhost:8501/"
NEEDED = {"force": {"force": "Kent"}}
WISH = Wish(BASE)


@pytest.fixture(scope="module")
def inspections(bundled_store):
    return ask(bundled_store, "inspections", "2018-01-15", force="Kent")


@pytest.fixture(scope="module")
def every_view(bundled_store):
    return {name: ask(bundled_store, name, **NEEDED.get(name, {})) for name in VIEWS}


def made(*rows, columns=(("name", ""), ("value", "count")), **more):
    table = Table("t", "A table", tuple(Column(name, name.title(), unit) for name, unit in columns), rows)
    return View("sources", more.pop("title", "A view"), date(2020, 1, 1), {}, 3, "Said.", tables=(table,), **more)


def test_an_output_says_title_day_filters_version_hash_link_licence_and_citation(inspections):
    said = particulars(inspections, BASE)
    assert said.title == "Inspections of crime recording"
    assert said.known == "as it was known on 15 January 2018"
    assert said.chosen == "Force: Kent"
    assert said.version >= 1
    assert said.link == f"{BASE}inspections?force=E23000032&as_at=2018-01-15"
    assert "Open Government Licence v3.0" in said.licence
    for part in ("Recorded Crime Quality", "15 January 2018", said.title, said.link, said.result):
        assert part in said.citation


def test_the_hash_changes_with_any_figure_and_not_with_words_above_columns(inspections):
    table = inspections.tables[0]
    other = list(table.rows[0])
    other[[c.name for c in table.columns].index("recorded_pct")] = 12.3
    changed = replace(
        inspections, tables=(replace(table, rows=(tuple(other), *table.rows[1:])), *inspections.tables[1:])
    )
    assert result_hash(changed) != result_hash(inspections)
    differs = [name for name, value in part_hashes(changed).items() if part_hashes(inspections)[name] != value]
    assert differs == ["table results"]
    relabelled = replace(table, columns=tuple(replace(c, label=c.label + "!") for c in table.columns))
    assert result_hash(replace(inspections, tables=(relabelled, *inspections.tables[1:]))) == result_hash(inspections)


def test_licences_are_named_and_sources_without_one_counted(inspections):
    (first, *_) = inspections.sources
    view = replace(inspections, sources=(replace(first, licence=""), replace(first, licence="Open Parliament Licence")))
    assert "Open Parliament Licence" in licence_line(view)
    assert "1 of 2 sources name no licence" in licence_line(view)


@pytest.mark.parametrize("form", FORMS)
def test_scenario_76_the_same_day_gives_the_same_bytes_whatever_was_learnt_since(inspections, form):
    later = replace(inspections, store_version=inspections.store_version + 7)
    assert make(form, [inspections], WISH) == make(form, [later], WISH)


def test_scenario_76_loading_a_later_edition_leaves_an_export_of_a_past_day_as_it_was(loaded, tmp_path):
    store = loaded()
    before = {
        form: make(form, [ask(store, "sources", "2020-01-01")], WISH) for form in ("json", "workbook-xlsx", "text")
    }
    newer = [source_row(), source_row(source_id="later", published_on="2025-06-01", retrieved_on="2025-06-02")]
    folder = write_record(tmp_path / "newer", sources=newer, record_date=date(2026, 12, 1))
    load_bundled_record(store, folder, clock_at("2026-12-02"))
    assert len(ask(store, "sources").sources) == 2, "it was taken in"
    assert before == {form: make(form, [ask(store, "sources", "2020-01-01")], WISH) for form in before}


@pytest.mark.parametrize("name", VIEWS)
def test_scenario_75_a_workbook_holds_every_row_as_raw_numbers_and_iso_dates_under_one_header(every_view, name):
    view = every_view[name]
    book = CalamineWorkbook.from_filelike(io.BytesIO(make("workbook-xlsx", [view], WISH)))
    assert book.sheet_names[:4] == ["Cover", "Contents", "Notes", "Sources"]
    cover = [row[0] for row in book.get_sheet_by_name("Cover").to_python()]
    for part in ("As at: as it was known on 23 November 2026", "Result hash: ", "Cite as: "):
        assert any(line.startswith(part) for line in cover), part
    listed = [row[0] for row in book.get_sheet_by_name("Contents").to_python()]
    for table, sheet_name in zip(view.tables, book.sheet_names[4:], strict=True):
        assert sheet_name in listed
        rows = book.get_sheet_by_name(sheet_name).to_python()
        head = next(n for n, row in enumerate(rows) if len([c for c in row if c != ""]) == len(table.columns))
        assert len(set(rows[head])) == len(table.columns)
        assert len(rows) - head - 1 == len(table.rows) or not table.rows
        for shown, row in zip(rows[head + 1 :], table.rows, strict=False):
            for column, cell, value in zip(table.columns, shown, row, strict=True):
                if isinstance(value, date):
                    assert cell == value, (table.name, column.name)
                elif isinstance(value, (int, float)) and not isinstance(value, bool):
                    assert cell == value
                elif value is None and column.unit:
                    assert cell == "[x]"


@pytest.mark.parametrize("name", ["inspections", "force", "sources"])
def test_ods_and_xlsx_hold_the_same_cells_and_two_libraries_read_them(every_view, name):
    view = every_view[name]
    ods = make("workbook-ods", [view], WISH)
    assert zipfile.ZipFile(io.BytesIO(ods)).namelist()[0] == "mimetype"
    assert load_open_document(io.BytesIO(ods)).spreadsheet is not None
    open_book = CalamineWorkbook.from_filelike(io.BytesIO(ods))
    book = CalamineWorkbook.from_filelike(io.BytesIO(make("workbook-xlsx", [view], WISH)))
    assert open_book.sheet_names == book.sheet_names
    for sheet in book.sheet_names[4:]:
        assert open_book.get_sheet_by_name(sheet).to_python() == book.get_sheet_by_name(sheet).to_python()


def test_scenario_75_text_that_would_run_as_a_formula_cannot_in_a_workbook():
    view = made(("=1+1", 1), ("@SUM(A1)", 2), ("+44", -3))
    for form in ("workbook-xlsx", "workbook-ods"):
        content = make(form, [view], WISH)
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(4).to_python()
        assert [row[:2] for row in rows[-3:]] == [["'=1+1", 1], ["'@SUM(A1)", 2], ["'+44", -3]]
        inside = zipfile.ZipFile(io.BytesIO(content))
        assert not any(
            b"<f>" in inside.read(entry) or b"table:formula" in inside.read(entry) for entry in inside.namelist()
        )


def test_a_workbook_or_paper_of_too_many_rows_says_what_to_take_instead_and_csv_takes_them():
    view = made(*((f"row {n}", n) for n in range(MOST_ROWS + 1)))
    for form in ("workbook-xlsx", "workbook-ods", "paper"):
        with pytest.raises(ReaderError, match="CSV"):
            make(form, [view], WISH)
    assert len(make("csv", [view], WISH).splitlines()) == MOST_ROWS + 2


@pytest.mark.parametrize("name", VIEWS)
def test_scenario_74_a_paper_is_tagged_titled_and_says_its_day_in_the_right_language(every_view, name):
    view = every_view[name]
    if sum(len(table.rows) for table in view.tables) > MOST_ROWS_OF_A_PAPER:
        with pytest.raises(ReaderError, match="choose filters, or take the workbook or CSV"):
            make("paper", [view], WISH)
        return
    content = make("paper", [view], WISH)
    assert content.startswith(b"%PDF-1.7")
    for part in (b"/StructTreeRoot", b"/MarkInfo", b"/Lang (en-GB)", b"pdfuaid:part", b"2026-11-23T"):
        assert part in content or part.replace(b" ", b"") in content, part


def test_scenario_74_a_paper_holds_every_row_status_words_and_the_number_of_each_source(every_view, monkeypatch):
    from dashboard.exports import paper as module

    seen = {}

    def compile_and_keep(files, **options):
        seen.update(json.loads(files["data.json"]))
        seen["pictures"] = [name for name in files if name.endswith(".svg")]
        return b"%PDF"

    monkeypatch.setattr(module.typst, "compile", compile_and_keep)
    view = every_view["recommendations"]
    make("paper", [view], WISH)
    (chapter,) = seen["chapters"]
    assert [len(t["rows"]) for t in chapter["tables"]] == [len(t.rows) for t in view.tables]
    assert len(seen["annex"]) == len(view.sources)
    assert len(seen["pictures"]) == len(view.charts)
    assert all(chart["alt"] for chart in chapter["charts"])
    assert "23 November 2026" in seen["footer"]


def test_markup_in_titles_stays_text_in_every_form(bundled_store):
    trick = '<b>#read("/etc/passwd")</b> $x$ & ]] \\ = `'
    view = replace(ask(bundled_store, "audits", "2018-01-15"), title=trick, statement=trick)
    for form in FORMS:
        assert make(form, [view], WISH), form
    slide = Presentation(io.BytesIO(make("slides", [view], WISH))).slides[0]
    assert slide.shapes.title.text == trick


@pytest.mark.parametrize("name", [name for name in VIEWS if name != "sources"])
def test_slides_have_native_charts_with_their_numbers_alternative_text_and_source_notes(every_view, name):
    view = every_view[name]
    deck = Presentation(io.BytesIO(make("slides", [view], WISH)))
    assert all(slide.has_notes_slide for slide in list(deck.slides)[1:])
    native = {"bars", "interval_dots", "series", "tile_map", "matrix"}
    frames = [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    assert len(frames) == sum(1 for spec in view.charts if spec.kind in native)
    for frame in frames:
        assert frame._element.nvGraphicFramePr.cNvPr.get("descr")
        assert frame.chart.part.chart_workbook.xlsx_part is not None
    for slide in list(deck.slides)[1:]:
        text = slide.notes_slide.notes_text_frame.text
        assert "23 November 2026" in text or "as_at=2026-11-23" in text


def test_a_chart_with_intervals_keeps_them_in_the_slide(every_view):
    deck = Presentation(io.BytesIO(make("slides", [every_view["inspections"]], WISH)))
    (frame,) = [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    rows = [r for r in every_view["inspections"].table("rates").records() if r["recorded_pct"] is not None]
    assert list(frame.chart.plots[0].series[0].values) == [r["recorded_pct"] for r in rows]
    xml = frame.chart.part.blob.decode("utf-8")
    plus = re.search(r"<c:plus>(.*?)</c:plus>", xml)[1]
    assert [float(v) for v in re.findall(r"<c:v>([^<]+)</c:v>", plus)] == [
        round((r["upper_pct"] - r["recorded_pct"]) if r["upper_pct"] is not None else 0, 6) for r in rows
    ]


def test_a_chart_picture_holds_title_source_day_and_alternative_text(every_view):
    view = every_view["audits"]
    svg = make("chart-svg", [view], WISH).decode("utf-8")
    lines = re.sub(r"</text><text[^>]*>", " ", svg)
    for part in (view.charts[0].title, "As at 23 November 2026", 'role="img"', "<desc>"):
        assert part in lines, part
    png = make("chart-png", [view], WISH)
    assert png.startswith(b"\x89PNG")
    assert b"iTXtDescription" in png
    assert view.charts[0].alt.encode("utf-8") in png


def test_a_pack_holds_its_parts_in_order_and_forms_for_one_view_refuse_it(every_view):
    views = [every_view["audits"], every_view["inspections"]]
    sheets = sheets_of(views, BASE, ENGLISH)
    assert [s.name for s in sheets[4:]][:1] == ["audits audits"]
    assert make("paper", views, replace(WISH, title="Pack for the board")).startswith(b"%PDF")
    with pytest.raises(ReaderError, match="paper, slides"):
        make("csv", views, WISH)
    assert file_name(views, "paper") == "pack-as-at-2026-11-23.pdf"


def test_names_that_do_not_exist_are_answered_with_those_that_do(inspections):
    for form, wish in (
        ("pages", WISH),
        ("csv", replace(WISH, table="none")),
        ("chart-svg", replace(WISH, chart="none")),
    ):
        with pytest.raises(UnknownName, match="allowed"):
            make(form, [inspections], wish)
    with pytest.raises(ReaderError, match="no chart"):
        make("chart-svg", [made(("a", 1))], WISH)
    with pytest.raises(ReaderError, match="at least one"):
        make("paper", [], WISH)


@pytest.mark.parametrize("form", [name for name in FORMS if name != "csv"])
def test_scenario_77_every_form_in_welsh_has_welsh_dates_and_marks_what_stays_english(inspections, form):
    content = make(form, [inspections], replace(WISH, words=words_in("cy")))
    assert content
    if form == "workbook-xlsx":
        cover = [
            row[0] for row in CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        ]
        assert any("15 Ionawr 2018" in line for line in cover)
    if form == "paper":
        assert b"(cy)" in content
        assert b"(en)" in content, "English stretches carry their language"


def test_a_permalink_names_the_day_and_opens_the_page_of_the_view(inspections):
    assert permalink(inspections) == "inspections?force=E23000032&as_at=2018-01-15"


def test_json_as_a_file_carries_the_version_of_the_day(inspections):
    told = json.loads(make("json", [inspections], WISH))
    assert told["store_version"] == inspections.known_version
    assert told["result_hash"] in told["citation"]
    header, *lines = csv.reader(io.StringIO(make("csv", [inspections], WISH).decode("utf-8")))
    assert len(lines) == len(told["tables"][next(iter(told["tables"]))]["rows"])
    assert header[0]


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [(1, "forces", "force"), (2, "forces", "forces"), (1, "figures compared", "figure compared"), (1, "%", "%")],
)
def test_one_thing_is_said_in_the_singular(value, unit, said):
    assert counted(value, unit) == said
