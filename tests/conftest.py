"""Tests of a language that is not there are skipped: a language is a folder, and a folder may be taken away.

``@pytest.mark.language("ja")`` names the language that a test, or one case of it (``marks=``), is about;
``@pytest.mark.language(of="code")`` says that each case is about the language its parameter ``code`` names.
"""

import pytest

from kembar import languages


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test that needs a language without a folder."""
    cases = getattr(item, "callspec", None)
    for mark in item.iter_markers("language"):
        needed = [*mark.args, *([cases.params[mark.kwargs["of"]]] if cases and "of" in mark.kwargs else ())]
        missing = [code for code in needed if code and code not in languages.codes()]
        if missing:
            pytest.skip(f"no folder of the language {', '.join(missing)}")
