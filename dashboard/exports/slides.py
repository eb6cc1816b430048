"""Slides with native charts that can be edited, their data inside, and the source under and in the notes of each."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_AUTO_SIZE
from pptx.util import Inches, Length, Pt

from dashboard.domain.view_model import ChartSpec, View
from dashboard.exports.chart_words import alt_words
from dashboard.exports.native_charts import native_chart
from dashboard.exports.paper import headline_figure
from dashboard.exports.particulars import PRODUCT, particulars
from dashboard.exports.same_bytes import settled
from dashboard.exports.source_line import source_line
from dashboard.locale import Words

WIDE, TALL = Inches(13.333), Inches(7.5)
LEFT, ACROSS = Inches(0.6), Inches(12.1)
MOST_LINES = 9  # of text on one slide
BLUE = RGBColor(0x12, 0x43, 0x6D)


def slides(views: Sequence[View], base: str, words: Words, *, title: str = "") -> bytes:
    """The slides; the same views give the same bytes."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDE, TALL
    day = max(view.as_at for view in views)
    heading = title or words.say(views[0].title)
    known = f"{words.say('As at')} {words.day(day)}"
    _opening(deck, heading, known, words)
    for view in views:
        _view(deck, view, base, words)
    told = deck.core_properties
    told.title, told.author, told.language, told.last_modified_by = heading, words.say(PRODUCT), words.html_lang, ""
    out = io.BytesIO()
    deck.save(out)
    return settled(out.getvalue(), day)


def _opening(deck: Any, heading: str, known: str, words: Words) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = heading
    _place(slide.shapes.title, Inches(2.4), Inches(1.4))
    _text(slide, [words.say(PRODUCT), known], Inches(4.0), Inches(1.5), 22)


def _view(deck: Any, view: View, base: str, words: Words) -> None:
    said = particulars(view, base, words)
    figures = [f"{words.say(h.label)}: {headline_figure(h, words)}" for h in view.headlines]
    about = f"{words.say('As at')}: {said.known}. {words.say('Filters')}: {said.chosen}."
    slide = _slide(deck, said.title, about)
    _text(slide, [words.say(view.statement), *figures][:MOST_LINES], Inches(1.4), Inches(4.9), 20)
    _notes(slide, [f"{label}: {value}" for label, value in said.lines(words)])
    for spec in view.charts:
        _chart(deck, view, spec, words)
    cautions = [w.text for w in view.warnings]
    for first in range(0, len(cautions), MOST_LINES):
        slide = _slide(deck, words.say("Take care"), about)
        _text(slide, [words.say(text) for text in cautions[first : first + MOST_LINES]], Inches(1.4), Inches(4.9), 16)
        _notes(slide, [said.citation])


def _chart(deck: Any, view: View, spec: ChartSpec, words: Words) -> None:
    source = source_line(view, spec.table, words)
    slide = _slide(deck, words.say(spec.title), source)
    if spec.subtitle:
        _text(slide, [words.say(spec.subtitle)], Inches(1.25), Inches(0.6), 14)
    alt = alt_words(view, spec, words)
    frame = native_chart(slide, view.table(spec.table), spec, words, (LEFT, Inches(1.9), ACROSS, Inches(4.5)))
    if frame is None:
        _text(slide, [alt], Inches(2.0), Inches(4.0), 18)
    else:
        # python-pptx has no word for the alternative text of a chart; it is an attribute of the frame's own name.
        frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)  # noqa: SLF001
    marks = [f"{m.number}. {words.day(m.on, m.precision)}: {words.say(m.text)}" for m in spec.marks]
    _notes(slide, [alt, source, *marks, *(words.say(w.text) for w in view.warnings)])


def _slide(deck: Any, heading: str, foot: str) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = heading
    _place(slide.shapes.title, Inches(0.3), Inches(0.95))
    _text(slide, [foot], Inches(6.65), Inches(0.7), 11)
    return slide


def _place(title: Any, top: Length, height: Length) -> None:
    title.left, title.top, title.width, title.height = LEFT, top, ACROSS, height
    title.text_frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
    for paragraph in title.text_frame.paragraphs:
        paragraph.alignment = 1
        for run in paragraph.runs:
            run.font.size, run.font.bold, run.font.color.rgb = Pt(28), True, BLUE


def _text(slide: Any, lines: Sequence[str], top: Length, height: Length, size: int) -> None:
    frame = slide.shapes.add_textbox(LEFT, top, ACROSS, height).text_frame
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(size // 3)
        run = paragraph.add_run()
        run.text, run.font.size = line, Pt(size)


def _notes(slide: Any, lines: Sequence[str]) -> None:
    slide.notes_slide.notes_text_frame.text = "\n".join(line for line in lines if line)
