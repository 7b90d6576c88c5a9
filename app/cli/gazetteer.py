"""``incidents gazetteer``."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from app.cli.output import tell, tell_error
from app.errors import InputError, Missing
from app.settings import read_settings

commands = typer.Typer(help="The gazetteer: build it, add to it, look into it.", no_args_is_help=True)

Output = Annotated[
    Path | None, typer.Option("--output", help="Where the file goes.  [INCIDENTS_GAZETTEER]", show_default=False)
]


@commands.command()
def build(output: Output = None) -> None:
    """Build the gazetteer from the data of the installed packages and the project's own.

    Example: **incidents gazetteer build**
    """
    from gazetteer.build import build as build_index
    from gazetteer.sources.packages import MissingSourceError

    path = read_settings(gazetteer=output).gazetteer
    began = time.monotonic()
    try:
        unresolved = build_index(path, lambda step: tell(f"    {time.monotonic() - began:5.1f} s  {step}"))
    except MissingSourceError as error:
        raise Missing(str(error), "Install the data first: make setup") from None
    for note in unresolved:
        tell(f"    note: {note}")
    print(f"{path}: {path.stat().st_size / 1e6:.0f} MB")


@commands.command()
def search(
    words: Annotated[list[str], typer.Argument(help='A name, "place, area", or "10 km west of …".')],
    limit: Annotated[int, typer.Option(min=1, max=100, help="Most places to show.")] = 10,
    country: Annotated[str | None, typer.Option(help="ISO code, as UA.")] = None,
    near: Annotated[str | None, typer.Option(metavar="LAT,LON", help="What is near to it comes first.")] = None,
) -> None:
    """Look a place up; exit status 1 if there is none.

    Example: **incidents gazetteer search Yevpatoriia**
    """
    from gazetteer.index import GazetteerMissingError, Index
    from gazetteer.search import Search

    path = read_settings().gazetteer
    try:
        index = Index.open(path)
    except GazetteerMissingError as error:
        raise Missing(str(error), "Build it: incidents gazetteer build") from None
    hits = Search(index).search(" ".join(words), limit=limit, country=country, near=_point(near))
    for hit in hits:
        place = hit.feature
        kind = f"{place.feature_class}.{place.feature_code}"
        print(
            f"{place.lat:9.4f} {place.lon:9.4f}  {kind:8} {place.country or '--'} {place.name} ({hit.how}; {place.key})"
        )
    index.close()
    raise typer.Exit(0 if hits else 1)


@commands.command()
def add(
    file: Annotated[Path, typer.Argument(help="A dump of GeoNames (allCountries.txt, UA.txt), a CSV or a GeoJSON.")],
    alternate_names: Annotated[Path | None, typer.Option(help="GeoNames' alternateNamesV2.txt beside a dump.")] = None,
    countries: Annotated[
        list[str] | None,
        typer.Option("--countries", "--country", help="Only these countries of a dump: UA,MD; may be repeated."),
    ] = None,
    classes: Annotated[str | None, typer.Option(help="Only these feature classes of a dump, as PAH.")] = None,
    output: Output = None,
) -> None:
    """Add the places of a file to the gazetteer; bad lines are told and left out, and the exit status is 1.

    A run that was killed goes on where it stopped. Building the gazetteer anew forgets what was added.

    Example: **incidents gazetteer add UA.txt --alternate-names alternateNamesV2.txt**
    """
    from gazetteer.add import add as add_places
    from gazetteer.index import GazetteerMissingError
    from gazetteer.sources.lines import Malformed

    path = read_settings(gazetteer=output).gazetteer
    try:
        done = add_places(file, path, alternate_names, _codes(countries), classes, lambda step: tell(f"    {step}"))
    except GazetteerMissingError as error:
        raise Missing(str(error), "Build it: incidents gazetteer build") from None
    except (FileNotFoundError, Malformed) as error:
        raise InputError(f"{file}: {error}") from None
    for name, line, problem in done.problems:
        tell_error(f"{name}:{line}", problem)
    told = f"{done.stored:,} places stored, {done.names:,} alternate names, {done.left_out:,} left out"
    print(f"{told}, {done.malformed:,} lines refused")
    raise typer.Exit(1 if done.malformed else 0)


def _codes(countries: list[str] | None) -> list[str]:
    return [code for given in countries or () for code in given.split(",")]


def _point(text: str | None) -> tuple[float, float] | None:
    if text is None:
        return None
    try:
        lat, lon = (float(part) for part in text.split(","))
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not LAT,LON, as 46.6,32.6", param_hint="--near") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise typer.BadParameter(f"{text!r} is no point on the globe", param_hint="--near")
    return lat, lon
