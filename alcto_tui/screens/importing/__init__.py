"""A sheet or a calendar brought in."""
