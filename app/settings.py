"""Every setting of the program, in one place; read by ``app.main`` and ``app.cli`` alone and passed down.

Each field is the variable ``INCIDENTS_<NAME>`` and, in the CLI, the flag of the same name. A list is given with commas.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app.errors import SettingError

Names = Annotated[tuple[str, ...], NoDecode]
"""A tuple of words, written with commas in a variable."""


class Settings(BaseSettings):
    """All settings with their defaults; frozen."""

    model_config = SettingsConfigDict(env_prefix="INCIDENTS_", frozen=True, extra="ignore")

    database_url: str = Field("sqlite:///incidents.db", description="Address of the database (SQLAlchemy's form).")
    gazetteer: Path = Field(
        Path(__file__).resolve().parents[1] / "build" / "gazetteer.db",
        description="The gazetteer's file, made by `incidents gazetteer build`.",
    )
    model: str = Field("en_core_web_sm", description="Name of the spaCy pipeline that reads English.")
    max_characters: int = Field(2_000_000, ge=1, description="Longest article that is taken, in characters.")

    fallback_geocoder: str = Field(
        "", description="geopy's name of an online geocoder, asked for names that the gazetteer lacks; empty: none."
    )
    fallback_domain: str = Field("", description="Host of that geocoder, where it is not the public one.")
    fallback_scheme: str = Field("https", pattern="^https?$", description="Scheme of that geocoder: https or http.")
    fallback_user_agent: str = Field("incident-map", description="How the service names itself to that geocoder.")
    fallback_seconds: float = Field(1.0, ge=0, description="Least seconds between two questions to that geocoder.")

    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on.")
    workers: int = Field(1, ge=1, le=256, description="Serving processes.")
    extract_workers: int = Field(
        1,
        ge=0,
        le=64,
        description="Processes that read articles for POST /extract and /articles; 0: none, both answer 503.",
    )
    extract_timeout: float = Field(60.0, gt=0, description="Seconds that one extraction may take.")
    extract_queue: int = Field(16, ge=1, description="Extractions that may wait; more get 503.")
    query_timeout: float = Field(20.0, gt=0, description="Seconds that one query may take.")
    root_path: str = Field("", description="Path prefix under which a proxy serves this service, as /incidents.")
    public_url: str = Field(
        "", description="Address by which readers reach the service; links use it. Empty: the request's own."
    )
    static: Path = Field(Path(__file__).resolve().parents[1] / "static", description="Folder of the front end's files.")

    title: str = Field("Incident Map", description="Name of the service on its pages.")
    open_reading: bool = Field(True, description="Whether reading needs no token.")
    open_articles: bool = Field(
        False, description="Whether readers without a token get whole texts instead of excerpts."
    )
    open_extract: bool = Field(True, description="Whether POST /extract needs no token.")
    frame_ancestors: Names = Field(("*",), description="Sites that may frame /embed (CSP sources).")
    cors_origins: Names = Field(("*",), description="Origins that may read the data from a browser.")
    trusted_proxies: Names = Field((), description="Proxies whose X-Forwarded-For is believed, for rate limits.")
    tiles_url: str = Field(
        "",
        description="Tiles in place of the own base map: XYZ or WMTS address with {z}, {x}, {y}, or a .pmtiles file.",
    )
    tiles_attribution: str = Field("", description="Who made those tiles, as the map has to say.")

    max_body: int = Field(8_000_000, ge=1024, description="Largest request body in bytes (after decompression).")
    max_batch: int = Field(1000, ge=1, description="Most articles in one POST /articles.")
    rate_reads: int = Field(0, ge=0, description="Reads a minute and address; 0: no limit.")
    rate_extracts: int = Field(60, ge=0, description="Extractions a minute and address; 0: no limit.")
    rate_writes: int = Field(600, ge=0, description="Writes a minute and token; 0: no limit.")

    @field_validator("frame_ancestors", "cors_origins", "trusted_proxies", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("frame_ancestors")
    @classmethod
    def _csp_source(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for source in value:
            if any(sign in source for sign in ';,"\r\n ') or not source.isascii():
                raise ValueError(f"{source!r} is no CSP source such as https://news.example or *")
        return value

    @field_validator("tiles_url")
    @classmethod
    def _tiles(cls, value: str) -> str:
        if not value:
            return value
        if not value.isascii() or any(sign in value for sign in ";, \r\n\"'"):
            raise ValueError("holds signs that an address of tiles cannot have")
        if not value.startswith(("http://", "https://")):
            raise ValueError("begins with http:// or https://")
        schemes = (("{z}", "{x}", "{y}"), ("{TileMatrix}", "{TileCol}", "{TileRow}"))
        file = urlsplit(value).path.endswith(".pmtiles")
        if not file and not any(all(part in value for part in parts) for parts in schemes):
            raise ValueError("holds {z}, {x} and {y} (WMTS: {TileMatrix}, {TileCol}, {TileRow}), or ends with .pmtiles")
        return value

    @field_validator("root_path")
    @classmethod
    def _prefix(cls, value: str) -> str:
        value = value.rstrip("/")
        if value and not value.startswith("/"):
            raise ValueError("begins with a slash, as /incidents")
        return value

    @field_validator("public_url")
    @classmethod
    def _address(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("is a whole address, as https://maps.example/incidents")
        return value.rstrip("/")


def read_settings(**flags: object) -> Settings:
    """Settings from the environment; a flag that is not None stands above it.

    Raises:
        SettingError: a value cannot be; the text names the variable, the value and why.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "?"
        raise SettingError(f"INCIDENTS_{name.upper()}={first['input']!r}: {first['msg']}") from error
