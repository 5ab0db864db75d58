"""The HTML report in a real browser: axe-core's judgement, columns that are wide enough, pictures, and paper."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import NamedTuple

from programs import program, ran

ALONE = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
_SCHEMES = {"light": 1, "dark": 0}
"""What Chromium calls them."""
_SIZES = {"wide": (1280, 2400), "narrow": (420, 2400)}
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_ASK = """
<pre id="told"></pre>
<script>%s</script>
<script>
const shown = cell => cell.parentElement.parentElement.getBoundingClientRect().width > 1;
const cells = [...document.querySelectorAll("th,td")].filter(cell => shown(cell) && cell.innerText.trim().length > 24);
const squeezed = cells.filter(cell => cell.getBoundingClientRect().width < 90).map(cell => cell.innerText.slice(0, 40));
const outside = document.documentElement.scrollWidth > window.innerWidth + 1;
const dark = matchMedia("(prefers-color-scheme: dark)").matches;
axe.run(document).then(found => {
  const said = {dark, squeezed, outside, passes: found.passes.length,
                violations: found.violations.map(one => one.id + ": " + one.nodes.slice(0, 3).map(node => node.html))};
  document.getElementById("told").textContent = "TOLD" + JSON.stringify(said) + "END";
});
</script>
</body>"""


class Look(NamedTuple):
    """One thing that was looked at."""

    what: str
    fault: str
    """"" where it is as it should be."""


def looks(html: Path, to: Path, axe: Path) -> Iterator[Look]:
    """Everything that a browser says of a report; pictures and pages go into `to`."""
    asking = to / f"{html.stem}-asking.html"
    page = html.read_text("utf-8")
    if not _POLICY.search(page):
        yield Look(f"{html.name}: its policy", "it has none that keeps the network out")
    script = axe.read_text("utf-8").replace("</script", "<\\/script")
    asking.write_text(_POLICY.sub("", page).replace("</body>", _ASK.replace("%s", script)), "utf-8")
    for scheme in _SCHEMES:
        for size in _SIZES:
            what = f"{html.name}, {scheme}, {size}"
            told = _asked(asking, to, scheme, size)
            yield Look(f"{what}: axe-core", _judgement(told, scheme))
            yield Look(f"{what}: columns", _widths(told))
            _pictured(html, to, scheme, size)
    asking.unlink()
    yield _printed(html, to)


def _judgement(told: dict[str, object], scheme: str) -> str:
    if told["dark"] is not (scheme == "dark"):
        return "the browser did not show it so"
    if not told["passes"]:
        return "nothing was looked at"
    return "; ".join(map(str, told["violations"])) if isinstance(told["violations"], list) else "no answer"


def _widths(told: dict[str, object]) -> str:
    squeezed = f"squeezed: {told['squeezed']}" if told["squeezed"] else ""
    return "; ".join(filter(None, (squeezed, "the page is wider than its window" if told["outside"] else "")))


def _chromium(to: Path, scheme: str, size: str, *words: str) -> str:
    width, height = _SIZES[size]
    return ran(
        [
            program("chromium"), *ALONE, f"--user-data-dir={to / 'profile'}", f"--window-size={width},{height}",
            f"--blink-settings=preferredColorScheme={_SCHEMES[scheme]}", *words,
        ]
    )  # fmt: skip


def _asked(asking: Path, to: Path, scheme: str, size: str) -> dict[str, object]:
    page = _chromium(to, scheme, size, "--virtual-time-budget=60000", "--dump-dom", asking.as_uri())
    told = re.search(r'<pre id="told">TOLD(.*?)END</pre>', page, re.S)
    if told is None:
        raise SystemExit(f"The browser gave no answer about {asking.name}.")
    answer: dict[str, object] = json.loads(unescape(told[1]))
    return answer


def _pictured(html: Path, to: Path, scheme: str, size: str) -> None:
    _chromium(to, scheme, size, f"--screenshot={to / f'{html.stem}-{scheme}-{size}.png'}", html.as_uri())


def _printed(html: Path, to: Path) -> Look:
    paper = to / f"{html.stem}-printed.pdf"
    _chromium(to, "dark", "wide", "--no-pdf-header-footer", f"--print-to-pdf={paper}", html.as_uri())
    facts = ran([program("pdfinfo"), paper])
    is_tagged = re.search(r"Tagged:\s+yes", facts) is not None
    names = set(map(unescape, re.findall(r'scope="colgroup"[^>]*>([^<]+)<', html.read_text("utf-8"))))
    feet = {page.rstrip().rpartition("\n")[2].strip() for page in ran([program("pdftotext"), paper, "-"]).split("\f")}
    alone = "; ".join(f"at the foot of a page, its rows on the next: {name}" for name in sorted(names & feet))
    return Look(f"{html.name}: printed", alone if is_tagged else "the PDF is not tagged")
