"""Which row holds the headings, and which column means what: guessed with a reason, corrected by the person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from alcto_core.entry.days import looks_like_day
from alcto_core.entry.strands import StrandNamed
from alcto_core.importing import headings
from alcto_core.importing.beside import is_headed_anew, one_below_the_other, with_those_below
from alcto_core.importing.cells import Grid, SheetRow
from alcto_core.importing.clock import is_by_24_hours
from alcto_core.importing.evidence import LOOKED_AT, MOSTLY, Cells, is_hours
from alcto_core.importing.ground import Ground
from alcto_core.importing.layout import Corrections, Headed, SheetLayout
from alcto_core.importing.lengths import Lengths
from alcto_core.importing.vocabulary import NEEDED, SEVERAL, TARGETS
from alcto_core.importing.weighing import SAYS_SO, Weighing
from alcto_core.problems import Refused
from alcto_core.text import nearest

_HEADER_WITHIN = 60
"""Rows among which the headings are looked for."""
_HARDLY = 0.3
_TIMES = ("begins", "ends", "start", "date")


def find_header(grid: Grid, corrections: Corrections, today: date) -> Headed:
    """Find the row of headings: the one in which most cells are words for columns.

    Raises `Refused` where no row is like that.
    """
    named = {headings.folded(name) for name in corrections if not name.startswith("#")}
    best: tuple[int, int] | None = None
    rows = [row for row in grid.rows if row.cells]
    for at, row in enumerate(rows[:_HEADER_WITHIN]):
        score = _header_score(row, named)
        if score and (best is None or score > best[0]):
            best = score, at
    if best is None:
        best = _header_by_values(rows, today)
    if best is None:
        raise Refused(
            "No row of the sheet looks like headings. Write a row of names above the columns, such as "
            "“Title, Date, Hours, Strands, Location”, and import it again."
        )
    at = _first_of(rows, best[1])
    headed = one_below_the_other(Headed(header=rows[at], above=tuple(rows[:at]), rows=tuple(rows[at + 1 :])))
    return with_those_below(headed)


def _first_of(rows: Sequence[SheetRow], best: int) -> int:
    """The headings of the first table with rows, where several stand one below the other and `best` is a later one."""
    names = [headings.folded(cell) for cell in rows[best].cells]
    for at in range(best):
        if is_headed_anew(rows[at], names) and any(_has_figures(row) for row in rows[at + 1 : best]):
            return at
    return best


def _has_figures(row: SheetRow) -> bool:
    return any(map(str.isdigit, "".join(row.filled)))


def _header_score(row: SheetRow, named: set[str]) -> int:
    keys = {headings.known(cell) or headings.likely(cell) for cell in row.filled if len(cell) <= 200} - {None}
    mine = sum(headings.folded(cell) in named for cell in row.filled)
    asides = sum(headings.aside(cell) is not None for cell in row.filled if len(cell) <= 200)
    return 2 * len(keys) + 2 * mine + asides if len(keys) + mine >= 2 else 0


def _header_by_values(rows: Sequence[SheetRow], today: date) -> tuple[int, int] | None:
    """A first row of words above rows with days, where no word of it is known."""
    for at, row in enumerate(rows[:_HEADER_WITHIN]):
        below = rows[at + 1 : at + 6]
        is_words = len(row.filled) >= 2 and not any(
            looks_like_day(cell, today) or is_hours(cell) for cell in row.filled
        )
        if is_words and below and all(any(looks_like_day(cell, today) for cell in one.filled) for one in below[:2]):
            return 0, at
    return None


def guess(
    headed: Headed, ground: Ground, said: Corrections | None, remembered: Corrections | None = None
) -> SheetLayout:
    """What each column means: as the person says, else as last time, else by heading, cells and neighbours together.

    Cells that name strands of other programs than the person's are no sign. What stays doubtful is a question of the
    layout. Raises `Refused` where the person names a column or a meaning that does not exist.
    """
    width = max([len(headed.header.cells), *(len(row.cells) for row in headed.rows[:LOOKED_AT])])
    cells = Cells(headed.rows, width, ground.on, _only(ground))
    weighing = Weighing(headed, cells, ground.strand_named, width)
    given = _placed(said or {}, weighing)
    keys = {key for key in given.values() if key}
    if remembered:
        known = {
            index: key
            for index, key in _placed(remembered, weighing, strict=False).items()
            if index not in given and (key not in keys or key in SEVERAL)
        }
        _correct(weighing, known, "as last time")
    _correct(weighing, given, "as you said")
    if not remembered:
        weighing.statuses()
        weighing.clocks()
        weighing.days()
        Lengths(weighing).choose()
        Lengths(weighing).ticks()
        weighing.names()
        weighing.others(headings.meant, SAYS_SO)
        weighing.others(headings.perhaps, "words of its heading say so")
    _by_cells(weighing)
    weighing.rest()
    columns = tuple(weighing.columns[index] for index in sorted(weighing.columns))
    return SheetLayout(
        columns=tuple(one for one in columns if one.heading or one.key or weighing.samples[one.index].filled),
        questions=tuple(weighing.questions),
        is_by_24_hours=any(
            is_by_24_hours(cell) for one in columns if one.key in _TIMES for cell in cells.column(one.index)
        ),
    )


def _only(ground: Ground) -> StrandNamed:
    def named(word: str) -> str | None:
        found = ground.strand_named(word)
        return found if found in ground.strands else None

    return named


def _correct(weighing: Weighing, given: Mapping[int, str], reason: str) -> None:
    for index, key in given.items():
        heading = weighing.headings[index]
        measure = headings.measure_of(heading)
        sample = weighing.samples[index]
        weighing.take(
            index,
            key,
            reason,
            unit=measure.unit if measure is not None and key == "hours" and measure.unit != "minutes" else "hours",
            is_said=True,
            is_completion=key == "date" and headings.day_of(heading) == ("date", 4),
            holds_spans=key == "begins" and sample.spans >= MOSTLY,
            **(weighing.of_status(index) if key == "status" else {}),
        )


def _by_cells(weighing: Weighing) -> None:
    """What every activity needs by cells alone, where no heading says it: taken where one column alone may hold it."""
    samples = weighing.samples
    if "strands" not in weighing.taken:
        named = [index for index in weighing.free if samples[index].strands >= MOSTLY]
        if len(named) == 1:
            weighing.take(named[0], "strands", "its cells name subject areas")
    if "date" not in weighing.taken and not any(one.key == "start" for one in weighing.columns.values()):
        _day_by_cells(weighing)
    for index, heading in enumerate(weighing.headings):
        key = headings.known(heading) if heading and headings.aside(heading) is None else None
        is_free = index not in weighing.columns and index not in weighing.why
        is_other = samples[index].sure_clocks >= _HARDLY or samples[index].choices >= MOSTLY
        is_nothing = key == "title" and not samples[index].filled and bool(weighing.cells.rows)
        if is_free and not is_other and not is_nothing and key in NEEDED and key not in weighing.taken:
            weighing.take(index, key, "its heading says so, though its cells look otherwise")
    if "hours" not in weighing.taken:
        Lengths(weighing).choose()
    if "title" not in weighing.taken and not _name_by_other(weighing, "description"):
        _name_by_cells(weighing)
    if "title" not in weighing.taken:
        _name_by_other(weighing, "note")


def _day_by_cells(weighing: Weighing) -> None:
    samples = weighing.samples
    days = [at for at, one in enumerate(samples) if one.days >= MOSTLY and at not in weighing.columns]
    expiries = [index for index in days if headings.why_no_day(weighing.headings[index]) == headings.UNTIL]
    days = [index for index in days if index not in expiries]
    if expiries and len(days) == 1 and headings.is_day_of_issue(weighing.headings[days[0]]):
        weighing.take(days[0], "date", "the day of issue, as no other day is there")
        return
    known = [
        index
        for index in days
        if headings.why_no_day(weighing.headings[index]) or "date" in headings.folded(weighing.headings[index])
    ]
    if len(days) == 1 and not known:
        weighing.take(days[0], "date", "its cells are days")
    elif days:
        weighing.ask("date", "Which column holds the day on which it was done?", [(index, "date") for index in days])


def _name_by_other(weighing: Weighing, key: str) -> bool:
    """Take a lone description, or a note that differs from row to row, for the name, where nothing else may be one."""
    found = next((one.index for one in weighing.columns.values() if one.key == key and not one.is_said), None)
    is_name = found is not None and (key == "description" or weighing.samples[found].distinct == 1)
    if found is not None and is_name:
        weighing.take(found, "title", "nothing names the activity better")
    return is_name


def _name_by_cells(weighing: Weighing) -> None:
    samples = weighing.samples

    def may_be(index: int) -> bool:
        sample = samples[index]
        looks = (sample.days, sample.hours, sample.strands, sample.clocks, sample.odd, sample.choices, sample.files)
        is_constant = sample.filled > 1 and sample.distinct * sample.filled == 1
        return (
            max(looks) < _HARDLY
            and not is_constant
            and index not in weighing.why
            and not headings.is_status(weighing.headings[index])
        )

    texts = sorted(filter(may_be, weighing.free), key=lambda index: (-samples[index].distinct, index))
    unknown = [index for index in texts if not headings.is_heading(weighing.headings[index])]
    if texts[:1] == unknown[:1] and texts and _stands_out(weighing, texts):
        weighing.take(texts[0], "title", "its words are the first, the longest and the most different")
    elif texts:
        weighing.ask("title", "Which column holds the name of the activity?", [(index, "title") for index in texts])


def _stands_out(weighing: Weighing, texts: Sequence[int]) -> bool:
    """Whether the first of some columns of words is the leftmost, with longer cells than any other."""
    if weighing.samples[texts[0]].people >= MOSTLY and len(texts) > 1:
        return False
    lengths = [sum(map(len, weighing.cells.column(index))) / weighing.samples[index].filled for index in texts]
    return texts[0] == min(texts) and all(lengths[0] >= 1.3 * other for other in lengths[1:])


def _placed(corrections: Corrections, weighing: Weighing, *, strict: bool = True) -> dict[int, str]:
    """Corrections by the place of their column. Those remembered may speak of what is no more."""
    names = dict(enumerate(weighing.headings))
    placed: dict[int, str] = {}
    for name, key in corrections.items():
        index = _index(name, names)
        if key and key not in TARGETS:
            if strict:
                raise Refused(_no_target(key))
        elif index is not None:
            if key and key in placed.values() and key not in SEVERAL:
                raise Refused(f"Two columns are said to hold {key}; name one of them.")
            placed[index] = key
        elif strict:
            near = nearest(name, [heading for heading in names.values() if heading])
            hint = f"did you mean “{near}”?" if near else f"its columns are {_listed(names.values())}."
            raise Refused(f"The sheet has no column “{name}”; {hint}")
    return placed


def _index(name: str, names: Mapping[int, str]) -> int | None:
    if name.startswith("#") and name[1:].isdecimal() and len(name) < 6 and int(name[1:]) - 1 in names:
        return int(name[1:]) - 1
    exact = next((index for index, heading in names.items() if heading and heading == name.strip()), None)
    if exact is not None:
        return exact
    return next((at for at, one in names.items() if one and headings.folded(one) == headings.folded(name)), None)


def _no_target(key: str) -> str:
    near = nearest(key, TARGETS)
    hint = f"did you mean “{near}”?" if near else f"it may be one of {', '.join(TARGETS)}."
    return f"A column cannot hold “{key}”; {hint}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"“{' '.join(name.split())}”" for name in names if name) or "without headings"
