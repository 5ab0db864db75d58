"""Both sides asked about many random people, and what came of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random

from agreement import disagreements, shrunk
from people import someone
from relations import RELATIONS, broken

MOST_SHOWN = 20


@dataclass
class Tally:
    """What came of some people."""

    seen: Counter[str] = field(default_factory=Counter)
    trouble: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Take in what came of others."""
        self.seen += other.seen
        self.trouble += other.trouble


def ask(first: int, people: int, *, shrink: bool = True) -> Tally:
    """Ask both sides about the people of some seeds, and check one relation with each."""
    tally = Tally()
    for seed in range(first, first + people):
        person = someone(seed)
        tally.seen["people"] += 1
        for on in person.days:
            tally.seen["files and days"] += 1
            for found in disagreements(person.text, on, tally.seen):
                tally.seen["disagreements"] += 1
                text = person.text
                if shrink and len(tally.trouble) < MOST_SHOWN:
                    text = shrunk(person.records, on, found.kind)
                tally.trouble.append(f"seed {seed}: {found}\n{text}")
        relation = Random(seed).choice(RELATIONS)
        breaks = broken(person, person.days[0], relation)
        if breaks is not None:
            tally.seen[f"relation {relation}"] += 1
            tally.seen["broken relations"] += len(breaks)
            tally.trouble += [str(one) for one in breaks]
    return tally


def report(tally: Tally) -> str:
    """The figures, one a line."""
    lines = [
        f"{name:<60} {tally.seen[name]:>9,}"
        for name in ("people", "files and days", "disagreements", "broken relations")
    ]
    for kind in ("program", "state", "relation", "open"):
        for name in sorted(tally.seen):
            if name.startswith(f"{kind} "):
                lines.append(f"{name:<60} {tally.seen[name]:>9,}")
    return "\n".join(lines)
