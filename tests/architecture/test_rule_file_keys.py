"""The reference of the keys of rule files and cases is made from the schemas, and so from what reads them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from alcto_core.rules.coherence.windows import USES
from alcto_core.workshop.schema import schema_of

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "rule-files.md"
KINDS = ("rule-set", "framework", "catalogue", "replacement", "case")
BEGIN, END = "<!-- keys -->", "<!-- end of keys -->"
BESIDE = {
    "Amount": "One of `hours`, `percent`, `entries` and `setting`, and not two of them.",
    "Window": "\n".join(
        f"- `{kind}` knows {', '.join(f'`{key}`' for key in keys) or 'none of the keys that other kinds have'}."
        for kind, keys in USES.items()
    ),
}
"""What a table of keys cannot say: which of them stand beside which."""


def holds(value: dict[str, Any]) -> str:
    """What a key holds, in words."""
    if "$ref" in value:
        return f"a table: {linked(value['$ref'])}"
    if "const" in value:
        return '`""` for nothing' if value["const"] == "" else f"`{value['const']}`"
    if "enum" in value:
        return " or ".join(f"`{one}`" for one in value["enum"] if one != "")
    if "anyOf" in value:
        return " or ".join(holds(one) for one in value["anyOf"])
    match value.get("type"):
        case "array":
            inner = value["items"]
            return f"a list of tables: {linked(inner['$ref'])}" if "$ref" in inner else f"a list of {holds(inner)}"
        case "object":
            inner = value.get("additionalProperties")
            return f"a table by name of {holds(inner)}" if isinstance(inner, dict) else "a table"
        case "string":
            return "a date" if value.get("format") == "date" else "an id" if "pattern" in value else "text"
        case "number" | "integer":
            return f"{'a whole number' if value['type'] == 'integer' else 'a number'}{span(value)}"
        case "boolean":
            return "`true` or `false`"
    return "a value of the setting's own type"


def span(value: dict[str, Any]) -> str:
    least = (
        "above 0" if value.get("exclusiveMinimum") == 0 else f"from {value['minimum']}" if "minimum" in value else ""
    )
    most = f"to {value['maximum']:,}" if "maximum" in value else ""
    said = " ".join(part for part in (least, most) if part)
    return f" {said}" if said else ""


def linked(ref: str) -> str:
    name = ref.rpartition("/")[2]
    return f"[{name}](#{name.lower()})"


def rows(shape: dict[str, Any]) -> Iterator[str]:
    yield "| key | holds | required | without it | meaning |"
    yield "|---|---|---|---|---|"
    for key, value in shape["properties"].items():
        needed = "yes" if key in shape.get("required", ()) else ""
        default = value.get("default")
        without = f"`{str(default).lower() if isinstance(default, bool) else default}`" if default is not None else ""
        meaning = value.get("description", "").replace("|", "\\|")
        yield f"| `{key}` | {holds(value)} | {needed} | {without} | {meaning} |"


def page() -> str:
    parts: list[str] = []
    told: set[str] = set()
    for kind in KINDS:
        schema = schema_of(kind)
        parts += [f"## {kind}", schema.get("description", ""), "\n".join(rows(schema))]
        if kind == "case":
            expected = schema["properties"]["expect"]["additionalProperties"]
            own = {key: value for key, value in expected["properties"].items() if value.get("type") != "object"}
            parts += ["### Expected of a standing", "\n".join(rows({"properties": own}))]
            for name in ("requirements", "credits", "readings"):
                inner = expected["properties"][name]["additionalProperties"]
                parts += [f"### Expected of {name} by id", "\n".join(rows(inner))]
        for name, shape in sorted(schema.get("$defs", {}).items()):
            if name not in told:
                told.add(name)
                parts += [f"### {name}", shape.get("description", "").split("\n\n")[0], "\n".join(rows(shape))]
                parts += [BESIDE[name]] if name in BESIDE else []
    return "\n\n".join(part for part in parts if part)


def test_the_reference_of_keys_is_what_the_schemas_say() -> None:
    text = PAGE.read_text("utf-8")
    assert text.count(BEGIN) == text.count(END) == 1
    found = text.partition(BEGIN)[2].partition(END)[0].strip()
    assert found == page(), f"Write this between the two marks of {PAGE.name}:\n{page()}"
