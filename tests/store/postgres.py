"""A private PostgreSQL cluster in a temporary folder, started for the tests and stopped after them."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import uuid
from pathlib import Path

from app.store.store import Store

PORT = 54327
MISSING = "NOT RUN: no PostgreSQL with PostGIS here; apt-get install postgresql postgresql-15-postgis-3"


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, None where PostgreSQL or PostGIS is not installed."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        version = folder.parent.name
        if (folder / "initdb").exists() and Path(f"/usr/share/postgresql/{version}/extension/postgis.control").exists():
            return folder
    return None


class Cluster:
    """One server that listens on a socket in its own folder only."""

    def __init__(self, bin_: Path) -> None:
        self._bin = bin_
        self._template: str | None = None
        self.folder = Path(tempfile.mkdtemp(prefix="incidents-pg-"))
        self._run("initdb", "-D", str(self._data), "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8")
        self.start()

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses= -p {PORT} -c max_connections=60"
        self._run("pg_ctl", "-D", str(self._data), "-o", options, "-w", "-l", str(self.folder / "log"), "start")

    def stop(self, mode: str = "fast") -> None:
        self._run("pg_ctl", "-D", str(self._data), "-m", mode, "-w", "stop")

    def new_database(self) -> str:
        """The address of a fresh, empty database."""
        return self._create()

    def new_schema(self) -> str:
        """The address of a fresh database that has our schema already (copied: making it takes two seconds)."""
        if self._template is None:
            url = self._create()
            Store.open(url).close()
            self._template = url.split("/")[3].split("?")[0]
        return self._create("-T", self._template)

    def _create(self, *options: str) -> str:
        name = f"t{uuid.uuid4().hex[:12]}"
        self._run("createdb", "-h", str(self.folder), "-p", str(PORT), "-U", "postgres", *options, name)
        return f"postgresql://postgres@/{name}?host={self.folder}&port={PORT}"

    def close(self) -> None:
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        """PostgreSQL refuses to run as root: then as the user that Debian's package made."""
        as_root = os.geteuid() == 0
        if as_root:
            shutil.chown(self.folder, "postgres")
        command = [str(self._bin / program), *arguments]
        before = ["runuser", "-u", "postgres", "--"] if as_root else []
        subprocess.run([*before, *command], check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, timeout=90)
