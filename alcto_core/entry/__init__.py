"""What a person typed, read: one reader for each kind of value, one form of an entry, and what it can begin with.

Forms, verbs and the import of a sheet stand on it. It knows neither the screens nor the command line.
"""
