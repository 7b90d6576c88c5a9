"""A server of tiles on another origin, as the owners of tiles run them: pictures by address, and files by ranges."""

from __future__ import annotations

import io
import re
import struct
import threading
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

GREEN = (40, 160, 90)
LAST_ZOOM = 4


def png(red: int, green: int, blue: int) -> bytes:
    """A picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixel = zlib.compress(bytes([0, red, green, blue]))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")


def raster_pmtiles() -> bytes:
    """A PMTiles file of the whole world, one colour, down to ``LAST_ZOOM``."""
    return pmtiles(png(*GREEN), TileType.PNG, {})


def vector_pmtiles(layer: str) -> bytes:
    """A PMTiles file of vector tiles, each filled by one polygon of a layer."""
    return pmtiles(filled_tile(layer), TileType.MVT, {"vector_layers": [{"id": layer, "fields": {}}]})


def pmtiles(tile: bytes, kind: TileType, metadata: dict[str, Any]) -> bytes:
    """The whole world down to ``LAST_ZOOM``, every tile the same."""
    file = io.BytesIO()
    writer = Writer(file)
    for zoom in range(LAST_ZOOM + 1):
        for x in range(2**zoom):
            for y in range(2**zoom):
                writer.write_tile(zxy_to_tileid(zoom, x, y), tile)
    writer.tile_entries.sort(key=lambda entry: entry.tile_id)
    world = {"min_lon_e7": -1800000000, "min_lat_e7": -850000000, "max_lon_e7": 1800000000, "max_lat_e7": 850000000}
    centre = {"center_zoom": 0, "center_lon_e7": 0, "center_lat_e7": 0}
    kinds = {"tile_type": kind, "tile_compression": Compression.NONE}
    writer.finalize({"min_zoom": 0, "max_zoom": LAST_ZOOM, **world, **centre, **kinds}, metadata)
    return file.getvalue()


def filled_tile(layer: str) -> bytes:
    """A Mapbox Vector Tile 2.1 (protocol buffers) with one polygon that is larger than the tile by 64 of 4096."""

    def field(number: int, value: int | bytes) -> bytes:
        if isinstance(value, int):
            return varint(number << 3) + varint(value)
        return varint(number << 3 | 2) + varint(len(value)) + value

    def zigzag(value: int) -> int:
        return value * 2 if value >= 0 else -value * 2 - 1

    side = 4096 + 128
    # move to; three lines to; close: a ring that runs clockwise on the screen
    steps = [9, *map(zigzag, (-64, -64)), 26, *map(zigzag, (side, 0, 0, side, -side, 0)), 15]
    feature = field(3, 3) + field(4, b"".join(map(varint, steps)))
    return field(3, field(15, 2) + field(1, layer.encode()) + field(2, feature) + field(5, 4096))


def varint(value: int) -> bytes:
    """A number as protocol buffers have it: seven bits a byte, the lowest first."""
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


class TileServer:
    """Answers every address with a picture, or with ``files`` by ranges; ``open``: lets other sites read them."""

    def __init__(self, open_: bool = True) -> None:
        self.asked: list[str] = []
        self.files: dict[str, bytes] = {}
        self.open = open_
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.answer(self)

            def do_OPTIONS(self) -> None:
                self.send_response(204)
                self.send_header("Access-Control-Allow-Origin", "*")
                self.send_header("Access-Control-Allow-Headers", "Range")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """One tile, or a part of a file."""
        self.asked.append(request.path)
        file = self.files.get(request.path)
        wanted = re.match(r"bytes=(\d+)-(\d+)", request.headers.get("Range", ""))
        body = file or png(*GREEN)
        if file and wanted:
            first, last = int(wanted[1]), min(int(wanted[2]), len(file) - 1)
            request.send_response(206)
            request.send_header("Content-Range", f"bytes {first}-{last}/{len(file)}")
            body = file[first : last + 1]
        else:
            request.send_response(200)
        request.send_header("Content-Type", "application/octet-stream" if file else "image/png")
        request.send_header("Content-Length", str(len(body)))
        if self.open:
            request.send_header("Access-Control-Allow-Origin", "*")
        request.end_headers()
        request.wfile.write(body)

    def stop(self) -> None:
        """End it."""
        self._server.shutdown()
        self._server.server_close()
