"""HTTP addresses beside the pages; they know nothing of Streamlit and are given what they need."""
