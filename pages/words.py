"""All terms, with what they mean on the day of the page."""

import streamlit as st

from dashboard.domain.glossary import GLOSSARY
from dashboard.ui import ask, glossary, page

st.title("Words and abbreviations", anchor=False)
st.html(glossary.terms_html(GLOSSARY, ask.rules(page.asked().as_at)))
