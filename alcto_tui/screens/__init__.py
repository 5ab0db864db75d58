"""The screens, one module each.

`frame` holds what they share; `doors` makes them, each imported when it is first asked for.
"""
