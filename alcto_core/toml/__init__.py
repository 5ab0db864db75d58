"""The text of a TOML file: where everything stands in it, how it is written, edited and put right.

`layout` finds tables, keys and values, `tokens` their ends; `writing` makes new text and `patches` changes no byte but
those of the record that is edited; `diagnosis` and `repairs` say why a file cannot be read and how the line should be;
`placing` gives faults their lines. Knows nothing of a record but the order of its keys. Imports no other room.
"""
