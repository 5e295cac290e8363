"""What several tests share: where the shared material lies, and a cache of their own."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import pytest

mpl.use("Agg")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Tests neither read nor fill the user's cache and places."""
    patch = pytest.MonkeyPatch()
    patch.setenv("NEWSLAB_GAZETTEER", str(tmp_path_factory.mktemp("places")))
    patch.setenv("NEWSLAB_CACHE", str(tmp_path_factory.mktemp("cache")))
    yield
    patch.undo()


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared folder beside the checkout; tests that read it skip where it is absent."""
    folder = ROOT.parent / "shared"
    if not (folder / "drops").is_dir():
        pytest.skip("the shared folder is not beside the checkout")
    return folder
