"""Proof of activities: chosen, opened, looked through, with reflections."""
