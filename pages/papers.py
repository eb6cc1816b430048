"""Papers, slides and workbooks of several views at once."""

from dashboard.ui import papers

papers.page()
