"""The screens, one module each, in rooms by what a person does there.

`base` holds what they share; `doors` makes them, each imported when it is first asked for.
"""
