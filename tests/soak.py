"""A pytest plugin that writes what a soak run found as Markdown: ``pytest -m soak -p tests.soak --soak-report FILE``.

Tests say what they counted by ``record_property``.
"""

from __future__ import annotations

import os
import platform
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak-report", type=Path, default=None, help="file for the report of a soak run")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--soak-report"):
        config.pluginmanager.register(Report(config.getoption("--soak-report")), "soak-report")


class Report:
    """Collects outcomes; writes the file after each, so that a run that is broken off leaves what it found."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._begun = time.time()
        self._lines: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when != "call" and not (report.skipped or report.failed):
            return
        counted = "; ".join(f"{name}: {value}" for name, value in report.user_properties)
        if report.skipped and isinstance(report.longrepr, tuple):
            counted = str(report.longrepr[2])
        if report.failed:
            counted = f"{counted} {str(report.longrepr).strip().splitlines()[-1][:200]}".strip()
        name = report.nodeid.removeprefix("tests/").replace("|", "\\|")
        counted = counted.replace("|", "\\|")
        self._lines.append(f"| {name} | {report.outcome} | {report.duration / 60:.1f} | {counted} |")
        self._write()

    def _write(self) -> None:
        took = (time.time() - self._begun) / 60
        lines = [
            "# Soak",
            "",
            f"Written by `make soak` on {datetime.now(UTC):%Y-%m-%d %H:%M} UTC after {took:.0f} minutes; "
            f"{os.cpu_count()} processors ({platform.machine()}), Python {platform.python_version()}.",
            "",
            "| test | outcome | minutes | counted |",
            "|---|---|---:|---|",
            *self._lines,
        ]
        self._path.write_text("\n".join(lines) + "\n")
