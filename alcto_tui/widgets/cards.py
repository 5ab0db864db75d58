"""The column of cards on Home, one for each credential, of which one is marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll

if TYPE_CHECKING:
    from alcto_core.telling.page import Sheet
    from alcto_tui.widgets.credential_card import CredentialCard


class Cards(VerticalScroll, can_focus=False, inherit_bindings=False):
    """It scrolls with the focus and the wheel; Up and Down go from card to card."""

    _marked: CredentialCard | None = None
    """The card that has the cursor, or had it before it went to a label."""

    @property
    def all(self) -> list[CredentialCard]:
        """The cards, in their order."""
        from alcto_tui.widgets.credential_card import CredentialCard

        return list(self.query(CredentialCard))

    @property
    def chosen(self) -> CredentialCard | None:
        """The marked card, else the first."""
        found = self.all
        self._marked = next((one for one in found if one is self.screen.focused), self._marked)
        return self._marked if self._marked in found else next(iter(found), None)

    def show(self, told: Sequence[Sheet], *, is_full: bool) -> CredentialCard | None:
        """Show these. Where they are of other credentials than before, new ones come: the first of them."""
        from alcto_tui.widgets.credential_card import CredentialCard

        shown = self.all
        if [one.credential for one in shown] == [card.id for card in told]:
            for one, card in zip(shown, told, strict=True):
                one.show(card, is_full=is_full)
            self.open_marked(is_full=is_full)
            return None
        for one in shown:
            one.can_focus = False  # or a screen that comes back in front may give the focus to a card that goes
            one.remove()
        made = [CredentialCard(card, is_full=is_full) for card in told]
        for place, one in enumerate(made):
            one.is_open = place == 0 or (is_full and one.card is not None and one.card.tone != "met")
        self.mount_all(made)
        return next(iter(made), None)

    def open_marked(self, *, is_full: bool) -> None:
        """The marked card is open; where there is room every other that is not met."""
        marked = self.chosen
        for one in self.all:
            one.is_open = one is marked or (is_full and one.card is not None and one.card.tone != "met")
        if marked is not None and marked.has_focus:
            self.call_after_refresh(marked.scroll_visible, animate=False)
