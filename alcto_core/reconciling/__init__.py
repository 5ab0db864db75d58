"""The records beside the official record: rows of its export and entries of the log, each with the one it is most like.

`reconciliation` is the way in, `setting` makes the one edit that notes what is shown there. Nothing here reads or
writes a file. May import `importing` and what lies below it.
"""
