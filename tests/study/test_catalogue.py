"""What a person types in a file or field of a study, as the study keeps it."""

from __future__ import annotations

import pytest

from kembar.problems import UnknownNameError
from kembar.study.catalogue import language_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *((code, code) for code in ("pl", "tr", "hi", "id", "zh", "ban", "fil")),
        *(("pt-BR", "pt"), ("zh-TW", "zh"), ("zh-Hant-TW", "zh"), ("en_GB", "en"), (" KO ", "ko")),
    ],
)
def test_a_code_of_a_language_is_taken_without_its_region(text: str, code: str) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize("text", ["english", "zz", "eng", "en-", "en GB", "-", "q", "xx-EN"])
def test_what_is_no_code_of_a_language_is_refused(text: str) -> None:
    with pytest.raises(UnknownNameError, match=r"There is no language called .* such as en, "):
        language_of(text)
