"""No dependency that a user installs may be under the GPL or AGPL; LGPL only where another licence may be chosen."""

import re
from importlib.metadata import PackageNotFoundError, distribution

# Packages that offer several licences of which a permissive one or the MPL is chosen here.
CHOSEN = {"tld": "MPL-1.1", "python-dateutil": "Apache-2.0"}
REFUSED = re.compile(r"\b[AL]?GPL|GNU (Affero |Lesser )?General Public", re.IGNORECASE)


def closure(name: str, seen: set[str]) -> set[str]:
    """Names of everything that installing a package brings, without extras."""
    key = re.sub(r"[-_.]+", "-", name).lower()
    if key in seen:
        return seen
    try:
        needs = distribution(key).requires or []
    except PackageNotFoundError:  # needed on another system only
        return seen
    seen.add(key)
    for need in needs:
        if "extra ==" not in need:
            closure(re.split(r"[ ;<>=!~\[(]", need, maxsplit=1)[0], seen)
    return seen


def licence_of(name: str) -> str:
    """Whatever a package says of its licence, in its fields and classifiers."""
    meta = distribution(name).metadata
    said = [meta.get("License-Expression") or "", (meta.get("License") or "")[:200]]
    said += [c for c in meta.get_all("Classifier") or [] if c.startswith("License")]
    return " | ".join(part for part in said if part)


def test_no_dependency_is_under_a_licence_that_binds_the_user() -> None:
    names = closure("kembar", set()) - {"kembar"}
    assert {"click", "msgspec", "pypdfium2", "lxml"} <= names
    bad = {n: licence_of(n) for n in names - set(CHOSEN) if REFUSED.search(licence_of(n))}
    assert bad == {}


def test_every_dependency_names_its_licence() -> None:
    names = closure("kembar", set()) - {"kembar"}
    silent = {name for name in names if not licence_of(name)}
    assert silent == set()
