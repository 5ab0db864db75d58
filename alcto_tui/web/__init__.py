"""The screens in a browser on the same computer: `alcto web`, with the libraries of the extra `web`.

`server` answers the browser, `tabs` keeps a process with the screens for each tab, and `tab` is what runs in it.
"""
