"""Why this place: one sentence for an analyst."""

from __future__ import annotations

from app.toponyms.mention import Mention
from app.toponyms.options import Option, kilometres
from app.toponyms.rank import Resolution

STRAY_BELOW = 30_000
DENIED_BELOW = 100_000
"""Smaller places that the text puts elsewhere than the gazetteer has them are others."""
STRAY_ALIAS_BELOW = 200_000
STRAY = "no place called so lies in a country of which the text speaks; the likeliest is listed as a runner-up"
_NEAR_KM = 150.0


def reason_of(mention: Mention, resolution: Resolution, country_name: str | None) -> str:
    """One sentence that names the strongest ground for the choice."""
    option = resolution.belief[0][0]
    name = option.feature.name
    total = mention.entry.total
    if option.name_kind == "demonym":
        return f"word for what belongs to {name}"
    if total == 1:
        return f"the only place in the gazetteer called so ({name}{_in(option, country_name)})"
    places = f"{total} places called so"
    if mention.container is not None and (_has(resolution, "in_next_area") or _has(resolution, "in_next_country")):
        return f"the one of {places} that lies in {mention.container.options[0].feature.name}, named right after it"
    if option.level == "country":
        return f"the country, first among {places}"
    anchor = resolution.anchor
    if anchor is not None:
        distance = kilometres(anchor.unit, option.unit)
        if 0.5 < distance < _NEAR_KM:
            return f"{name}: of {places} the one {distance:.0f} km from {anchor.feature.name}, which the text names too"
    if _has(resolution, "country_named") or _has(resolution, "country_share"):
        most = "the most populous" if _has(resolution, "biggest") else "the likeliest"
        return f"{most} of {places}{_in(option, country_name)}, of which the text speaks"
    if _has(resolution, "biggest"):
        return f"the most populous of {places}{_in(option, country_name)}; the text gives no other hint"
    return f"the likeliest of {places}{_in(option, country_name)} by kind and name"


LOCAL_COMPANY = 1.0
"""Other places that the article names at least, before a park far from them is another town's."""


def is_stray(mention: Mention, resolution: Resolution) -> bool:
    """A little place of a country of which nothing else in the article speaks: hardly the one that is meant."""
    option = resolution.belief[0][0]
    if mention.cues == ("H",) and option.feature.feature_class in "PA":
        return True  # the river of that name, which the gazetteer lacks, may flow anywhere
    small = option.level in ("city", "admin2", "site") and option.feature.population < DENIED_BELOW
    if mention.denied and (small or option.level == "admin1"):
        return not resolution.clue("in_next_area") + resolution.clue("in_next_country")
    limit = STRAY_ALIAS_BELOW if option.name_kind in ("alternate", "transliterated", "historical") else STRAY_BELOW
    little = option.level in ("city", "admin2", "site") and option.feature.population < limit
    supported = resolution.clue("country_share") + resolution.clue("country_named_share") > 0.03
    named = resolution.clue("in_next_area") + resolution.clue("in_next_country") + resolution.clue("outlet") > 0
    if mention.local and little and not named and resolution.company >= LOCAL_COMPANY:
        return resolution.clue("near_200") < 0.2
    return little and not supported and not named and resolution.clue("near_200") < 0.2 and resolution.company >= 1.5


def _has(resolution: Resolution, feature: str) -> bool:
    return resolution.clue(feature) > 0.15


def _in(option: Option, country_name: str | None) -> str:
    return f" in {country_name}" if country_name and option.level != "country" else ""
