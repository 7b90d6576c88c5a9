"""Marks for a map view: clusters of a grid that stands still while the map moves, and lone incidents."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from app.store import kinds
from app.store.cells import cells_of
from app.store.clusterjson import features
from app.store.columns import WORLD, Columns, as_settled, mercator, spread
from app.store.filter import Box, Filter
from app.store.kinds import by_kind_only, cells_by_kind
from app.store.select import Selection, among_rows, bounds_of, box_test, select, tests_of
from app.store.sums import Totals, nothing, runs_of, sums_of, totals_of

Array = npt.NDArray[Any]
CELLS_A_TILE = 2
"""2² cells a side of a tile of 256 pixels: 64 pixels each."""
MAX_MARKS = 2000
MAX_CELLS = 4096
WORLD_LEVEL = 8
"""Up to this level (zoom 6) the cells of the whole world are worth remembering: at most 65,536."""
SMALL = 50_000
"""With fewer incidents than this nothing needs to be remembered."""
REMEMBERED = 24
AHEAD = 6
"""Tables that are counted anew before they are asked for again."""
NO_FILTER = Filter()
TABLES = "tables"
SUMMED = ("count", "x", "y", "types", "statuses")
WORLD_BOX = Box(-180.0, -90.0, 180.0, 90.0)
LONE_ZOOM = 16
"""From here on nothing is clustered but what lies in one point."""


@dataclass(frozen=True, slots=True)
class Marks:
    """``clusters`` as GeoJSON objects; ``lone``: keys of incidents that stand alone; ``matched`` within the box."""

    clusters: list[dict[str, Any]]
    lone: list[int]
    matched: int


class Tables:
    """Cells of the whole world for filters asked lately: what panning a map asks again.

    What the sorted base gives is counted once for a filter, at the finest level, and kept with the base; each moment
    and level is made from that, less what died since and with what came.
    """

    def __init__(self) -> None:
        """None yet."""
        self._known: OrderedDict[tuple[str, int, int], Table] = OrderedDict()
        self._asked: OrderedDict[tuple[str, int], Filter] = OrderedDict()
        self._once: OrderedDict[str, None] = OrderedDict()
        self._counting: threading.Thread | None = None
        self._guard = threading.Lock()

    def ready(self, columns: Columns, wanted: Filter) -> bool:
        """Whether the base is counted for a filter; asked a second time, that is begun beside the questions."""
        if wanted in columns.held.get(TABLES, ()):
            return True
        with self._guard:
            again = wanted.digest in self._once
            self._once[wanted.digest] = None
            while len(self._once) > REMEMBERED:
                self._once.popitem(last=False)
            if again and (self._counting is None or not self._counting.is_alive()):
                self._counting = threading.Thread(target=self.count, args=(columns, wanted), daemon=True)
                self._counting.start()
        return False

    def of(self, columns: Columns, wanted: Filter, keys: Array | None, level: int) -> Table:
        """The cells of a level."""
        name = (wanted.digest, columns.seq, level)
        found = self._kept(self._known, name)
        if found is not None:
            return found
        if keys is None and wanted.located is not False:
            self._note(wanted, level)
        if keys is not None or wanted.located is False:
            return self._keep(self._known, name, _table(columns, wanted, keys, level))
        finest = self.count(columns, wanted)
        return self._keep(self._known, name, _of_moment(columns, wanted, _coarser(finest, WORLD_LEVEL - level), level))

    def by_kind(self, columns: Columns, wanted: Filter, level: int) -> Table:
        """The cells of a coarse level for a filter by statuses and types only."""
        name = (wanted.digest, columns.seq, level)
        found = self._kept(self._known, name)
        if found is not None:
            return found
        cells = _coarser(Table(*cells_by_kind(columns, wanted)), kinds.LEVEL - level)
        return self._keep(self._known, name, _of_moment(columns, wanted, cells, level))

    def ahead(self, columns: Columns) -> None:
        """Count for a newer moment what was asked last, and for a new base what all questions share."""
        sums_of(columns)
        kinds.kinds_of(columns)
        for (_, level), wanted in list(self._asked.items()):
            self.of(columns, wanted, None, level)

    def _note(self, wanted: Filter, level: int) -> None:
        with self._guard:
            self._asked[wanted.digest, level] = wanted
            self._asked.move_to_end((wanted.digest, level))
            while len(self._asked) > AHEAD:
                self._asked.popitem(last=False)

    def warm(self, old: Columns, new: Columns) -> None:
        """Count for a new base what was asked of the old one."""
        sums_of(new)
        kinds.kinds_of(new)
        for wanted in list(old.held.get(TABLES, ())):
            self.count(new, wanted)

    def count(self, columns: Columns, wanted: Filter) -> Table:
        """The cells of the base alone, at the finest level."""
        bases: OrderedDict[Filter, Table] = columns.held.setdefault(TABLES, OrderedDict())
        found = self._kept(bases, wanted)
        return (
            found
            if found is not None
            else self._keep(bases, wanted, _table(as_settled(columns), wanted, None, WORLD_LEVEL))
        )

    def _kept(self, among: OrderedDict[Any, Table], name: Any) -> Table | None:
        with self._guard:
            if name not in among:
                return None
            among.move_to_end(name)
            return among[name]

    def _keep(self, among: OrderedDict[Any, Table], name: Any, made: Table) -> Table:
        with self._guard:
            among[name] = made
            while len(among) > REMEMBERED:
                among.popitem(last=False)
        return made


@dataclass(frozen=True, slots=True)
class Table:
    """Cells in the order of the curve, with their totals; ``first``: the key of an incident in each."""

    codes: Array
    totals: Totals
    first: Array


def marks_of(
    columns: Columns, wanted: Filter, keys: Array | None, box: Box, zoom: int, tables: Tables | None = None
) -> Marks:
    """Group what lies in the box by cells of the zoom; coarser where there would be more than ``MAX_MARKS``."""
    level = min(32, max(1, min(22, zoom) + CELLS_A_TILE + (4 if zoom >= LONE_ZOOM else 0)))
    whole = box.west <= box.east
    while level > 1 and _size(box, level) > MAX_CELLS:
        level -= 1
    if keys is None and whole and wanted == NO_FILTER:
        return _marks_of_grid(columns, box, level, lambda grid: _by_sums(columns, box, grid))
    coarse = tables is not None and level <= WORLD_LEVEL and columns.count > SMALL
    if coarse and tables is not None and keys is None and whole and level <= kinds.LEVEL and by_kind_only(wanted):
        told = tables.by_kind
        return _marks_of_grid(
            columns,
            box,
            level,
            lambda grid: _by_table(columns, wanted, None, box, grid, told(columns, wanted, grid.level)),
        )
    if keys is None and whole and not (coarse and tables is not None and tables.ready(columns, wanted)):
        return _marks_of_grid(columns, box, level, lambda grid: _by_cells(columns, wanted, box, grid))
    if coarse and tables is not None and whole:
        return _marks_of_grid(
            columns,
            box,
            level,
            lambda grid: _by_table(columns, wanted, keys, box, grid, tables.of(columns, wanted, keys, grid.level)),
        )
    found = select(columns, wanted, keys, box)
    while True:
        made = _table_of(found, level)
        if len(made.codes) <= MAX_MARKS or level <= 1:
            break
        level -= 1
    lone = made.first[made.totals.count == 1].tolist()
    return Marks(features(columns, made.totals), lone, len(found))


def _table(columns: Columns, wanted: Filter, keys: Array | None, level: int) -> Table:
    """The cells of the world; without a point an incident is in none."""
    nowhere = np.empty(0, np.int64) if wanted.located is False else keys
    return _table_of(select(columns, replace(wanted, located=True), nowhere), level)


def _table_of(found: Selection, level: int) -> Table:
    """The cells of all that was found; it must have points."""
    columns, bits = found.columns, np.uint64(2 * (32 - level))
    rows: Any = found.base if isinstance(found.base, slice) else np.sort(found.base, kind="stable")
    cells = columns.base["morton"][rows] >> bits
    starts = np.flatnonzero(np.concatenate([[True], cells[1:] != cells[:-1]])) if len(cells) else np.empty(0, np.int64)
    late = columns.tail["morton"][found.tail] >> bits
    codes = np.union1d(cells[starts], late)
    totals, first = nothing(len(codes), columns), np.zeros(len(codes), np.int64)
    runs = np.searchsorted(codes, cells[starts])
    totals.add_sorted(columns.base, rows, starts, runs)
    first[runs] = columns.base["key"][rows][starts]
    owner = np.searchsorted(codes, late)
    totals.add(columns.tail, found.tail, owner)
    alone = totals.count[owner] == 1
    first[owner[alone]] = columns.tail["key"][found.tail[alone]]
    return Table(codes, totals, first)


def _coarser(table: Table, steps: int) -> Table:
    """The same incidents in cells of a level further up; the cells' order stays that of the curve."""
    if not steps or not len(table.codes):
        return table
    cells = table.codes >> np.uint64(2 * steps)
    starts = np.flatnonzero(np.concatenate([[True], cells[1:] != cells[:-1]]))
    count, x, y, types, statuses = (np.add.reduceat(getattr(table.totals, name), starts, axis=0) for name in SUMMED)
    low = np.minimum.reduceat(table.totals.low, starts, axis=0)
    high = np.maximum.reduceat(table.totals.high, starts, axis=0)
    totals = Totals(count, x, y, types, statuses, low, high)
    return Table(cells[starts], totals, table.first[starts])


def _of_moment(columns: Columns, wanted: Filter, table: Table, level: int) -> Table:
    """A table of the base alone, less the dead and with the tail. Bounds may be a little wide where something died."""
    bits, base = np.uint64(2 * (32 - level)), columns.base
    everywhere = replace(wanted, located=True)
    none, tail = np.empty(0, np.int64), np.arange(len(columns.tail["key"]))
    late = among_rows(columns, everywhere, None, WORLD_BOX, none, tail).tail
    dead: Any = among_rows(as_settled(columns), everywhere, None, WORLD_BOX, np.flatnonzero(columns.dead), none).base
    if not len(late) and not len(dead):
        return table
    codes = np.union1d(table.codes, columns.tail["morton"][late] >> bits)
    totals, first = nothing(len(codes), columns), np.zeros(len(codes), np.int64)
    at = np.searchsorted(codes, table.codes)
    first[at] = table.first
    for name in (*SUMMED, "low", "high"):
        getattr(totals, name)[at] = getattr(table.totals, name)
    come = np.searchsorted(codes, columns.tail["morton"][late] >> bits)
    totals.add(columns.tail, late, come)
    gone = np.searchsorted(codes, base["morton"][dead] >> bits)
    totals.add(base, dead, gone, sign=-1)
    touched = np.unique(np.concatenate([come, gone]))
    alone = touched[totals.count[touched] == 1]
    if len(alone):
        left = _table_of(_within(columns, everywhere, None, WORLD_BOX, codes[alone], level), level)
        first[np.searchsorted(codes, left.codes)] = left.first
    some = np.flatnonzero(totals.count)
    return Table(codes[some], totals.some(some), first[some])


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a view in the order of the curve; ``edge``: those that the box may cut."""

    level: int
    codes: Array
    edge: Array


def _marks_of_grid(
    columns: Columns, box: Box, level: int, ask: Callable[[Grid], list[tuple[Totals, list[int]]]]
) -> Marks:
    """Ask for the cells of the view, and for coarser ones while there are too many."""
    while True:
        parts = ask(_grid(box, level))
        if sum(np.count_nonzero(totals.count) for totals, _ in parts) <= MAX_MARKS or level <= 1:
            break
        level -= 1
    return Marks(
        [one for totals, _ in parts for one in features(columns, totals)],
        [key for _, lone in parts for key in lone],
        sum(int(totals.count.sum()) for totals, _ in parts),
    )


def _sides(box: Box, level: int) -> tuple[Array, Array]:
    """Numbers of the columns and rows of cells that the box touches."""
    x, y = mercator(np.array([box.south, box.north]), np.array([box.west, box.east]))
    shift = 32 - level
    across = np.arange(int(x[0]) >> shift, (int(x[1]) >> shift) + 1, dtype=np.uint64)
    return across, np.arange(int(y[1]) >> shift, (int(y[0]) >> shift) + 1, dtype=np.uint64)


def _size(box: Box, level: int) -> float:
    """About how many cells the box touches."""
    (left, right), (bottom, top) = mercator(np.array([box.south, box.north]), np.array([box.west, box.east]))
    cell = float(1 << (32 - level))
    width = (int(right) - int(left)) % WORLD
    return (width // cell + 2) * ((int(bottom) - int(top)) // cell + 2)


def _grid(box: Box, level: int) -> Grid:
    """The cells at the rim of the view are at the edge, but for those at the edge of the world."""
    across, down = _sides(box, level)
    codes = (spread(across)[None, :] | (spread(down)[:, None] << np.uint64(1))).ravel()
    rim = np.zeros((len(down), len(across)), bool)
    for cells, cut in (
        (rim[0, :], box.north < 90),
        (rim[-1, :], box.south > -90),
        (rim[:, 0], box.west > -180),
        (rim[:, -1], box.east < 180),
    ):
        cells |= cut
    order = np.argsort(codes)
    return Grid(level, codes[order], rim.ravel()[order])


def _by_table(
    columns: Columns, wanted: Filter, keys: Array | None, box: Box, grid: Grid, table: Table
) -> list[tuple[Totals, list[int]]]:
    """Whole cells from the world's table, those at the edge row by row."""
    inner = grid.codes[~grid.edge]
    at = np.flatnonzero(np.isin(table.codes, inner))
    totals = table.totals.some(at)
    lone = table.first[at][totals.count == 1].tolist()
    edge = grid.codes[grid.edge]
    rim = _table_of(_within(columns, wanted, keys, box, edge, grid.level), grid.level)
    return [(totals, lone), (rim.totals, rim.first[rim.totals.count == 1].tolist())]


def _within(columns: Columns, wanted: Filter, keys: Array | None, box: Box, codes: Array, level: int) -> Selection:
    """What is in the box and in one of the cells and matches."""
    bits, base = np.uint64(2 * (32 - level)), columns.base
    starts = np.searchsorted(base["morton"], codes << bits)
    stops = np.searchsorted(base["morton"], ((codes + np.uint64(1)) << bits) - np.uint64(1), side="right")
    rows, _ = runs_of(starts, stops)
    tail = np.flatnonzero(np.isin(columns.tail["morton"] >> bits, codes))
    return among_rows(columns, wanted, keys, box, rows, tail)


def _by_cells(columns: Columns, wanted: Filter, box: Box, grid: Grid) -> list[tuple[Totals, list[int]]]:
    """All rows of the cells of the view, once."""
    base, bits, codes = columns.base, np.uint64(2 * (32 - grid.level)), grid.codes
    placed = np.searchsorted(base["morton"], np.uint64(2**64 - 1))
    starts = np.searchsorted(base["morton"], codes << bits)
    stops = np.searchsorted(base["morton"], ((codes + np.uint64(1)) << bits) - np.uint64(1), side="right")
    stops = np.minimum(stops, placed)
    totals, first = nothing(len(codes), columns), np.zeros(len(codes), np.int64)
    own = [one for one in (wanted.bbox, bounds_of(wanted.area)) if one is not None]
    for edge, boxes in ((False, own), (True, [box, *own])):
        at = np.flatnonzero((grid.edge == edge) & (stops > starts))
        part, keys = cells_of(columns, tests_of(columns, wanted, boxes), starts[at], stops[at])
        first[at] = keys
        for name in (*SUMMED, "low", "high"):
            getattr(totals, name)[at] = getattr(part, name)
    every = np.arange(len(columns.tail["key"]))
    late = among_rows(columns, replace(wanted, located=True), None, box, every[:0], every).tail
    if wanted.located is not False and len(late):
        cell = np.searchsorted(codes, columns.tail["morton"][late] >> bits)
        totals.add(columns.tail, late, cell)
        alone = totals.count[cell] == 1
        first[cell[alone]] = columns.tail["key"][late[alone]]
    return [(totals, first[totals.count == 1].tolist())]


def _by_sums(columns: Columns, box: Box, grid: Grid) -> list[tuple[Totals, list[int]]]:
    """Without a filter: whole cells by running sums, those at the edge row by row."""
    base, bits, codes, edge = columns.base, np.uint64(2 * (32 - grid.level)), grid.codes, grid.edge
    placed = np.searchsorted(base["morton"], np.uint64(2**64 - 1))
    starts = np.searchsorted(base["morton"], codes << bits)
    stops = np.searchsorted(base["morton"], ((codes + np.uint64(1)) << bits) - np.uint64(1), side="right")
    stops = np.minimum(stops, placed)
    totals = totals_of(columns, starts, np.where(edge, starts, stops))
    inside = box_test(box)
    rows, owner = runs_of(starts, np.where(edge, stops, starts))
    keep = inside(lambda name: base[name][rows]) & ~columns.dead[rows]
    totals.add(base, rows[keep], owner[keep])
    if columns.dying:
        _take_out_the_dead(columns, totals, starts, stops, edge)
    tail = np.flatnonzero(inside(lambda name: columns.tail[name]))
    cell = np.searchsorted(codes, columns.tail["morton"][tail] >> bits)
    totals.add(columns.tail, tail, cell)
    alone = totals.count == 1
    rows, owner = runs_of(np.where(alone, starts, 0), np.where(alone, stops, 0))
    keep = inside(lambda name: base[name][rows]) & ~columns.dead[rows]
    lone = base["key"][rows[keep]].tolist() + columns.tail["key"][tail[alone[cell]]].tolist()
    return [(totals, lone)]


def _take_out_the_dead(columns: Columns, totals: Totals, starts: Array, stops: Array, edge: Array) -> None:
    """Rows of whole cells that are no more. A cluster's bounds may be a little wide until the tail is settled."""
    dead = np.flatnonzero(columns.dead)
    owner = np.searchsorted(starts, dead, side="right") - 1
    held = (owner >= 0) & (dead < stops[owner]) & ~edge[owner]
    totals.add(columns.base, dead[held], owner[held], sign=-1)
