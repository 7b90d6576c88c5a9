from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

from app.read.files import Read, read_path
from app.read.metadata import Metadata


def take(path: Path | str, stdin: bytes = b"", known: Metadata | None = None, limit: int = 10_000) -> list[Read]:
    return list(read_path(str(path), io.BytesIO(stdin), known or Metadata(), limit))


def test_a_text_with_its_sidecar(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Two died.")
    (tmp_path / "a.json").write_text('{"title": "Blast", "published_date": "2023-09-14", "source": "Paper"}')
    (read,) = take(tmp_path / "a.txt")
    assert read.article is not None
    assert (read.article.text, read.article.published, read.article.source) == (
        "Blast\n\nTwo died.", date(2023, 9, 14), "Paper",
    )  # fmt: skip


def test_flags_stand_above_the_sidecar(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Two died.")
    (tmp_path / "a.json").write_text('{"published_date": "2023-09-14", "source": "Paper"}')
    (read,) = take(tmp_path / "a.txt", known=Metadata(published=date(2020, 2, 2)))
    assert read.article is not None
    assert (read.article.published, read.article.source) == (date(2020, 2, 2), "Paper")


def test_a_bad_sidecar_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Two died.")
    (tmp_path / "a.json").write_text('{"published_date": "2023-02-30"}')
    (read,) = take(tmp_path / "a.txt")
    assert read.article is None
    assert read.error is not None
    assert read.error.startswith("sidecar a.json: published")


def test_json_lines_and_one_json_object(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "x", "text": "One."}\n{"id": "y"}\n{"id": "z", "text": "Three."}\n')
    assert [read.article is not None for read in take(tmp_path / "a.jsonl")] == [True, False, True]
    (tmp_path / "b.json").write_text(json.dumps({"text": "One."}, indent=2))
    assert [read.article is not None for read in take(tmp_path / "b.json")] == [True]


def test_standard_input_is_text_page_or_json_lines() -> None:
    page = (
        b"<html><body><article><p>"
        + b"A long enough paragraph of running text. " * 10
        + b"</p></article></body></html>"
    )
    for data, reader in ((b"Two died.", "text"), (page, "html"), (b'{"text": "Two died."}\n', "jsonl")):
        (read,) = take("-", data)
        assert read.article is not None
        assert read.article.reader.startswith(reader)


def test_what_cannot_be_opened_is_one_line(tmp_path: Path) -> None:
    (missing,) = take(tmp_path / "none.txt")
    (folder,) = take(tmp_path)
    assert missing.error == "no such file"
    assert folder.error is not None
    assert folder.error.startswith("a folder")


def test_an_input_without_end_is_not_read_to_its_end() -> None:
    (read,) = take("/dev/zero", limit=1000)
    assert read.error is not None
    assert "too long" in read.error


def test_the_bundled_articles_are_read_with_their_dates(root: Path) -> None:
    files = sorted((root / "samples" / "articles").glob("*.txt"))
    assert len(files) >= 8
    for file in files:
        (read,) = take(file, limit=2_000_000)
        assert read.article is not None, read.error
        assert read.article.published is not None
        assert read.article.headline is not None


def test_the_shared_samples_are_read(shared: Path) -> None:
    for file in sorted((shared / "samples").glob("*.txt")):
        (read,) = take(file, limit=2_000_000)
        assert read.article is not None, read.error
        assert read.article.text == file.read_text().strip(), f"{file.name}: a title was put before a text that has it"
