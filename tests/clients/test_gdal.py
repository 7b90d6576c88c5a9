"""GDAL's OAPIF driver reads the service, whole, in boxes and by pages."""

from __future__ import annotations

import json
import shutil
import subprocess
import urllib.request
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(shutil.which("ogrinfo") is None, reason="NOT RUN: no ogrinfo; apt-get install gdal-bin")


def gdal(*words: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def matched(base: str, query: str) -> int:
    with urllib.request.urlopen(f"{base}/collections/incidents/items?limit=1&{query}") as answer:
        return int(json.load(answer)["numberMatched"])


def test_it_lists_the_collections(base: str) -> None:
    told = gdal("ogrinfo", f"OAPIF:{base}")
    assert "incidents (title: Incidents)" in told


@pytest.mark.parametrize("options", [(), ("-oo", "PAGE_SIZE=500"), ("-oo", "PAGE_SIZE=10000")])
def test_it_reads_all(base: str, tmp_path: Path, options: tuple[str, ...]) -> None:
    out = tmp_path / "all.geojsonl"
    gdal("ogr2ogr", "-f", "GeoJSONSeq", str(out), f"OAPIF:{base}", "incidents", *options)
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert len(rows) == matched(base, "")
    assert {row["properties"]["type"] for row in rows} >= {"protest", "flood", "explosion"}


def test_it_reads_a_box(base: str) -> None:
    told = gdal("ogrinfo", "-al", "-so", f"OAPIF:{base}", "incidents", "-spat", "0", "0", "60", "50")
    assert f"Feature Count: {matched(base, 'bbox=0,0,60,50')}" in told
    assert "WGS 84" in told
    assert "killed_min: Integer" in told


def test_plain_geojson_and_the_geopackage_open(base: str, tmp_path: Path) -> None:
    count = matched(base, "")
    assert f"Feature Count: {count}" in gdal("ogrinfo", "-al", "-so", f"{base}/incidents.geojson")
    path = tmp_path / "incidents.gpkg"
    urllib.request.urlretrieve(f"{base}/collections/incidents/items?f=gpkg", path)
    told = gdal("ogrinfo", "-al", "-so", str(path))
    assert f"Feature Count: {count}" in told
    assert "Geometry: Point" in told
    path = tmp_path / "incidents.kml"
    urllib.request.urlretrieve(f"{base}/collections/incidents/items?f=kml", path)
    assert "Feature Count" in gdal("ogrinfo", "-al", "-so", str(path))
