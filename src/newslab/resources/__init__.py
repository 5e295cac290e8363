"""Data built into the package; ``gazetteer/ORIGIN.md`` and the head of each file say where it comes from."""
