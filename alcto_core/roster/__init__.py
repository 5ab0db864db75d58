"""Many people's records judged in one go, each in a line: who has met what, and what each lacks.

`walk` finds the files, `line` judges one of them, `crew` shares them among processes, `roll` keeps the lines in order
of need. Files are only read, and nothing is written beside them.
"""
