"""The three lists of packages agree: pyproject.toml is the source of truth."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version


def declared(root: Path, *groups: str) -> dict[str, Requirement]:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *(x for g in groups for x in project["optional-dependencies"][g])]
    return {canonicalize_name(r.name): r for r in map(Requirement, lines)}


def pinned(root: Path) -> dict[str, Version]:
    lines = (root / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = dict(line.split("==") for line in lines if line and not line.startswith("#"))
    return {canonicalize_name(k): Version(v) for k, v in pins.items()}


def test_environment_yml_names_the_same_packages(root: Path) -> None:
    spec = yaml.safe_load((root / "environment.yml").read_text(encoding="utf-8"))
    conda = [x for x in spec["dependencies"] if isinstance(x, str)]
    pip = next(x["pip"] for x in spec["dependencies"] if isinstance(x, dict))
    # conda writes a version as "name>=1.2"; pip's own list holds what conda's channel lacks
    listed = {
        canonicalize_name(r.name): r
        for r in map(Requirement, [x for x in [*conda, *pip] if not x.startswith(("python", "pip"))])
    }
    wanted = declared(root, "test")
    assert set(listed) == set(wanted)
    assert {n: str(r.specifier) for n, r in listed.items()} == {n: str(r.specifier) for n, r in wanted.items()}


def test_constraints_pin_every_package_within_its_range(root: Path) -> None:
    pins = pinned(root)
    for name, requirement in declared(root, "test").items():
        assert name in pins, f"{name} is not pinned in constraints.txt"
        assert pins[name] in requirement.specifier, f"{name} is pinned to {pins[name]}, outside {requirement.specifier}"


def test_constraints_hold_no_address_and_no_squatted_name(root: Path) -> None:
    text = (root / "constraints.txt").read_text(encoding="utf-8")
    assert not re.search(r"://|--index|@|999\.9\.9", text)
    assert "en-core-web-sm==" not in text
    assert "en-core-web-trf" not in text
