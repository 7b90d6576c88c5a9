"""The service against a constant body of the same size, tipg on PostGIS and datasette: one run, the same incidents.

    python -m benchmarks.serving [--incidents 1000000] [--database FILE] [--seconds 5] [--write benchmarks/serving.md]

Needs wrk and PostgreSQL with PostGIS (Debian: apt-get install wrk postgresql postgresql-15-postgis-3); the peers are
installed into build/peers. Each server runs alone, in one process. Load of others on the machine cancels out in a
ratio only where it is steady: run it alone. FILE is filled by the store's own import where it is not there yet.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import serving_peers as peers
from benchmarks.serving_load import CONNECTIONS, Rate, constant, count, get, need_wrk, rate, service

ALL = "status=all"
TYPES = ("explosion", "shelling", "battle")
ANEW = "bbox, 1,000 of many, each time another box"
WIDE, SMALL, ITEM, WORDS = "bbox, 1,000 of many", "small bbox + month + type", "one item", "full text, 100"
VIEWS = {
    "world": "zoom=2",
    "continent": "zoom=4&bbox=-10,35,40,60",
    "city": "zoom=11&bbox=30,50,31,51",
    "world, month and type": "zoom=2&datetime=2023-03&type=explosion",
}
QUICK = "_shape=array&_nocount=1&_nofacet=1&_nosuggest=1"
"""datasette without its count and facets: ours counts exactly."""
Rates = dict[str, Rate]


def main() -> None:
    """One run."""
    given = arguments()
    need_wrk()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = given.database or folder / "benchmark.db"
        if not path.exists():
            fill(path, given.incidents)
        table = Table(given)
        with service(path, folder) as base:
            table.matched = count(base, ALL)
            wide, small = box_of(base, 0.077), box_of(base, 0.01)
            table.wide, table.small = count(base, f"{ALL}&bbox={wide}"), small_count(base, small)
            first = json.loads(get(ours_wide(base, wide)))["features"][0]["id"]
            (folder / "body.json").write_bytes(get(ours_wide(base, wide)))
            table.add("ours on SQLite", ours(base, wide, small, first, given.seconds, folder))
        with constant(folder / "body.json", folder) as address:
            table.add("constant body", {WIDE: rate(address, given.seconds)})
        against_datasette(table, path, folder, small, first, given.seconds)
        if not given.no_postgres:
            against_tipg(table, path, folder, wide, small, first, given.seconds)
        print(table.text())
        if given.write:
            given.write.write_text(table.text())


def ours_wide(base: str, box: str) -> str:
    """The first question."""
    return f"{base}/collections/incidents/items?limit=1000&bbox={box}&{ALL}"


def ours_small(base: str, box: str) -> str:
    """The second."""
    return f"{base}/incidents.geojson?bbox={box}&datetime=2023-03&type={','.join(TYPES)}&{ALL}"


def small_count(base: str, box: str) -> int:
    """How many the second question finds."""
    return int(json.loads(get(ours_small(base, box)))["numberMatched"])


def ours(base: str, wide: str, small: str, first: str, seconds: int, folder: Path) -> Rates:
    """All questions to our own service."""
    told = {
        WIDE: rate(ours_wide(base, wide), seconds),
        ANEW: rate(ours_wide(base, wide), seconds, varied=folder),
        SMALL: rate(ours_small(base, small), seconds),
        ITEM: rate(f"{base}/collections/incidents/items/{first}", seconds),
        WORDS: rate(f"{base}/incidents.geojson?q=northern+front&limit=100&{ALL}", seconds),
    }
    for name, query in VIEWS.items():
        told[f"clusters, {name}"] = rate(f"{base}/clusters?{query}&{ALL}", seconds)
        if "type" not in query:
            told[f"clusters, {name}, statuses"] = rate(f"{base}/clusters?{query}", seconds)
    told["healthz"] = rate(f"{base}/healthz", seconds)
    return told


def against_datasette(table: Table, source: Path, folder: Path, small: str, first: str, seconds: int) -> None:
    """Its questions in its own words."""
    path = folder / "peer.db"
    peers.fill_datasette(source, path)
    west, south, east, north = small.split(",")
    box = f"lon__gte={west}&lon__lte={east}&lat__gte={south}&lat__lte={north}"
    month = f"start_utc__gte=2023-03-01&start_utc__lt=2023-04-01&type__in={','.join(TYPES)}"
    with peers.datasette(path, folder) as events:
        told = {
            SMALL: rate(f"{events}.json?_size=1000&{box}&{month}&{QUICK}", seconds),
            WORDS: rate(f"{events}.json?_search=northern+front&_size=100&{QUICK}", seconds),
        }
    path.unlink()
    table.add("datasette", told)


def against_tipg(table: Table, source: Path, folder: Path, wide: str, small: str, first: str, seconds: int) -> None:
    """tipg, and our own service on the same server."""
    server = peers.postgres()
    try:
        names = [server.new_database().split("/")[3].split("?")[0] for _ in range(2)]
        theirs, mine = (f"postgresql://postgres@127.0.0.1:{peers.PORT}/{name}" for name in names)
        peers.fill_tipg(source, theirs)
        types = "type%20IN%20(" + ",".join(f"'{name}'" for name in TYPES) + ")"
        month = "datetime=2023-03-01T00:00:00Z/2023-03-31T23:59:59Z&datetime-column=start_utc"
        with peers.tipg(theirs, folder) as items:
            told = {
                WIDE: rate(f"{items}?limit=1000&bbox={wide}&f=geojson", seconds),
                SMALL: rate(f"{items}?limit=1000&bbox={small}&{month}&filter-lang=cql2-text&filter={types}", seconds),
                ITEM: rate(f"{items}/{first}?f=geojson", seconds),
            }
        table.add("tipg on PostGIS", told)
        peers.fill_ours(source, mine)
        with service(mine, folder) as base:
            table.add(
                "ours on PostGIS",
                {
                    WIDE: rate(ours_wide(base, wide), seconds),
                    SMALL: rate(ours_small(base, small), seconds),
                },
            )
    finally:
        server.close()


class Table:
    """What was measured, and the ratios that are wanted."""

    def __init__(self, given: argparse.Namespace) -> None:
        """Nothing measured yet."""
        self._given = given
        self._rates: dict[str, Rates] = {}
        self.matched = self.wide = self.small = 0

    def add(self, server: str, told: Rates) -> None:
        """One server's rates, shown at once."""
        self._rates[server] = told
        for name, one in told.items():
            print(
                f"{server:16} {name:34} {one.each:10,.1f} /s  p50 {one.median:8.2f}  p99 {one.late:8.2f} ms", flush=True
            )

    def text(self) -> str:
        """As Markdown."""
        lines = [
            "# Serving, measured",
            "",
            f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} processors ({platform.machine()}), Python "
            f"{platform.python_version()}; load of the machine {os.getloadavg()[2]:.1f} (ours alone: about 1.5). "
            f"`python -m benchmarks.serving`: wrk, {CONNECTIONS} connections, {self._given.seconds} s each, "
            f"one process a server, each server alone. {self.matched:,} incidents, made up "
            f"(`benchmarks/store_synthetic.py`); the wide box holds {self.wide:,}, the small question finds "
            f"{self.small:,}. The same question again "
            "is answered from memory, as to the readers of an embedded view; with another box each time it is made "
            "anew.",
            "",
            "| wanted | requests a second | by processor time |",
            "|---|---|---|",
            *self._ratios(),
            "",
            "| server | question | requests/s | p50 ms | p99 ms | ms of processor a request |",
            "|---|---|---:|---:|---:|---:|",
        ]
        for server, told in self._rates.items():
            lines += [
                f"| {server} | {name} | {one.each:,.1f} | {one.median:.2f} | {one.late:.2f} | {one.cost:.2f} |"
                for name, one in told.items()
            ]
        return "\n".join(lines) + "\n"

    def _ratios(self) -> list[str]:
        wanted = (
            ("ours on SQLite", WIDE, "constant body", 0.15),
            ("ours on SQLite", ANEW, "constant body", 0.15),
            ("ours on SQLite", ANEW, "tipg on PostGIS", 150),
            ("ours on SQLite", WIDE, "tipg on PostGIS", 150),
            ("ours on PostGIS", WIDE, "tipg on PostGIS", 20),
            ("ours on SQLite", SMALL, "tipg on PostGIS", 10),
            ("ours on SQLite", SMALL, "datasette", 2),
            ("ours on SQLite", ITEM, "tipg on PostGIS", 5),
            ("ours on SQLite", WORDS, "datasette", 5),
        )
        found = []
        for server, name, peer, least in wanted:
            theirs = self._rates.get(peer, {}).get(WIDE if name == ANEW else name)
            if server in self._rates and theirs is not None:
                share = self._rates[server][name].each / max(0.01, theirs.each)
                words = f"{least:.0%} of the {peer}" if least < 1 else f"{least:g} × {peer}"
                spent = theirs.cost / max(0.001, self._rates[server][name].cost)
                said, by_cost = (f"{one:.0%}" if least < 1 else f"{one:,.1f} ×" for one in (share, spent))
                missed = "" if share >= least else " (missed)"
                found.append(f"| {name}, {server}: ≥ {words} | {said}{missed} | {by_cost} |")
        return found


def box_of(base: str, share: float) -> str:
    """A box around the middle of Europe that holds about that share of the incidents."""
    every, low, high = count(base, ALL), 0.0, 40.0
    for _ in range(12):
        half = (low + high) / 2
        box = f"{15 - half:.4f},{45 - half:.4f},{15 + half:.4f},{45 + half:.4f}"
        if count(base, f"{ALL}&bbox={box}") >= share * every:
            high = half
        else:
            low = half
    return box


def fill(path: Path, incidents: int) -> None:
    """By the bulk import."""
    from benchmarks.store_import import main as import_

    import_(incidents, f"sqlite:///{path}")


def arguments() -> argparse.Namespace:
    """Of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--incidents", type=int, default=1_000_000)
    parser.add_argument("--database", type=Path, help="filled where it is not there yet")
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--write", type=Path, help="file for the table, in Markdown", default=None)
    parser.add_argument("--no-postgres", action="store_true", help="leave tipg and PostGIS out")
    return parser.parse_args()


if __name__ == "__main__":
    main()
