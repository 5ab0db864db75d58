"""The screens of alcto: Textual on top of `alcto_core`, which decides everything.

State goes down: the app owns one frozen `Overview`, and screens are bound to it. Messages go up (`messages`). A
widget never computes, never writes and never imports the app.
"""
