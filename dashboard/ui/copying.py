"""Copying a published figure for an answer: a button that needs no script from elsewhere, and the text itself beside it."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

import streamlit as st

from dashboard.domain.view_model import Headline, View
from dashboard.exports.answer_text import answer_text, is_quotable

# One listener for the whole page, however often the page is drawn.  Where the browser gives a page no clipboard (it
# is only given to secure addresses), the text is opened and selected, so that Ctrl+C takes it.
SCRIPT = """<script>
(function () {
  if (window.rcqCopying) { return; }
  window.rcqCopying = true;
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest(".rcq-copy");
    if (!button) { return; }
    var box = button.closest(".rcq-answer"), text = box.querySelector("textarea"), said = box.querySelector("[role=status]");
    function done() { said.textContent = "Copied."; }
    function byHand() {
      box.querySelector("details").open = true;
      text.focus(); text.select();
      var worked = false;
      try { worked = document.execCommand("copy"); } catch (error) { worked = false; }
      said.textContent = worked ? "Copied." : "Selected; press Ctrl+C or Cmd+C to copy.";
    }
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text.value).then(done, byHand);
    } else { byHand(); }
  });
}());
</script>"""


def listener() -> None:
    """Puts the listener on the page; the buttons do nothing but show their text without it."""
    st.html(SCRIPT, unsafe_allow_javascript=True)


def copy_block(view: View, headline: Headline) -> str:
    """A button and the text it copies, as HTML; nothing for a figure that may not be quoted."""
    if not is_quotable(view, headline):
        return ""
    here = urlsplit(st.context.url or "")
    base = f"{here.scheme}://{here.netloc}/" if here.netloc else ""
    text = escape(answer_text(view, headline, base=base))
    label = escape(headline.label)
    return (
        f'<div class="rcq-answer"><button type="button" class="rcq-copy" aria-label="Copy for an answer: {label}">'
        'Copy for an answer</button> <span role="status"></span>'
        "<details><summary>The text</summary>"
        f'<textarea readonly rows="10" aria-label="Text for an answer: {label}">{text}</textarea></details></div>'
    )
