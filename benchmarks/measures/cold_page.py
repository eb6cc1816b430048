"""A page's last chart for somebody who was never here before, beside the least that Streamlit can show."""

from __future__ import annotations

from benchmarks.bench import Bench
from benchmarks.browser import browser, cold_milliseconds
from benchmarks.figures import Row, ratio_row
from benchmarks.servers import ROOT, dashboard, running, streamlit_script

AIM = 1.6
CHART_TITLES = "svg .role-title-text text"
EMPTY_PAGE = ROOT / "benchmarks" / "peers" / "empty_page.py"
EMPTY_WORDS = "Nothingelseishere."


def measure(bench: Bench) -> list[Row]:
    """One row a page; ours and the empty page take turns."""
    ours: dict[str, list[float]] = {scene.view: [] for scene in bench.scenes}
    empty: list[float] = []
    with (
        running(dashboard(), ready="/ready", environment=bench.environment) as mine,
        running(streamlit_script(EMPTY_PAGE), ready="/_stcore/health") as theirs,
        browser() as running_browser,
    ):
        for round_number in range(bench.rounds(9, 2) + 1):
            took = cold_milliseconds(running_browser, theirs.address, "[data-testid=stMarkdown]", EMPTY_WORDS)
            if round_number:  # in the first round the servers themselves are cold
                empty.append(took)
            for scene in bench.scenes:
                title = scene.first_title
                took = cold_milliseconds(running_browser, f"{mine.address}/{scene.view}", CHART_TITLES, title)
                if round_number:
                    ours[scene.view].append(took)
    return [
        ratio_row(f"cold page to last chart: {view}", "ms", times, empty, other_name="empty Streamlit page", aim=AIM)
        for view, times in ours.items()
    ]
