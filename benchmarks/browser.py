"""The page's budgets in a real browser, on a service with a million incidents: the table of benchmarks/browser.md.

python -m benchmarks.store_fill 1000000 sqlite:///million.db
python -m benchmarks.browser sqlite:///million.db

Chromium is driven by the DevTools protocol: bytes are those that came over the wire, work is the CPU time that the
page's main thread took between two frames, from a trace.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, Request, ViewportSize, sync_playwright

SIZE: ViewportSize = {"width": 1440, "height": 900}
WITH_MARKS = ".leaflet-marker-pane > *"
SLOWDOWN = 4
RUNS = 5
PAN_SECONDS = 6.0
STARTED_SECONDS = 120.0
TRACED = (
    "disabled-by-default-devtools.timeline",
    "disabled-by-default-devtools.timeline.frame",
    "devtools.timeline",
    "devtools.timeline.frame",
    "blink.user_timing",
)
WATCH = """
new MutationObserver((_, seen) => {
  if (!document.querySelector('.leaflet-marker-pane > *')) return;
  seen.disconnect();
  requestAnimationFrame(() => requestAnimationFrame(() => {
    window.firstMarks = performance.now();
    performance.mark("first-marks");
  }));
}).observe(document, {childList: true, subtree: true});
"""
FRAMES = """
() => { window.frames_ = [];
const tick = now => { window.frames_.push(now); window.ticking = requestAnimationFrame(tick); };
window.ticking = requestAnimationFrame(tick); }
"""
DRAWN = """
() => document.querySelectorAll('.leaflet-marker-pane > *, .leaflet-overlay-pane path, .leaflet-tile').length
    + Number(document.querySelector('canvas.marks')?.dataset.marks ?? 0)
"""


@dataclass(frozen=True)
class Line:
    """One measured budget: ``value`` and ``most`` in ``unit``."""

    name: str
    value: float
    most: float
    unit: str

    def row(self) -> str:
        """A row of a Markdown table."""
        verdict = "holds" if self.value <= self.most else "**missed**"
        return f"| {self.name} | {self.value:,.1f} {self.unit} | ≤ {self.most:,.0f} {self.unit} | {verdict} |"


@contextmanager
def service(database: str) -> Iterator[str]:
    """The service on a free port, for as long as the block lasts."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).with_name("incidents")), "serve", "--port", str(port), "--database", database]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/clusters?zoom=2")
        yield address
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(address: str) -> None:
    until = time.monotonic() + STARTED_SECONDS
    while True:
        try:
            urllib.request.urlopen(address, timeout=60).read()
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.3)


def sizes(browser: Browser, address: str) -> list[Line]:
    """Compressed bytes of code and of the first view's base map."""
    page, frame = _loaded(browser, f"{address}/"), _loaded(browser, f"{address}/embed")
    code = (".js", ".css")
    basemap = sum(size for url, size in page.items() if "/basemap/" in url)
    return [
        Line(
            "Code of the main page, compressed",
            sum(n for url, n in page.items() if url.endswith(code)) / 1000,
            120,
            "kB",
        ),
        Line(
            "Code of the frame, compressed", sum(n for url, n in frame.items() if url.endswith(code)) / 1000, 90, "kB"
        ),
        Line("First view's base map, compressed", basemap / 1000, 300, "kB"),
    ]


def _loaded(browser: Browser, address: str) -> dict[str, float]:
    """Bytes of all that a page loads, by address without its query."""
    page = browser.new_context(viewport=SIZE).new_page()
    loaded: dict[str, float] = {}

    def note(request: Request) -> None:
        loaded[request.url.split("?")[0]] = request.sizes()["responseBodySize"]

    page.on("requestfinished", note)
    page.goto(address)
    page.wait_for_selector(WITH_MARKS, state="attached")
    page.wait_for_timeout(2500)
    page.context.close()
    return loaded


def first_marks(browser: Browser, address: str) -> Line:
    """Milliseconds from the address to the first marks on the screen, on a slowed CPU with an empty cache."""
    took = []
    for _ in range(RUNS):
        page = browser.new_context(viewport=SIZE).new_page()
        page.add_init_script(WATCH)
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        page.goto(address, wait_until="commit")
        while not page.evaluate("window.firstMarks > 0"):  # wait_for_function would need eval, which the page forbids
            page.wait_for_timeout(100)
        took.append(float(page.evaluate("window.firstMarks")))
        page.context.close()
    return Line(f"First marks, CPU slowed {SLOWDOWN}×, median of {RUNS}", statistics.median(took), 1500, "ms")


def first_work(browser: Browser, address: str) -> Line:
    """The same without the machine's other work: the main thread's CPU time until then, times the slowdown."""
    took = []
    for _ in range(RUNS):
        page = browser.new_context(viewport=SIZE).new_page()
        page.add_init_script(WATCH)
        events, end = _trace(page)
        page.goto(address, wait_until="commit")
        while not page.evaluate("window.firstMarks > 0"):
            page.wait_for_timeout(100)
        end()
        page.context.close()
        mark = next(event for event in events if event["name"] == "first-marks")
        own = [event for event in events if (event["pid"], event["tid"]) == (mark["pid"], mark["tid"])]
        tasks = [event for event in own if event["name"] == "RunTask" and event["ts"] <= mark["ts"]]
        took.append(sum(event.get("tdur", event.get("dur", 0)) for event in tasks) / 1000 * SLOWDOWN)
    return Line(f"Main thread's CPU time until the first marks, {SLOWDOWN}×", statistics.median(took), 1500, "ms")


def panning(browser: Browser, address: str) -> list[Line]:
    """The map dragged to and fro over a continent."""
    page = browser.new_context(viewport=SIZE).new_page()
    session = page.context.new_cdp_session(page)
    page.goto(f"{address}/?z=5&lat=48&lon=10")
    page.wait_for_selector(WITH_MARKS, state="attached")
    page.wait_for_timeout(2500)
    events, end = _trace(page)
    page.evaluate(FRAMES)
    _drag(page)
    times = page.evaluate("() => { cancelAnimationFrame(window.ticking); return window.frames_; }")
    end()
    between = [later - sooner for sooner, later in zip(times, times[1:], strict=False)]
    work = _work_per_frame(events)
    drawn = float(page.evaluate(DRAWN))
    heap = _heap(page, session)
    page.context.close()
    return [
        Line("Main-thread work a frame while panning, median", statistics.median(work), 8, "ms"),
        Line("Main-thread work a frame while panning, p95", statistics.quantiles(work, n=20)[18], 16, "ms"),
        Line("Between frames while panning, p95", statistics.quantiles(between, n=20)[18], 34, "ms"),
        Line("Heap after panning (page and worker)", heap, 80, "MB"),
        Line("Drawn objects", drawn, 2000, ""),
    ]


def _drag(page: Page) -> None:
    """Strokes of the mouse, one move a frame, with rests in which the data are asked for again."""
    until = time.monotonic() + PAN_SECONDS
    way = 1
    while time.monotonic() < until:
        page.mouse.move(900 - way * 250, 400)
        page.mouse.down()
        for step in range(60):
            page.mouse.move(900 - way * 250 + way * step * 8, 400 + step)
            page.wait_for_timeout(8)
        page.mouse.up()
        page.wait_for_timeout(250)
        way = -way


def _trace(page: Page) -> tuple[list[dict[str, Any]], Callable[[], None]]:
    """Begins a trace; the list is full when the function that ends it has returned."""
    session = page.context.new_cdp_session(page)
    events: list[dict[str, Any]] = []
    done: list[bool] = []
    session.on("Tracing.dataCollected", lambda found: events.extend(found["value"]))
    session.on("Tracing.tracingComplete", lambda _: done.append(True))
    session.send("Tracing.start", {"transferMode": "ReportEvents", "categories": ",".join(TRACED)})

    def end() -> None:
        session.send("Tracing.end")
        while not done:
            page.wait_for_timeout(100)

    return events, end


def _work_per_frame(events: list[dict[str, Any]]) -> list[float]:
    """Milliseconds of tasks on the page's main thread between one frame and the next."""
    frames = [event for event in events if event["name"] == "BeginMainThreadFrame"]
    threads = [(event["pid"], event["tid"]) for event in frames]
    thread = max(set(threads), key=threads.count)
    starts = sorted(event["ts"] for event in frames if (event["pid"], event["tid"]) == thread)
    tasks = sorted(
        (event["ts"], event.get("dur", 0), event.get("tdur", event.get("dur", 0)))
        for event in events
        if event["name"] in ("RunTask", "ThreadControllerImpl::RunTask") and (event["pid"], event["tid"]) == thread
    )
    work, at = [0.0] * len(starts), 0
    last_end = 0
    for start, length, busy in tasks:
        if start < last_end:  # a task within one that is counted
            continue
        last_end = start + length
        while at + 1 < len(starts) and starts[at + 1] <= start + length / 2:
            at += 1
        work[at] += busy / 1000
    return work


def _heap(page: Page, session: CDPSession) -> float:
    """Megabytes after a collection, with those of the page's workers."""
    session.send("HeapProfiler.enable")
    session.send("HeapProfiler.collectGarbage")
    total = float(session.send("Runtime.getHeapUsage")["usedSize"])
    for worker in page.workers:
        total += float(worker.evaluate("performance.memory ? performance.memory.usedJSHeapSize : 0"))
    return total / 1e6


def main(database: str) -> None:
    """Measures all and prints the table."""
    with service(database) as address, sync_playwright() as playwright:
        matched = json.load(urllib.request.urlopen(f"{address}/clusters?zoom=2"))["numberMatched"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        lines = [
            *sizes(browser, address),
            first_marks(browser, address),
            first_work(browser, address),
            *panning(browser, address),
        ]
        version = browser.version
        browser.close()
    load = f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    print(f"{date.today()}, {load}, {matched:,} incidents, Chromium {version}, {SIZE['width']} × {SIZE['height']}\n")
    print("| | measured | budget | |\n|---|---|---|---|")
    print("\n".join(line.row() for line in lines))


if __name__ == "__main__":
    main(sys.argv[1])
