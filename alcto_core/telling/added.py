"""What panels and reports of plugins add, as parts of pages: their text, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alcto_core.evaluation.standing import Standing
from alcto_core.evaluation.status_document import standing_document
from alcto_core.extensions import Panel, Passage, Report
from alcto_core.host import calling
from alcto_core.host.offer import Addition
from alcto_core.host.plugins import Plugins
from alcto_core.problems import Refused
from alcto_core.records.types import Activity
from alcto_core.rules.faults import nearest_of
from alcto_core.telling.log import entry_document
from alcto_core.telling.page import Item, Part, Sheet


def panel_parts(plugins: Plugins, standing: Standing) -> Iterator[Part]:
    """What panels say of a standing; one that fails says that in a sentence."""
    for one in plugins.extensions:
        panel = one.extension
        if isinstance(panel, Panel) and standing.program in panel.programs:
            try:
                passages = calling.panel(one, standing_document(standing))
            except Refused as wrong:
                passages = (Passage(lines=(str(wrong),)),)
            items = tuple(
                Item(id=f"{one.plugin}-{panel.id}-{at}", kind="panel", group=passage.heading, text=line)
                for at, (passage, line) in enumerate((passage, line) for passage in passages for line in passage.lines)
            )
            yield Part(heading=panel.title, fact=_from(one), items=items)


def report_sheets(
    plugins: Plugins, id: str, standings: Sequence[Standing], activities: Sequence[Activity]
) -> Iterator[Sheet]:
    """A plugin's report on those of the standings that it is for. Raises `Refused` where there is none, or it fails."""
    known = {one.extension.id: one for one in plugins.extensions if isinstance(one.extension, Report)}
    if id not in known:
        raise Refused(
            f"No plugin brings a report “{id}”; {nearest_of(id, list(known))}there are: {', '.join(known) or 'none'}."
        )
    one = known[id]
    report = one.extension
    assert isinstance(report, Report)
    chosen = [standing for standing in standings if standing.program in report.programs]
    if not chosen:
        raise Refused(f"The report “{id}” is for {', '.join(report.programs)}, and none of these is asked for.")
    for standing in chosen:
        inside = {credit.activity for credit in standing.credits}
        held = [entry_document(activity, (standing,)) for activity in activities if activity.id in inside]
        yield Sheet(
            id=standing.credential,
            title=report.title,
            head=(f"{_from(one)}, as of {standing.on.isoformat()}.",),
            parts=tuple(
                Part(
                    heading=passage.heading,
                    items=tuple(Item(id=f"{at}", kind="panel", text=line) for at, line in enumerate(passage.lines)),
                )
                for passage in calling.report(one, standing_document(standing), held)
            ),
        )


def _from(one: Addition) -> str:
    return f"from the plugin {one.plugin}"
