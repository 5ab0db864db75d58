"""The table of verbs: all that help and completion need, so that they import no verb."""

from __future__ import annotations


class Verb:
    """One word of the command line. A plain class: a completion must not pay for `typing`."""

    __slots__ = ("examples", "module", "name", "summary")

    def __init__(self, name: str, module: str, summary: str, examples: tuple[str, ...]) -> None:
        self.name = name
        self.module = module
        """Module of this package that holds its `command`."""
        self.summary = summary
        self.examples = examples


VERBS = (
    Verb(
        "init",
        "init",
        "Make your records file",
        ('alcto init --name "Jordan Avery" --district "Pine Hollow City Schools" --program al-td-ceu',),
    ),
    Verb(
        "status",
        "status",
        "Say what is missing, by when and why",
        ("alcto status", "alcto status --on 2026-09-30 --json"),
    ),
    Verb(
        "log",
        "log",
        "Add what you did, after showing what it counts for",
        (
            'alcto log "winter conference" --date 2026-01-28 --hours 6.5 --strand it --strand data',
            'alcto log summer --date 2026-06-10 --session "1.5 | Ransomware tabletop | it" '
            '--session "1 | Lunch | - | meal"',
        ),
    ),
    Verb(
        "edit",
        "edit",
        "Change an activity",
        ("alcto edit 2026-01-28-alet-winter --hours 5.5 --posted 2026-02-10",),
    ),
    Verb("delete", "delete", "Take an activity out of the records", ("alcto delete 2026-01-28-alet-winter",)),
    Verb("list", "list", "List your activities and what they count", ("alcto list", "alcto list fetc --json")),
    Verb("find", "find", "Look for words in entries, steps, events and rules", ("alcto find presentation",)),
    Verb(
        "proof",
        "proof",
        "Tick what each certificate shows, or write a reflection",
        ("alcto proof", "alcto proof 2026-01-12-fetc --seen all --unseen hours"),
    ),
    Verb(
        "explain",
        "explain",
        "Say why hours count or not, clause by clause",
        ("alcto explain 2026-01-28-alet-winter", "alcto explain al-td-ceu/source/alet"),
    ),
    Verb(
        "credential",
        "credential",
        "List, add, change or remove a credential",
        ("alcto credential list", "alcto credential add al-cto --cohort ECHO --renewed 2024-05-20"),
    ),
    Verb(
        "step",
        "step",
        "Mark a document or another step as done",
        (
            'alcto step al-cto presentation --done 2026-10-02 --file evidence/deck.pdf --by "Dr. Lee"',
            "alcto step al-cto plan/ --done 2026-10-02 --file evidence/plan.pdf",
        ),
    ),
    Verb(
        "renew",
        "renew",
        "Record that the authority renewed a credential",
        ("alcto renew al-cto --date 2024-05-20", "alcto renew al-cto --unknown"),
    ),
    Verb(
        "import",
        "import_file",
        "Bring a spreadsheet or a calendar in, after a dry run",
        ("alcto import log.csv", "alcto import log.csv --column 'Prof. Dev. Title=title' --yes"),
    ),
    Verb(
        "reconcile",
        "reconcile",
        "Compare your records with the official record",
        ("alcto reconcile talent.csv", "alcto reconcile talent.csv --message -"),
    ),
    Verb(
        "check",
        "check",
        "Look after records, proof, rule sets, plugins and earlier states",
        ("alcto check", "alcto check --all"),
    ),
    Verb(
        "plan",
        "plan",
        "Say what is the least that is still to do",
        ("alcto plan", "alcto plan al-cto --only online --away 2026-07-01..2026-07-15", "alcto plan --risk --pace"),
    ),
    Verb(
        "export",
        "export",
        "Write what you hand in or keep: entries, the form, a report",
        (
            "alcto export entries entries.xlsx",
            "alcto export form --credential al-cto",
            "alcto export report report.html",
        ),
    ),
    Verb(
        "packet",
        "packet",
        "Pack all that is handed in; judge a packet again",
        ("alcto packet al-cto --to packet.zip", "alcto packet --verify packet.zip"),
    ),
    Verb("catalogue", "catalogue", "List the events and courses that count", ("alcto catalogue cosn",)),
    Verb(
        "rules",
        "rules",
        "Show what a program asks for; install rule files of your own",
        (
            "alcto rules al-td-ceu/source/alet",
            "alcto rules add external-fy27.toml",
            "alcto rules --check external-fy27.toml",
        ),
    ),
    Verb(
        "plugins",
        "plugins",
        "List the installed rule sets and their state",
        ("alcto plugins", "alcto plugins --verify alabama"),
    ),
    Verb(
        "new-plugin",
        "new_plugin",
        "Write the rules of another state as a package, to begin from",
        (
            "alcto new-plugin ga-license --window cycle --years 5 --hours 100 --unit ceu=10",
            "alcto new-plugin xy --like al-td-ceu",
        ),
    ),
    Verb(
        "schema",
        "schema",
        "Print the schema of a kind of file, for editors",
        ("alcto schema rule-set > rule-set.schema.json", "alcto schema records"),
    ),
    Verb("undo", "undo", "Take the last change back", ("alcto undo", "alcto undo --list")),
    Verb("redo", "redo", "Make an undone change again", ("alcto redo",)),
    Verb(
        "restore",
        "restore",
        "Bring an earlier state back, or everything from a backup",
        ("alcto restore", "alcto restore 12", "alcto restore alcto-backup-2026-03-01.zip"),
    ),
    Verb(
        "backup",
        "backup",
        "Pack records, proof, rule files and settings into one zip",
        ("alcto backup", "alcto backup ~/Documents/alcto.zip --history"),
    ),
    Verb(
        "roster",
        "roster",
        "Say who of many people has met what",
        ("alcto roster people", "alcto roster people --program al-td-ceu --on 2026-09-30 --csv roster.csv"),
    ),
    Verb("keys", "keys", "List the keys of the screens, and your own", ("alcto keys", "alcto keys --json")),
    Verb("where", "where", "Say where your files are", ("alcto where",)),
    Verb(
        "web",
        "web",
        "Show the screens in a browser on this computer",
        ("alcto web", "alcto web --port 8080 --writable"),
    ),
    Verb("demo", "demo", "Look around on made-up records", ("alcto demo", "alcto demo --as california --status")),
    Verb("completion", "completion", "Print the completion script of a shell", ("alcto completion bash",)),
)
"""In the order in which a person meets them."""

BY_NAME = {verb.name: verb for verb in VERBS}

SAVING = frozenset({
    "init", "log", "edit", "delete", "credential", "step", "renew", "import", "reconcile", "check", "export", "packet",
    "rules", "new-plugin", "undo", "redo", "restore", "backup", "where", "proof",
})  # fmt: skip
"""Verbs that may write a file. They go on where nobody takes their answer."""
