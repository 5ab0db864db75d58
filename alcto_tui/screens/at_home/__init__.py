"""Home and what leads from it everywhere: charts, the search, help, the first run."""
