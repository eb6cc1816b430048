"""What the field's words and abbreviations mean."""

from dashboard.ui import glossary

glossary.page()
