"""The records file: its problems, earlier states, backups, second copies, conflicts."""
