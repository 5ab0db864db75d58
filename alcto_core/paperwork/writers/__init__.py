"""One module for each format; in it one function for each kind of paper, named like the kind, from `Asked` to `Made`.

A module is imported when its format is asked for (`alcto_core.paperwork.kinds`), and may import a library of an extra.
"""
