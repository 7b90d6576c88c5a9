"""A server of the service in a process of its own, over a real socket."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START = """from app.main import run
from app.settings import read_settings

if __name__ == "__main__":
    run(read_settings())
"""


@contextmanager
def served(address: str, folder: Path, **settings: str) -> Iterator[str]:
    """Serve the database at ``address``; gives the service's address, without a slash at its end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    script = folder / "serve_for_test.py"
    script.write_text(START)
    given = {"database_url": address, "port": str(port), "extract_workers": "0", **settings}
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **{f"INCIDENTS_{k.upper()}": v for k, v in given.items()}}
    log = (folder / "serve.log").open("wb")
    process = subprocess.Popen([sys.executable, str(script)], env=environment, stdout=log, stderr=log, cwd=ROOT)
    base = f"http://127.0.0.1:{port}"
    try:
        _wait(process, base, folder / "serve.log")
        yield base
    finally:
        process.terminate()
        process.wait(20)
        log.close()


def _wait(process: subprocess.Popen[bytes], base: str, log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended: {log.read_text()[-2000:]}")
        try:
            with urllib.request.urlopen(f"{base}/readyz", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError("the server did not come up in a minute")
