"""The least that Streamlit can show: one sentence."""

import streamlit as st

st.write("Nothing else is here.")
