"""Widgets of alcto. They show values that they are given and know neither the app nor the records folder."""
