"""A second reading of rule files, written from `docs/rule-authors.md` and `docs/reference`, without a line of alcto.

It reads the keys that `known.py` names, and refuses a file with any other, so that nothing is passed over in silence.
"""
