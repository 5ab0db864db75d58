"""What stands on a screen that is too small for anything else."""

from __future__ import annotations

from alcto_tui.widgets.literal import Words


class TooSmall(Words):
    """A plain sentence; the screen's style shows it below 40 columns or 10 lines."""

    DEFAULT_CSS = """
    TooSmall {
        display: none;
        width: 100%;
        height: 100%;
    }
    """

    def __init__(self) -> None:
        super().__init__("alcto needs a window of at least 40 columns and 10 lines. Please make it larger.")
