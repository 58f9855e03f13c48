"""The version of the rules is told by what they are made of: code, words of all languages, and the gazetteer.

So a study reads its texts again exactly when something that could change a coding has changed, and nobody has to
remember to count a number up.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from kembar import languages
from kembar.places.database import manifest

_CODE = Path(__file__).parent


def version() -> str:
    """Return ``rules`` and eight digits of a hash over the files that the rules are made of."""
    total = sha256(str(manifest()["sha256"]).encode())
    shown = ("labels.yaml", "messages.yaml")  # to readers; the rules do not read them
    words = [path for kind in ("yaml", "tsv") for path in languages.FOLDER.rglob(f"*.{kind}") if path.name not in shown]
    code = [*_CODE.glob("*.py"), *_CODE.glob("*.yaml"), *_CODE.glob("*.tsv"), *languages.FOLDER.glob("*.py")]
    for path in sorted([*code, *words], key=lambda path: (path.parent.name, path.name)):
        total.update(path.name.encode() + path.read_bytes())
    return f"rules {total.hexdigest()[:8]}"
