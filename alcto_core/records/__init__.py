"""The person's own file: its types, how it is read, what can be wrong in it, and how it is saved.

Imports nothing of alcto but `hours`, `dates`, `problems`, `text` and `system`. Rules, evaluation and the
command line build on it; a record never knows what it counts for.
"""
