"""alcto's plugin for pytest: runs a rule author's cases, checks their rule files, and keeps screens as text.

Nothing here is imported before a folder with cases is collected or a fixture is asked for.
"""
