"""The activities that are there, and where new ones are found: the log, the catalogue, certificates."""
