"""Features → the page, by folium, with every library and the base map inlined.

Texts of articles reach the page only as JSON that the page's script puts into ``textContent``; nothing of them is ever
part of its HTML or its code. A content security policy forbids the page to load anything at all.
"""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import folium
from branca.element import Element, Figure, MacroElement
from folium.template import Template

from app.errors import Missing

ATTRIBUTION = "Places: GeoNames (CC BY 4.0) · Base map: Natural Earth"
POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"


def snapshot_page(features: Sequence[dict[str, Any]], static: Path, title: str, day: date) -> str:
    """The page. ``features``: incidents as GeoJSON; ``static``: the folder of the built front end.

    :raises Missing: the front end has not been built.
    """
    figure = Figure(title=html.escape(title))
    page = _OfflineMap(tiles=None, location=(20, 10), zoom_start=2, zoom_control="topright", prefer_canvas=True)
    figure.add_child(page)
    header = figure.header
    header.add_child(Element(f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'), name="policy", index=0)
    header.add_child(_Inlined("script", _asset(static, "leaflet.js")), name="leaflet_js", index=1)
    header.add_child(_Inlined("style", _asset(static, "leaflet.css")), name="leaflet_css", index=2)
    header.add_child(_Inlined("style", _own("page.css")), name="page_css")
    header.add_child(_Inlined("script", _own("page.js")), name="page_js")
    data = {
        "title": title,
        "made": day.isoformat(),
        "attribution": ATTRIBUTION,
        "world": json.loads(_asset(static, "world.json")),
        "legend": json.loads(_file(static / "legend.json")),
        "features": list(features),
    }
    page.add_child(_Incidents(as_script(data)))
    return str(figure.render())


def as_script(data: object) -> str:
    """JSON that can stand inside a script element: no character in it can end the element or a line of code.

    Nor can it open an expression of Jinja: folium renders what its elements rendered once more. (Doubled braces
    and the like stand in strings alone: in the structure of JSON a quotation mark follows each opening brace.)
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for opening in ("{{", "{%", "{#"):
        text = text.replace(opening, f"{{\\u{ord(opening[1]):04x}")
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


class _OfflineMap(folium.Map):
    """folium's map without the addresses of its libraries on other hosts."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012  (folium's own name and kind)
    default_css: list[tuple[str, str]] = []  # noqa: RUF012


class _Inlined(Element):
    """A script or style element with its content, which is no template."""

    _template = Template("<{{ this.tag }}>{{ this.content }}</{{ this.tag }}>")

    def __init__(self, tag: str, content: str) -> None:
        super().__init__()
        self._name = "Inlined"
        self.tag = tag
        self.content = content


class _Incidents(MacroElement):
    """Calls the page's own script with the map and the data."""

    _template = Template(
        "{% macro script(this, kwargs) %}showIncidents({{ this._parent.get_name() }}, {{ this.data }});{% endmacro %}"
    )

    def __init__(self, data: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Incidents"
        self.data = data


def _asset(static: Path, name: str) -> str:
    return _file(static / "dist" / "snapshot" / name)


def _file(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        raise Missing(f"{path} is missing: the front end has not been built", "Build it with: make setup") from None


def _own(name: str) -> str:
    return resources.files("app.snapshot").joinpath(name).read_text("utf-8")
