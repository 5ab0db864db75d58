"""What a person hands in or keeps: entries, the form, reports, copies of the records, packets.

Here stands what each paper holds; `writers` put it into a format, each library imported by its own writer alone.
Above `telling`, whose pages and sentences are laid out; the verbs and the screens import it.
"""
