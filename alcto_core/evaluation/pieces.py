"""Pieces: hours that share their strands; and ledgers: one activity's way from claimed to counted."""

from __future__ import annotations

from alcto_core.evaluation.standing import Reason
from alcto_core.hours import Hours, simplest
from alcto_core.records.types import Activity
from alcto_core.rules.vocabulary import Catalogue, Nature, Offering

_UNKNOWN = Nature()


class Piece:
    """Hours of one activity that share their strands: the activity itself, a session, or a part of a split."""

    __slots__ = ("hours", "ledger", "nature", "strands")

    def __init__(self, ledger: Ledger, hours: Hours, strands: tuple[str, ...], nature: Nature = _UNKNOWN) -> None:
        self.ledger = ledger
        self.hours = hours
        self.strands = strands
        """Where the hours may go, as the person wrote them."""
        self.nature = nature


class Ledger:
    """One activity's way from claimed to counted."""

    __slots__ = ("activity", "doubt", "entry", "in_vain", "notes", "pieces", "reasons", "unknown")

    def __init__(self, activity: Activity) -> None:
        self.activity = activity
        self.pieces: list[Piece] = []
        self.reasons: tuple[Reason, ...] = ()
        self.notes: tuple[str, ...] = ()
        self.unknown: Hours = 0
        self.doubt = ""
        """Why nobody can say for sure that what counts was not credited before."""
        self.in_vain = ""
        """Why nothing of what is still to come would count then either; empty where something would."""
        self.entry: tuple[Catalogue, Offering] | None = None
        """The listing that the activity counts under."""

    def copy(self, activity: Activity) -> Ledger:
        """The same, to be written on, for this activity or one that is alike."""
        other = Ledger.__new__(Ledger)
        other.activity, other.entry = activity, self.entry
        other.pieces = [Piece(other, one.hours, one.strands, one.nature) for one in self.pieces]
        other.reasons, other.notes = self.reasons, self.notes
        other.unknown, other.doubt, other.in_vain = self.unknown, self.doubt, self.in_vain
        return other

    @property
    def nature(self) -> Nature:
        """What selections ask of it: of all its pieces alike, their strands left aside. There must be one."""
        return self.pieces[0].nature

    @property
    def hours(self) -> Hours:
        """Hours still eligible."""
        return sum(piece.hours for piece in self.pieces)

    def take(self, rule: str, hours: Hours, text: str, cites: tuple[str, ...] = ()) -> None:
        """Note that a rule took hours away."""
        self.give(rule, -hours, text, cites)

    def settle(self) -> None:
        """Give the hours that no list covers back as eligible, for a rule that takes them whatever a list says."""
        if self.unknown:
            self.reasons = self.reasons[:-1]
            self.pieces = [Piece(self, self.unknown, self.activity.strands)]
            self.unknown = 0

    def take_all(self, rule: str, text: str, cites: tuple[str, ...] = ()) -> None:
        """A rule takes all that is left."""
        self.keep([], rule, text, cites)

    def give(self, rule: str, hours: Hours, text: str, cites: tuple[str, ...] = ()) -> None:
        """Note that a rule gave hours."""
        self.reasons += (Reason(rule=rule, hours=hours, text=text, cites=cites),)

    def keep(self, pieces: list[Piece], rule: str, text: str, cites: tuple[str, ...] = ()) -> None:
        """A rule takes every piece that is not among `pieces`. Units without hours leave a reason of no hours."""
        lost = self.hours - sum(piece.hours for piece in pieces)
        are_units_lost = bool(self.activity.units) and len(pieces) < len(self.pieces)
        self.pieces = pieces
        if lost or are_units_lost:
            self.take(rule, lost, text, cites)

    def drop(self, hours: Hours, first: int = 0) -> None:
        """Take hours off the pieces: the last one first, or from the one of that number on, counted from 1."""
        at = (first - 1) % len(self.pieces) if self.pieces else 0
        for piece in [*self.pieces[at:], *self.pieces[:at]] if first else reversed(self.pieces):
            part = min(hours, piece.hours)
            piece.hours = simplest(piece.hours - part)
            hours -= part
        self.pieces = [piece for piece in self.pieces if piece.hours]
