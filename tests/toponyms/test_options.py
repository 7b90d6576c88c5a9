"""Which places a written form may mean."""

from app.toponyms.options import MAX_OPTIONS, Options, entry_of, form_of, kilometres
from gazetteer.feature import Feature, NameHit


def hit(id_, name, cls="P", code="PPL", country="US", admin1="TX", population=0, kind="official", lat=30.0, lon=-97.0):
    feature = Feature(
        id_, f"gn:{id_}", id_, name, lat, lon, cls, code, country, admin1, None, population, 1.0, None, None, "test"
    )
    return NameHit(feature, kind)


def test_form():
    assert form_of("US") == "code"
    assert form_of("Calif", ".") == "shortened"
    assert form_of("D.C.") == "shortened"
    assert form_of("Paris") == "word"
    assert form_of("MANILA") == "word"


def test_a_word_is_no_code_and_a_code_no_village():
    hits = [hit(1, "Oregon", "A", "ADM1", kind="abbreviation", population=4_000_000), hit(2, "Or", population=900)]
    assert [o.feature.id for o in entry_of("or", hits, "word").options] == [2]
    assert [o.feature.id for o in entry_of("or", hits, "code").options] == [1]


def test_a_nationality_outweighs_a_small_town():
    hits = [hit(1, "Canada", "A", "PCLI", "CA", None, 37_000_000, "demonym"), hit(2, "Canadian", population=2_600)]
    assert [o.feature.id for o in entry_of("canadian", hits).options] == [1]


def test_an_area_has_a_twin_where_its_city_bears_the_name():
    hits = [
        hit(1, "Kabul", "A", "ADM1", "AF", "13", 5_000_000, lat=34.5, lon=69.4),
        hit(2, "Kābul", "P", "PPLC", "AF", "13", 4_000_000, "alternate", lat=34.5, lon=69.2),
        hit(3, "Texas", "A", "ADM1", "US", "TX", 29_000_000),
    ]
    options = {o.feature.id: o for o in entry_of("kabul", hits).options}
    assert options[1].twin and not options[2].twin and not options[3].twin
    assert options[2].name_kind == "short"


def test_bounded():
    hits = [hit(i, "San José", population=i) for i in range(1, 200)]
    entry = entry_of("san jose", hits)
    assert len(entry.options) == MAX_OPTIONS
    assert entry.total == 199
    assert entry.options[0].feature.population == 199


def test_no_hits_no_entry():
    assert entry_of("nowhere", []) is None


def test_looks_up_once():
    class Index:
        asked = 0

        def lookup_key(self, key):
            self.asked += 1
            return [hit(1, "Waco", population=130_000)]

        def country(self, code):
            return None

    index = Index()
    options = Options(index)
    assert options.of("waco") is options.of("waco")
    assert index.asked == 1


def test_distance():
    kyiv, odesa = (50.45, 30.52), (46.48, 30.73)
    one, other = (entry_of("x", [hit(1, "x", lat=lat, lon=lon)]).options[0] for lat, lon in (kyiv, odesa))
    assert 435 < kilometres(one.unit, other.unit) < 447
