"""Home: one card per credential, then deadlines, the period before, and the records file."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.reactive import var

from alcto_core import dates
from alcto_core.numbers import counted
from alcto_tui import messages, requests
from alcto_tui.commands import ADD, CHANGE, COPIES, HELP, LOG, QUIT, Command
from alcto_tui.own_keys import key
from alcto_tui.screens.at_home.glance import Glance, glance_of
from alcto_tui.screens.at_home.home_aside import first_keys, low_aside, message_above, tall_aside, ways
from alcto_tui.screens.base.frame import Frame
from alcto_tui.widgets.beside_cards import BesideCards
from alcto_tui.widgets.cards import Cards
from alcto_tui.widgets.key_line import KeyLine
from alcto_tui.widgets.labels import Labels
from alcto_tui.widgets.literal import Words, in_lines, line, lines, literal

if TYPE_CHECKING:
    from datetime import date

    from alcto_core.copies.second_copies import Copy
    from alcto_core.evaluation.standing import Standing
    from alcto_core.keeping.drafts import Draft
    from alcto_core.overview import Overview
    from alcto_tui.widgets.credential_card import CredentialCard

READING = "Reading your records…"
CHECKING, CHECKING_BRIEFLY = "as last judged; checking now…", "checking…"
"""What stands in the place of the day while the cards are those of before."""
ROOM_FOR_CHECKING = 70


class HomeScreen(Frame):
    """Where every credential stands, and what to do next."""

    offers = (
        ADD,
        Command("open", "enter", "Open", "Open the credential: its requirements, entries and steps", "Enter", True),
        replace(LOG, in_footer=True),
        Command("find", "slash", "Find", "Search everything: entries, steps, the catalogue, rules", "/", True),
        Command("draft", "D", "Draft", "Go on with what was not saved", changes=True),
        COPIES,
        Command("renew", "r", "Renew", "Say when the credential was renewed, or that you are not sure", changes=True),
        CHANGE,
        Command("new_credential", "n", "New credential", "Add a program that you answer to", changes=True),
        Command("person", "i", "You", "Change your name, district and post", changes=True),
        Command("next_card", "down,j", "Next", "Move to the next credential", "Down"),
        Command("previous_card", "up,k", "Previous", "Move to the credential before", "Up"),
        Command("first_card", "home,g", "First", "Move to the first credential", "Home"),
        Command("last_card", "end,G", "Last", "Move to the last credential", "End"),
    )
    closing = (HELP, QUIT)

    DEFAULT_CSS = """
    HomeScreen {
        & #cards { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
        & #beside { height: auto; padding: 0 2; }
        & #aside { height: auto; }
        &.-low #aside { max-height: 4; }
        &.-tall #cards { padding: 1 1 0 1; }
        &.-wide .body { layout: horizontal; }
        &.-wide #cards { width: 2fr; }
        &.-wide #beside { width: 1fr; height: 100%; padding: 1 2; border-left: solid $line; }
        &.-broad #cards { width: 7fr; }
        &.-broad #beside { width: 5fr; }
        & #message { padding: 1 1; }
        & #draft { display: none; padding: 0 1; margin-bottom: 1; color: $unknown; }
        & #copies { display: none; padding: 0 1; margin-bottom: 1; color: $unknown; }
        & #overdue, & #rules { display: none; padding: 0 1; margin-bottom: 1; color: $short; }
        & #draft.-kept, & #copies.-found, & #overdue.-found, & #rules.-found { display: block; }
    }
    """

    trouble: var[str] = var("", init=False)
    """Why the records could not be read at all, bound to the app's."""
    drafts: var[tuple[Draft, ...]] = var((), init=False)
    """Entries that were typed and not saved, the latest first, bound to the app's."""
    rules_news: var[str] = var("", init=False)
    """That the rules are others than they lately were, bound to the app's."""
    has_earlier: var[bool] = var(False, init=False)
    """Whether earlier states are kept of a file that is gone or cannot be read, bound to the app's."""
    last_there: var[str] = var("", init=False)
    """When records were in the folder last, in words, bound to the app's."""

    glance: var[Glance | None] = var(None, init=False)
    """What was said of the records the last time, until they are judged; bound to the app's."""

    def __init__(self, on: date) -> None:
        super().__init__()
        self._on = on
        self._said: Glance | None = None
        """What it shows."""
        self._wanted: CredentialCard.Opened | None = None
        """A card that was clicked before the records were judged."""
        self._waiting: tuple[Standing, ...] = ()
        """Ended periods that wait for the official record."""

    def body(self) -> ComposeResult:
        with Container(classes="body"):
            with Cards(id="cards"):
                yield Words(READING, id="message")
                yield Words(id="draft")
                yield Words(id="copies")
                yield Words(id="rules")
                yield Words(id="overdue")
            yield BesideCards()

    @property
    def _cards(self) -> Cards:
        return self.query_one(Cards)

    def on_mount(self) -> None:
        self._show_head("")
        if self.overview is None:
            self.watch_glance(self.glance)

    def watch_glance(self, glance: Glance | None) -> None:
        """Show what was said the last time, as long as nothing is known of now."""
        if self.overview is None and self.is_attached:
            self._show_glance(glance)

    def _show_head(self, place: str) -> None:
        is_checked = self.overview is not None or self.glance is None
        brief = CHECKING if self.app.size.width >= ROOM_FOR_CHECKING else CHECKING_BRIEFLY
        fact = literal(dates.show_long(self._on)) if is_checked else line((brief, "italic $unknown"))
        self.head(line(("alcto", "bold $accent"), *(("   ", place) if place else ())), fact)

    def watch_trouble(self) -> None:
        """The records could not be read at all."""
        self._show_trouble()

    def watch_has_earlier(self) -> None:
        """There is a way back, or none any more."""
        if self.overview is None:
            self._show_trouble()
        elif self.overview.records is None:
            self._show_message(self.overview)

    def watch_last_there(self) -> None:
        """It is known now whether there were records."""
        if self.overview is not None and self.overview.records is None:
            self._show_message(self.overview)

    def _show_trouble(self) -> None:
        if self.trouble and self.overview is None:
            earlier = f", {key('history')} to look at earlier states" if self.has_earlier else ""
            ways = f"Press {key('reload')} to try again{earlier}, or {key('quit')} to leave."
            self.query_one("#message", Words).show(lines(line(self.trouble), Content(""), line(ways)))

    def watch_drafts(self, drafts: tuple[Draft, ...]) -> None:
        """Offer the newest entry that was not saved."""
        words = self.query_one("#draft", Words)
        words.set_class(bool(drafts), "-kept")
        self.refresh_bindings()
        if drafts:
            title = str(drafts[0].fields.get("title") or "an entry")
            words.show(
                line(
                    ("Not saved yet: ", "bold"),
                    f"“{title}”, kept {drafts[0].at:%H:%M}. Press {key('draft')} to go on with it.",
                )
            )

    def watch_copies(self, copies: tuple[Copy, ...]) -> None:
        """Tell of second copies that hold something which the records lack."""
        found = [copy for copy in copies if copy.has_more]
        words = self.query_one("#copies", Words)
        words.set_class(bool(found), "-found")
        if found:
            more = f", and {counted(len(found) - 1, 'other copy', 'other copies')} beside it" if found[1:] else ""
            sentence = found[0].sentence
            words.show(
                line(f"{sentence[:1].upper()}{sentence[1:]}{more}. ", (f"Press {key('copies')} to look at it.", "bold"))
            )
        self.refresh_bindings()

    def watch_rules_news(self, news: str) -> None:
        """Tell what a change of the rules does."""
        words = self.query_one("#rules", Words)
        words.set_class(bool(news), "-found")
        words.show(literal(news))

    def show_overview(self, overview: Overview) -> None:
        """Cards first, the rest below or beside them."""
        from alcto_core.evaluation.earlier_periods import unconfirmed_periods

        self._waiting = unconfirmed_periods(overview.before)
        self._show_message(overview)
        self._show_glance(glance_of(overview))
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.on_credential_card_opened(wanted)

    def _show_glance(self, glance: Glance | None) -> None:
        """Show this; without one, that the records are being read."""
        self._said = glance
        if self.overview is None:
            message = self.query_one("#message", Words)
            message.display = glance is None
            message.show(READING)
        self._show_head(glance.place if glance is not None else "")
        self._show_overdue(glance.overdue if glance is not None else None)
        first = self._cards.show(glance.cards if glance is not None else (), is_full=self.has_class("-tall"))
        if first is not None:
            self.once_drawn(self._focus_first, first)
        self.refresh_bindings()
        self._show_aside()

    def _show_message(self, overview: Overview) -> None:
        message = self.query_one("#message", Words)
        words = message_above(overview, self.has_earlier, self.last_there)
        message.display = bool(words.plain)
        message.show(words)
        self.query_one(KeyLine).first = first_keys(overview, self.has_earlier)

    def _show_overdue(self, overdue: tuple[str, str] | None) -> None:
        """Ask once about planned days that have passed, all of them together."""
        words = self.query_one("#overdue", Words)
        words.set_class(overdue is not None, "-found")
        if overdue is not None:
            question, told = overdue
            words.show(line((f"{question} ", "bold"), f"{told} ", (f"Press {key('plan')} to answer.", "bold")))

    def _focus_first(self, card: CredentialCard) -> None:
        if self.focused is None:
            card.focus()

    def on_descendant_focus(self) -> None:
        """With the first card comes what stands above it: a draft, a second copy."""
        if self.focused is next(iter(self._cards.all), None):
            self.once_drawn(partial(self._cards.scroll_home, animate=False))
        self._cards.open_marked(is_full=self.has_class("-tall"))
        self._show_pictures()

    def _show_aside(self) -> None:
        glance = self._said
        beside = self.query_one(BesideCards)
        width = beside.width or self.app.size.width - 4
        is_wide = self.has_class("-wide")
        latest = not beside.is_broad

        def build(at: str) -> list[Content]:
            if glance is None:
                return []
            return tall_aside(glance, width, at, latest=latest) if is_wide else low_aside(glance, width, at)

        beside.show_words(build, ways(glance))
        self._show_pictures()

    def _show_pictures(self) -> None:
        """Pictures of the marked card, where there is room for them."""
        overview = self.overview
        if overview is None:
            return
        from alcto_core.evaluation.naming import heading

        chosen = self._cards.chosen
        told = (*overview.standings, *self._waiting)
        marked = (one for one in told if chosen is not None and chosen.card and heading(one) == chosen.card.title)
        self.query_one(BesideCards).show_pictures(overview, next(marked, None))

    def on_resize(self) -> None:
        """Once the size classes are set, fit what depends on them."""
        self.set_class(self.query_one(BesideCards).is_broad, "-broad")
        self.once_drawn(self._fit)

    def _fit(self) -> None:
        if self._said is None:
            return
        is_full = self.has_class("-tall")
        for one in self._cards.all:
            one.is_full = is_full
        self._cards.open_marked(is_full=is_full)
        self._show_head(self._said.place)
        self._show_aside()

    def on_credential_card_opened(self, opened: CredentialCard.Opened) -> None:
        """The program of stages, the credential, or the ended period that waits for the official record."""
        if self.overview is None:
            self._wanted = opened  # once it is known what it is
            return
        from alcto_core.evaluation.naming import heading
        from alcto_core.telling.mentorship import has_stages

        id = opened.card.id
        standing = self.overview.standing(id) if self.overview else None
        waiting = next((one for one in self._waiting if heading(one) == opened.card.title), None)
        if standing is not None and standing.unread:
            self.post_message(requests.ProblemsRequested())
        elif waiting is not None and waiting.period is not None:
            self.post_message(requests.CredentialRequested(id, waiting.period.name))
        elif standing is not None and has_stages(standing):
            self.post_message(requests.MentorRequested(id))
        else:
            self.post_message(requests.CredentialRequested(id))

    async def action_open(self) -> None:
        """Open what is behind the label that has the cursor, else the focused card, or the first."""
        if isinstance(self.focused, Labels):
            await self.focused.lead()
        elif chosen := self._cards.chosen:
            chosen.action_open()

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """What needs a card, records or a draft is offered only where there is one."""
        if action in {"open", "renew", "change"} and self._said is not None:
            return bool(self._said.cards) and (action != "renew" or self._is_renewed)
        if action in {"add", "person"}:
            return self.can_hold_more
        return bool(self.drafts) if action == "draft" else True

    @property
    def _is_renewed(self) -> bool:
        """Whether the program of the marked card is one that is renewed."""
        from alcto_core.telling.renewing import has_renewals

        chosen, overview = self._cards.chosen, self.overview
        standing = overview.standing(chosen.credential) if overview is not None and chosen is not None else None
        return standing is not None and overview is not None and has_renewals(overview.library, standing.program)

    def action_renew(self) -> None:
        """Ask about the renewal of the focused credential."""
        chosen = self._cards.chosen
        standing = self.overview.standing(chosen.credential) if self.overview and chosen else None
        if standing is not None:
            self.post_message(requests.RenewFormRequested(standing))

    def action_change(self) -> None:
        """Change what the focused credential rests on."""
        if chosen := self._cards.chosen:
            self.post_message(requests.CredentialFormRequested(chosen.credential))

    def action_person(self) -> None:
        if self.overview is not None and self.overview.records is not None:
            self.post_message(requests.PersonFormRequested())

    def copied(self) -> str:
        """The card under the cursor."""
        chosen = self._cards.chosen
        return in_lines(chosen.card.in_words()) if chosen is not None and chosen.card is not None else ""

    def action_next_card(self) -> None:
        """The next card; behind the last come the labels below them."""
        self._focus_some()
        self.focus_next("CredentialCard, Labels")

    def _focus_some(self) -> None:
        """The first card is marked before it has the cursor, which comes with the next drawing."""
        if self.focused is None and self._cards.chosen is not None:
            self.set_focus(self._cards.chosen)

    def action_previous_card(self) -> None:
        self._focus_some()
        self.focus_previous("CredentialCard, Labels")

    @on(Labels.Left)
    def _leave_labels(self, left: Labels.Left) -> None:
        """Past the last label comes the first card, before the first the last one."""
        if left.by > 0:
            self.focus_next("CredentialCard")
        else:
            self.focus_previous("CredentialCard")

    def action_first_card(self) -> None:
        self.focus_next("CredentialCard:first-of-type")

    def action_last_card(self) -> None:
        self.focus_next("CredentialCard:last-of-type")

    def action_add(self) -> None:
        self.post_message(requests.EntryRequested())

    def action_find(self) -> None:
        self.post_message(requests.EverywhereRequested())

    def action_draft(self) -> None:
        """Go on with the newest draft."""
        if self.drafts:
            self.post_message(messages.DraftRequested(self.drafts[0]))

    def action_new_credential(self) -> None:
        """Add a program; where there is no file yet, make it first."""
        if self.overview is not None and self.overview.loaded is None:
            place = self.overview.folder.path
            self.post_message(requests.FirstRunRequested(place, place if self.last_there else None))
        elif self.overview is not None and self.overview.records is not None:
            self.post_message(requests.CredentialFormRequested())
