"""What a rule author works with: schemas for editors, cases of files that are not installed, new packages, coverage.

Nothing here is needed to judge a person; it stands above the host and asks it for everything.
"""
