"""What is told of one's records, as values: each page is made once, and laid out by the screens and by the verbs.

`page` is what a page is made of, `sentences` the parts of speech that all share. Decides nothing: what counts is
judged in `alcto_core.evaluation`. May import everything of the core but the command line.
"""
