"""The report: one page, nothing fetched, nothing of a hostile article alive, charts and maps in it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from newslab import pipeline, report

HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script> $x_1$ | \u202etxt"
FETCHING = {
    "script": "src",
    "img": "src",
    "link": "href",
    "iframe": "src",
    "source": "src",
    "object": "data",
    "embed": "src",
}


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> report.Run:
    return report.run(pipeline.sample_drop(), tmp_path_factory.mktemp("run") / "reference")


class Page(HTMLParser):
    """Elements of a page: what it fetches, its scripts, its handlers, its pictures."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.handlers: list[str] = []
        self.pictures = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.handlers += [name for name in values if name.startswith("on")]
        target = values.get(FETCHING.get(tag, ""), "") or ""
        if tag == "img" and target.startswith("data:image/png"):
            self.pictures += 1
        elif target and not target.startswith(("data:", "#")):
            self.fetched.append(f"{tag} {target[:80]}")


def test_every_notebook_that_needs_no_earlier_drop_is_finished(reference: report.Run) -> None:
    assert not reference.failed
    assert reference.left_out == [p.stem for p in sorted(pipeline.share("notebooks").glob("07-*.ipynb"))]
    expected = {p.name for p in pipeline.share("notebooks").glob("0[0-6]-*.ipynb")}
    assert {p.name for p in (reference.folder / "notebooks").glob("*.ipynb")} == expected


def test_the_page_shows_pictures_and_fetches_nothing(reference: report.Run) -> None:
    page = Page(reference.page.read_text(encoding="utf-8"))
    assert page.pictures >= 4
    assert page.fetched == []


def test_sources_are_not_touched(tmp_path: Path) -> None:
    folder = tmp_path / "drop"
    folder.mkdir()
    (folder / "a.txt").write_text("Nine people were hurt in Izmail, police said.", encoding="utf-8")
    before = {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in folder.iterdir()}
    with pytest.raises(ValueError, match="lies inside the drop"):
        report.run(folder, folder / "runs")
    pipeline.parse(folder)
    assert {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in folder.iterdir()} == before


def test_a_hostile_article_is_neutral_in_the_page(tmp_path: Path) -> None:
    folder = tmp_path / f"drop {HOSTILE.replace('/', '')}"
    folder.mkdir()
    body = (
        f"{HOSTILE}\n\nAt least 14 people {HOSTILE} were killed in Izmail, {HOSTILE} said. Over 20 people fled Izmail."
    )
    article = {"title": HOSTILE, "text": body, "outlet": HOSTILE, "published": "2024-05-02", "author": HOSTILE}
    (folder / "a.json").write_text(json.dumps(article), encoding="utf-8")
    result = report.run(folder, tmp_path / "out")
    text = result.page.read_text(encoding="utf-8")
    page = Page(text)
    assert not result.failed
    assert page.fetched == []
    assert not [h for h in page.handlers if h == "onerror"]
    assert "<script>alert(2)" not in text
    assert "\u202e" not in text


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed here (Debian: apt-get install chromium)")
def test_a_browser_without_network_shows_it_and_asks_for_nothing(reference: report.Run, tmp_path: Path) -> None:
    log = tmp_path / "net.json"
    flags = [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
        "--disable-background-networking", "--disable-component-update", "--disable-extensions",
        "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={tmp_path / 'profile'}", f"--log-net-log={log}",
        "--virtual-time-budget=8000", "--dump-dom",
    ]  # fmt: skip
    done = subprocess.run(
        [CHROMIUM, *flags, reference.page.as_uri()], capture_output=True, text=True, timeout=180, check=True
    )
    assert len(re.findall(r'<img[^>]+src="data:image/png', done.stdout)) >= 4
    asked = {
        u
        for u in re.findall(r'"url":"([^"]+)"', log.read_text(encoding="utf-8", errors="replace"))
        if u.startswith("http")
    }
    own = re.compile(r"https?://[^/]*(google|gstatic|googleapis|chromium)[^/]*/")  # the browser's own calls at start
    assert not [u for u in asked if not own.match(u)]
