"""alcto: what a technology director still owes to each certifying authority, and why."""

__version__ = "0.1.0"
