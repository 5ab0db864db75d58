"""Pictures of `alcto_core.telling.charts` and `timeline` as lines of text: blocks and braille, or ASCII alone.

Nothing in them rests on colour: what is counted is solid, what is planned hatched, the line that is needed dashed. May
import `alcto_core.telling` and what lies below, and of Textual only `Content`.
"""
