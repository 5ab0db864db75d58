"""Rules as data: the vocabulary that rule files are written in, their reading, and the windows they open.

Knows nothing of one person's records: `alcto_core.evaluation` brings the two together.
"""
