"""The rules of wa-architect for alcto: the TOML files in `rules`, and in `cases` what they must come to."""

ALCTO_API = 1
