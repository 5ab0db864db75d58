"""How programs name the second copy of a file that they make beside it: sync programs, editors, file managers.

A name is the file's own name with one thing or several put into it: `records (1).toml`,
`records.sync-conflict-20260301-120000-ABCDEFG.toml`, `records.toml~`. Each pattern below is one such thing, at its
place in the name, and says where the fact is told. What a pattern matches too much is told apart by what the file
holds, so patterns ask for the shape that a program makes and not for every word.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

_MOST_WAYS = 20
"""How often a name is taken apart: a copy may be copied again."""
_MOST_LETTERS = 255


class Pattern(NamedTuple):
    """One thing that a program puts into a name."""

    program: str
    """Who does it, as a person knows it."""
    place: Literal["stem", "end", "whole"]
    """Before the ending (`recordsHERE.toml`), after it (`records.tomlHERE`), or around the whole name."""
    shape: str
    """A regular expression, for `whole` with {name} and {stem}. Capitals matter only where it says so."""
    source: str
    """Where the shape is told, or what was seen to make it."""
    stays: str = ""
    """Why such a copy must not be moved or deleted, where that is so."""


_OWNCLOUD = "github.com/owncloud/client/pull/6417"
_SEAFILE = (r" \(SFConflict .+\)", "help.seafile.com/syncing_client/file_conflicts")
_RESILIO = (
    r"(?:\.Conflict ?\d*)+",
    "help.resilio.com/hc/en-us/articles/204753629-Conflict-files-in-Sync",
    "Resilio Sync would delete the file itself on the other computers if this copy went",
)
_WORDS = (
    "conflict|konflikt|conflit|conflict[oa]|conflitt[oi]|conflit[oa]|ristiriita|çakışma|ütközés|конфликт|конфлікт|"
    "競合|衝突|冲突|충돌"
)
"""“Conflict” as it stands inside the words of many languages."""
_COPY_WORDS = "copy|kopie|copie|copia|cópia|còpia|kopia|kopi|kopio|kopya|kópia|копия|копія|コピー|副本|複製|복사본"

PATTERNS = (
    Pattern("alcto", "stem", r" \(mine \d{4}-\d\d-\d\d \d{6}(?: \d+)?\)", "alcto, when a save met another change"),
    Pattern(
        "Syncthing", "stem", r"\.sync-conflict-\d{8}-\d{6}(?:-[a-z0-9]{7})?", "docs.syncthing.net/users/syncing.html"
    ),
    Pattern("Nextcloud or ownCloud", "stem", r" \(conflicted copy (?:.+ )?\d{4}-\d\d-\d\d \d{6}\)", _OWNCLOUD),
    Pattern("Nextcloud or ownCloud", "stem", r"_conflict-(?:.+-)?\d{8}-\d{6}", _OWNCLOUD),
    Pattern("Nextcloud", "stem", r" \(case clash from .+\)", "the Nextcloud desktop client since 3.6"),
    Pattern("Dropbox", "stem", r" \(.*conflicted copy.*\)", "help.dropbox.com/syncing-uploads/conflicted-copy"),
    Pattern("Maestral", "stem", r" \(.*conflicting copy.*\)", "github.com/samschott/maestral/issues/861"),
    Pattern(
        "Dropbox",
        "stem",
        r" \((?:.+ )?(?:case|unicode encoding|selective sync|white ?space) conflict(?: .*)?\)",
        "dropboxwatchdog.com/issues/case-unicode-conflict-renaming",
    ),
    Pattern("Seafile", "stem", *_SEAFILE),
    Pattern("Seafile", "end", *_SEAFILE),
    Pattern("rclone", "end", r"\.\.path[12]|(?-i:\.conflict\d+)", "seen of rclone bisync 1.60.1"),
    Pattern("Resilio Sync", "stem", *_RESILIO),
    Pattern("Resilio Sync", "end", *_RESILIO),
    Pattern(
        "Synology Drive",
        "stem",
        r"_.+_[a-z]{3}-\d\d-\d{4}-\d{4}_\w*conflict(?:_\d+)?",
        "kb.synology.com/en-eu/DSM/tutorial/Synology_Drive_file_conflict_resolution",
    ),
    Pattern(
        "pCloud", "stem", r" (?:\[conflicted\]|\(conflicted\))(?: ?\(?\d+\)?)?", "github.com/rcfa/pCloudSync-deconflict"
    ),
    Pattern("Google Drive", "end", r" \(Conflict [0-9a-f]{6,}\)", "github.com/cryptomator/cryptomator/issues/359"),
    Pattern("Insync", "stem", r"_conf\(\d+\)", "Insync, a client for Google Drive and OneDrive"),
    Pattern("Proton Drive", "stem", r" \(# Name clash .+ #\)", "the Proton Drive apps"),
    Pattern("Cryptomator", "stem", r" \(Created by .+\)", "docs.cryptomator.org/en/latest/desktop/sync-conflicts"),
    Pattern(
        "Unison",
        "stem",
        r" \(?(?:copy: )?conflict(?: \d+)?[ _](?:with|on)[ _].+\)?",
        "Unison with copyonconflict; seen of 2.52",
    ),
    Pattern("Windows offline files", "stem", r" \([^()]+ v\d+\)", "the Sync Center of Windows"),
    Pattern("OneDrive", "stem", r"-.+-safeBackup-\d{4}", "github.com/abraunegg/onedrive"),
    # The name of a computer: capitals of Windows, or a Mac's words. `records-2024` and `records-old` are no computers.
    Pattern(
        "OneDrive",
        "stem",
        r"(?-i:-(?=[A-Za-z0-9’' -]*[A-Z])[A-Za-z0-9](?:[A-Za-z0-9’' -]*[A-Za-z0-9])?)",
        "github.com/skilion/onedrive/issues/265",
    ),
    Pattern("a sync program", "stem", rf"_.+_(?:{_WORDS})", "the shape of a computer, a day and a word"),
    Pattern("a sync program", "stem", r" \([^()@\s]+@[^()@\s]+\)", "the shape of a person and a computer"),
    Pattern("a sync program", "stem", rf"[(\[](?:{_WORDS})[^()\[\]]*[)\]]", "the shape of a word in brackets"),
    Pattern("git", "stem", r"~[\w.+-]+(?: \([^()]+\))?", "git merge, where a name was taken: HEAD, a branch, a commit"),
    Pattern("a file manager", "stem", r" \((?:\d+(?:st|nd|rd|th)|another) copy\)", "GNOME Files"),
    Pattern("a file manager", "stem", rf" \((?:{_COPY_WORDS})(?: \d+)?\)", "GNOME Files, Thunar"),
    Pattern(
        "Windows Explorer", "stem", rf" [-–—] (?:{_COPY_WORDS})(?: \(\d+\))?", "Windows Explorer in many languages"
    ),
    Pattern("Finder", "stem", rf" (?:{_COPY_WORDS})(?: \d{{1,3}})?", "the Finder of macOS in many languages"),
    Pattern("iCloud Drive or Finder", "stem", r" \d{1,2}", "iCloud Drive, where a name was taken"),
    Pattern(
        "Google Drive, OneDrive or a browser", "stem", r" \(\d{1,3}\)", "github.com/cryptomator/cryptomator/issues/98"
    ),
    Pattern("a browser", "stem", r"\(\d{1,3}\)", "Firefox, where a name was taken"),
    Pattern("a sync program", "stem", rf" ?[(\[].*(?:{_WORDS}).*[)\]]", "the shape of Box, Egnyte, Sync.com, Tresorit"),
    Pattern("a sync program", "stem", rf"(?:[ _.-]| [-–—] )(?:{_WORDS})(?:[ _.-].*)?", "help.cozy.io and others"),
    Pattern("a sync program", "stem", r" \(.*\d{4}-\d\d-\d\d.*\)", "the shape of Dropbox in other languages"),
    Pattern("git", "stem", r"_(?:BACKUP|BASE|LOCAL|REMOTE)_\d+", "git mergetool"),
    Pattern("git", "end", r"\.(?:BACKUP|BASE|LOCAL|REMOTE)\.\d+(?:\.toml)?", "git mergetool of old"),
    Pattern("Subversion", "end", r"\.(?:mine|working|r\d+|merge-(?:left|right)\.r\d+)", "svnbook.red-bean.com"),
    Pattern("Bazaar", "end", r"(?-i:\.(?:BASE|THIS|OTHER))", "Bazaar and Breezy, where a merge met another change"),
    Pattern("git, Mercurial or patch", "end", r"\.(?:orig|rej)", "git mergetool, hg revert, patch"),
    Pattern("an editor", "end", r"~|\.~\d+~", "Emacs, Vim, gedit; also cp and rsync with --backup"),
    Pattern("an editor", "end", r"(?:\.[\d_-]+)?\.(?:bak|old|backup)\d*", "Notepad++ and by hand"),
    Pattern("nano", "end", r"\.save(?:\.\d+)?", "nano, when it is ended while a file is open"),
    Pattern("an editor", "whole", r"{stem}\.(?:bak|old|backup)", "an editor that changes the ending"),
    Pattern("Emacs", "whole", r"#{name}#", "Emacs, auto-save"),
    Pattern("Vim", "whole", r"\.{name}\.sw[a-p]", "Vim, swap file"),
    Pattern("Kate", "whole", r"\.{name}\.kate-swp", "Kate, swap file"),
    Pattern(
        "Windows Explorer",
        "whole",
        r"(?:Copy(?: \(\d+\))? of|Kopie von|Copie de|Copia de|Cópia de) {name}",
        "Windows, Google Drive",
    ),
)
"""The narrow ones before the wide ones: the first that fits names the program."""


class Named(NamedTuple):
    """Whose copy a name says that it is."""

    program: str
    stays: str


def named(name: str, original: str) -> Named | None:
    """Which program made a file called `name` as a copy of `original`; None where the name tells of no copy."""
    if name == original or len(name) > _MOST_LETTERS:
        return None
    if name.casefold() == original.casefold():
        return Named("another spelling of the name", "")
    stem, dot, ending = original.rpartition(".")
    known = {name}
    ways: list[tuple[str, Pattern | None]] = [(name, None)]
    while ways:
        rest, first = ways.pop(0)
        for pattern, shape in _shapes(stem, dot + ending):
            found = shape.fullmatch(rest)
            if found is None:
                continue
            left = found["stem"] + (dot + ending if pattern.place == "stem" else "")
            if pattern.place == "whole" or left.casefold() == original.casefold():
                return Named((first or pattern).program, (first or pattern).stays)
            if left not in known and len(known) < _MOST_WAYS:
                known.add(left)
                ways.append((left, first or pattern))
    return None


@cache
def _shapes(stem: str, ending: str) -> tuple[tuple[Pattern, re.Pattern[str]], ...]:
    """Each pattern for copies of one file; what is left of the name without it is the group `stem`."""
    name, tail = re.escape(stem + ending), re.escape(ending)
    found = []
    for pattern in PATTERNS:
        match pattern.place:
            case "stem":
                shape = f"(?P<stem>.+?)(?:{pattern.shape}){tail}"
            case "end":
                shape = f"(?P<stem>.+?)(?:{pattern.shape})"
            case _:
                shape = pattern.shape.replace("{name}", f"(?P<stem>{name})")
                shape = shape.replace("{stem}", f"(?P<stem>{re.escape(stem)})")
        found.append((pattern, re.compile(shape, re.IGNORECASE)))
    return tuple(found)
