"""A plugin that goes on loading after it was left behind prints into nobody's output."""

from __future__ import annotations

import sys
import threading

from alcto_core.host.left_behind import quieten


def test_what_a_plugin_prints_after_it_was_left_behind_is_dropped(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdout", sys.stdout)
    monkeypatch.setattr(sys, "stderr", sys.stderr)
    may_go_on = threading.Event()

    def late() -> None:
        may_go_on.wait()
        sys.stdout.write("NOISE\n")
        sys.stderr.write("NOISE\n")
        sys.stdout.write("NOISE")

    plugin = threading.Thread(target=late)
    plugin.start()
    quieten(frozenset((plugin.ident,)))
    may_go_on.set()
    plugin.join()
    sys.stdout.write("{}\n")
    sys.stderr.write("said\n")
    assert capsys.readouterr() == ("{}\n", "said\n")


def test_other_threads_are_heard_and_the_stream_stays_what_it_was(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdout", sys.stdout)
    monkeypatch.setattr(sys, "stderr", sys.stderr)
    encoding = sys.stdout.encoding
    quieten(frozenset((0,)))
    sys.stdout.write("heard\n")
    assert sys.stdout.encoding == encoding
    assert capsys.readouterr().out == "heard\n"
