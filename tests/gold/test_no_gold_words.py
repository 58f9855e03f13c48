"""No sentence of a gold document stands in vocabulary, codebook or cases: rules must not learn them by heart."""

import re
from collections.abc import Iterator
from pathlib import Path

from kembar.agreement import gold

SETS = Path(__file__).parent
ROOT = SETS.parent.parent
#: A run of so many letters in both is no chance; Korean and Japanese say more in fewer.
LETTERS, LETTERS_EAST = 32, 16
EAST = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
#: Names of bodies and laws, which no author has made.
BODIES = ("commonwealthlocalgovernmentforum", "undangundangnomor23tahun2014tentangpemerintahandaerah")
SPLIT = re.compile(r"[\n|,;:\[\]{}\"]+|(?<=[.!?。])\s+")


def letters(text: str) -> str:
    """The letters and digits of a text, small."""
    return "".join(char for char in text.lower() if char.isalnum())


def pieces() -> Iterator[tuple[str, str]]:
    """Every stretch of the vocabulary that is long enough to be a sentence, with its file."""
    for path in [*(ROOT / "kembar").rglob("*.yaml"), *(ROOT / "tests" / "cases").rglob("*.yaml")]:
        if "examples" in path.parts:
            continue
        for piece in SPLIT.split(path.read_text(encoding="utf-8")):
            plain = letters(piece)
            if len(plain) >= (LETTERS_EAST if EAST.search(plain) else LETTERS):
                yield path.relative_to(ROOT).as_posix(), plain


def test_no_sentence_of_a_gold_document_is_vocabulary() -> None:
    documents = [
        letters((SETS / name / "docs" / line["doc"]).read_text(encoding="utf-8"))
        for name in ("dev", "more", "wide", "varied", "harder", "unread")
        for line in gold.read(SETS / name)
    ]
    known = "\n".join(documents)
    assert letters(gold.read(SETS / "dev")[0]["records"][0]["quote"]) in known
    assert len(list(pieces())) > 100
    found = sorted({(file, piece) for file, piece in pieces() if piece in known and piece not in BODIES})
    assert found == []
