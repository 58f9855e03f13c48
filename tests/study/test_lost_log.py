"""A log that was lost is told, and no empty one takes its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kembar import dates
from kembar.problems import StoreError
from kembar.study import Study
from kembar.types import Coding


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _judged(study: Study) -> None:
    study.memo("tie", "the first source")


def _by_hand(study: Study) -> None:
    quote = study.quote("tie", "Surabaya and the city of Busan", ("act", "pair", "start"))
    scouts = Coding("activity", "student_exchange", (quote,), study.pairs[0].pair, start=dates.of_edtf("1996"))
    assert study.code_by_hand(scouts, by="Ana")[1] == ()


@pytest.mark.parametrize("use", [Study.code, _judged, _by_hand])
@pytest.mark.parametrize("lose", [Path.unlink, _emptied])
@pytest.mark.parametrize("read_only", [False, True])
def test_a_lost_log_is_told_and_not_replaced(
    study: Study, inbox: Path, use: Callable[[Study], object], lose: Callable[[Path], None], read_only: bool
) -> None:
    study.add(inbox)
    use(study)
    study.close()
    lose(study.folder.store)
    with Study(study.folder.root, read_only) as again:
        for _ in range(2):
            (told,) = again.problems().errors
            assert (told.where, told.severity) == ("study.db", "error")
            assert told.message.startswith(
                "the readings and judgements are gone: study.db is missing or empty; restore it from a copy"
            )
        for verb in (again.code, again.casebase):
            with pytest.raises(StoreError, match="restore it from a copy"):
                verb()
    assert not study.folder.store.is_file() or study.folder.store.stat().st_size == 0


def test_a_log_lost_while_it_is_open_or_replaced_by_an_empty_one_is_told(study: Study, inbox: Path) -> None:
    study.add(inbox)
    study.code()
    study.close()
    kept, cache = study.folder.store.read_bytes(), study.folder.cache
    away = cache.with_name("away.db")
    study.folder.store.unlink()
    cache.rename(away)
    with Study(study.folder.root) as other:
        assert other.store.seq == (0, 0), "without cache.db it begins anew"
    cache.unlink(missing_ok=True)
    away.rename(cache)
    assert [p.where for p in study.problems().errors] == ["study.db"]
    study.folder.store.write_bytes(kept)
    assert study.problems() == ()
    assert study.readings()


def test_a_study_that_was_never_used_has_lost_nothing(study: Study, inbox: Path) -> None:
    study.add(inbox)
    study.close()
    study.folder.store.unlink()
    assert study.problems() == ()
    assert study.code().sources
