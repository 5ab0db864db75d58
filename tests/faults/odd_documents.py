"""Records files in odd layouts, made by chance and valid TOML by construction.

A document is a list of pieces that know their owner: the record whose bytes they are, "free" for comments between
records, "trailing" for a comment below a record's last key, "root" for the rest. So a test can say what an edit of one
record may touch. Every comment has a number of its own, and every oddity is counted by name.
"""

from __future__ import annotations

import random
import tomllib
from collections import Counter
from decimal import Decimal
from typing import Any, NamedTuple

FEATURES = (
    "carriage returns", "mixed line endings", "byte-order mark", "no last line feed", "comments above",
    "comments behind", "comments between keys", "comments in arrays", "comments between tables", "trailing comments",
    "unknown keys", "strings like tables", "dotted keys", "inline tables", "quoted keys", "odd indentation",
    "broken arrays", "quoted headers", "spaced headers", "tables inside records", "parts apart from their record",
    "blank lines with spaces", "commas at the end", "numbers in other notations", "person in one line",
    "person in dots", "no space around =",
)  # fmt: skip


class Piece(NamedTuple):
    """Some lines of a document."""

    owner: str
    text: str


class Document(NamedTuple):
    """One document."""

    pieces: list[Piece]
    comments: list[Piece]
    """Each comment with its owner; the text is found once in the document."""
    features: Counter[str]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def values(text: str) -> dict[str, Any]:
    """The plain values of a document."""
    return tomllib.loads(text.removeprefix("\ufeff"), parse_float=Decimal)


LIKE_TABLES = '"""\nmany\n# no comment\n[[activity]]\nid = "never"\n  hours = 9\n"""'
VALUES = {
    "title": ['"plain"', "'l#t'", LIKE_TABLES, "'''one # ' two'''",
              '"a\\"b # c"', '"""a\\\n   b"""', "'''\n[person]\n'''"],
    "hours": ["6", "6.5", "1_0", "0.25", "+3", "0x10", "65e-1"],
    "date": ["2026-01-28", "2026-02-28"],
    "location": ['"x"', '"é 日本"', "'[[activity]]'", '""'],
    "split": ['{ "al/it" = 3.5 }', "{}", "{a.b=1, 'c'=[1, 2]}", '{ "}" = "{ # }" }'],
    "mystery": ["{ a = 1, 'b c' = [1, 2] }", "nan", "[[1], [2, [3]]]", "2026-01-01T00:00:00Z", "true", "-inf", "0b1"],
    "odd key": ["1", '"#"', "[]"],
    "units": ["{ semester-hour = 3 }"],
}  # fmt: skip
LISTS = (
    '["a", "b"]', "[]", '["]", "#"]', '[\n"a",\n\t"b"\n]', '[\n  "a", COMMENT\n\n  "b" ]', "[ COMMENT\n]",
    '[ COMMENT\n  COMMENT\n  "a" COMMENT\n  , COMMENT\n  "b", COMMENT\n]', '[\n  "a",\n  COMMENT\n]', '["a",]',
    '[["x", COMMENT\n"y"], { z = 1 }]', '[ "a"\n, "b"\n]', "['''\n# no\n]''' ]",
)  # fmt: skip
SPACES = ("", " ", "  ", "\t")
INDENTS = ("", "", "", "  ", "\t", "        ", " ")


class Maker:
    """One document on its way."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.features: Counter[str] = Counter()
        self.comments: list[Piece] = []
        self.counts = {"activity": 0, "credential": 0}

    def document(self) -> Document:
        """A whole document with one to five records."""
        pieces = [Piece("root", self._root()), *self._person()]
        for _ in range(self.chance.randint(1, 5)):
            pieces += self._record(self.chance.choice(("activity", "activity", "credential")))
        pieces = self._ended([piece for piece in pieces if piece.text])
        return Document(pieces, self.comments, self.features)

    def _saw(self, feature: str, is_seen: bool = True) -> None:
        if is_seen:
            self.features[feature] = 1

    def _rarely(self, one_in: int, feature: str = "") -> bool:
        found = self.chance.randrange(one_in) == 0
        if feature:
            self._saw(feature, found)
        return found

    def _comment(self, owner: str) -> str:
        text = f"# c{len(self.comments)}.{self.chance.choice(('', ' [[activity]]', ' “x', ' = ]'))}"
        self.comments.append(Piece(owner, text))
        return text

    def _blank(self) -> str:
        spaces = "  " if self._rarely(6, "blank lines with spaces") else ""
        return f"{spaces}\n" * self.chance.choice((1, 1, 2))

    def _root(self) -> str:
        form = self.chance.choice(("", "schema = 1\n", "schema=1\n\n", '"schema" = 0x1\n', "schema = 1 COMMENT\n"))
        text = form.replace("COMMENT", self._comment("root")) if "COMMENT" in form else form
        if self._rarely(3):
            text = f"{self._comment('root')}\n{text}"
            self._saw("comments above")
        if self._rarely(5, "unknown keys"):
            text += "later.deep = 1\n"
        return text

    def _person(self) -> list[Piece]:
        form = self.chance.randrange(8)
        if form == 0:
            self._saw("person in one line")
            return [Piece("person", f'person = {{ name = "x" }} {self._comment("person")}\n')]
        if form == 1:
            self._saw("person in dots")
            return [Piece("person", 'person.name = "x"\nperson . state = "AL"\n')]
        header = self.chance.choice(("[person]", "[ person ]", '["person"]'))
        lines = f'{header}\nname = "x" {self._comment("person")}\n{self._keys("person", [])}'
        return [Piece("person", lines), Piece("free", self._blank() if self._rarely(2) else "")]

    def _record(self, name: str) -> list[Piece]:
        index = self.counts[name]
        self.counts[name] += 1
        owner = f"{name}-{index}"
        fixed = [f'{self.chance.choice(("id", chr(34) + "id" + chr(34)))} = "{owner}"']
        if name == "credential":
            fixed.append("program = 'p'")
        pieces = self._table(owner, f"[[{self._header(name)}]]", fixed)
        for _ in range(self.chance.choice((0, 0, 1, 2))):
            of = self.chance.choice([key for key, count in self.counts.items() if count])
            whose = f"{of}-{self.counts[of] - 1}"
            self._saw("parts apart from their record", whose != owner)
            kind = self.chance.choice(("session", "record") if of == "activity" else ("step",))
            pieces += self._table(whose, f"[[{of}.{self._header(kind)}]]", [f'id = "{kind}"'])
        if self._rarely(4, "tables inside records"):
            body = f"x = 1 {self._comment(owner)}\n{self._blank()}"
            pieces.append(Piece(owner, f"[{name}.extra]\n{body}"))
            if self._rarely(3):
                pieces.append(Piece(owner, f"  [{name}.extra.deep]\n  y.z = 2\n\n"))
        return pieces

    def _header(self, name: str) -> str:
        form = self.chance.randrange(9)
        self._saw("quoted headers", form in (0, 1))
        self._saw("spaced headers", form == 2)
        return {0: f'"{name}"', 1: f"'{name}'", 2: f" {name} "}.get(form, name)

    def _table(self, owner: str, header: str, fixed: list[str]) -> list[Piece]:
        """A header with its keys, perhaps comments above, behind and below, perhaps blank lines after it."""
        indent = self.chance.choice(INDENTS)
        self._saw("odd indentation", indent != "")
        above = f"{indent}{self._comment(owner)}\n" if self._rarely(2, "comments above") else ""
        behind = f"  {self._comment(owner)}" if self._rarely(5) else ""
        pieces = [Piece(owner, f"{above}{indent}{header}{behind}\n{self._keys(owner, fixed)}")]
        form = self.chance.randrange(8)
        if form == 0:
            self._saw("trailing comments")
            pieces += [Piece("trailing", f"{self._comment('trailing')}\n"), Piece("free", self._blank())]
        elif form == 1:
            self._saw("comments between tables")
            pieces += [Piece(owner, self._blank()), Piece("free", f"{self._comment('free')}\n{self._blank()}")]
        elif form < 6:
            pieces.append(Piece(owner, self._blank()))
        return pieces

    def _keys(self, owner: str, fixed: list[str]) -> str:
        """Lines of one table: its fixed ones and some others, with odd spacing and comments between and behind."""
        names = self.chance.sample([*VALUES, "strands"], self.chance.randint(0, 5))
        lines = [*fixed, *(self._key(owner, name) for name in names)]
        if "split" not in names and self._rarely(4, "dotted keys"):
            lines += ["split.al = 1", "split . 'b c' = 2.25"]
        self.chance.shuffle(lines)
        found: list[str] = []
        for at, line in enumerate(lines):
            if at and self._rarely(7, "comments between keys"):
                found.append(f"{self.chance.choice(INDENTS)}{self._comment(owner)}\n")
            elif at and self._rarely(9):
                found.append(self._blank())
            behind = self.chance.choice(("", "", "", " ", "\t"))
            if self._rarely(5, "comments behind"):
                behind = f"{self.chance.choice(SPACES)}{self._comment(owner)}"
            found.append(f"{self.chance.choice(INDENTS)}{line}{behind}\n")
        return "".join(found)

    def _key(self, owner: str, name: str) -> str:
        value = self.chance.choice(LISTS if name == "strands" else VALUES[name])
        self._saw("comments in arrays", "COMMENT" in value)
        self._saw("broken arrays", name == "strands" and "\n" in value)
        self._saw("commas at the end", value.endswith(",]"))
        self._saw("strings like tables", "[[activity]]" in value or "[person]" in value)
        self._saw("inline tables", value.startswith("{"))
        self._saw("unknown keys", name in ("mystery", "odd key"))
        self._saw("numbers in other notations", value in ("1_0", "0x10", "65e-1", "+3", "0b1"))
        while "COMMENT" in value:
            value = value.replace("COMMENT", self._comment(owner), 1)
        quotes = self.chance.choice(('"', "'")) if " " in name else self.chance.choice(("", "", "", "", '"', "'"))
        self._saw("quoted keys", quotes != "")
        before, after = self.chance.choice(SPACES), self.chance.choice(SPACES)
        self._saw("no space around =", not before and not after)
        return f"{quotes}{name}{quotes}{before}={after}{value}"

    def _ended(self, pieces: list[Piece]) -> list[Piece]:
        """The pieces with other line endings, a byte-order mark, without a last line feed."""
        form = self.chance.randrange(4)
        if form == 0:
            self._saw("carriage returns")
            pieces = [Piece(owner, text.replace("\n", "\r\n")) for owner, text in pieces]
        elif form == 1:
            self._saw("mixed line endings")
            pieces = [Piece(owner, self._mixed(text)) for owner, text in pieces]
        if pieces[-1].text.strip() and self._rarely(3, "no last line feed"):
            pieces = [*pieces[:-1], Piece(pieces[-1].owner, pieces[-1].text.rstrip("\r\n"))]
        return [Piece("root", "\ufeff"), *pieces] if self._rarely(4, "byte-order mark") else pieces

    def _mixed(self, text: str) -> str:
        return "".join(self.chance.choice(("\n", "\r\n")) if sign == "\n" else sign for sign in text)
