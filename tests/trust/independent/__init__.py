"""The rules of the shipped programs, read a second time from the sources and judged without a line of alcto.

Numbers, dates and readings stand here once more on purpose: what both sides share, neither can check.
"""
