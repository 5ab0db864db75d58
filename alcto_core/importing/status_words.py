"""The words by which people say whether a row counts: headings of such columns, and what fills them."""

from __future__ import annotations

import re

from alcto_core.importing.vocabulary import phrases

STATUS_HEADINGS = frozenset(
    phrases(
        "result|results|outcome|pass fail|passed|passed failed|pass|attended|attendance|present|completed|"
        "complete|completion|status|disposition|decision|credit awarded|credit granted|credited|approved|"
        "approval|approved yes no|approved y n|attended y n|attended yes no|completed y n|completed yes no|done|"
        "finished|progress|grade|final grade|mark|success|success status|audit|audit result|verified|accepted|"
        "earned|participation|participated|cancelled|canceled|withdrawn|no show|completed successfully|"
        "did you attend|did you complete it|credit|in person attendance|lesson status|complete incomplete|p f|s u|"
        "show no show|show|checked in|check in status|percent complete|percent completed|progress percent|"
        "percent progress|"
        "completion percent|percent completion|completion percentage|progress percentage|"
        "viewed|watched|rsvp|going|are you going|interested|signed up|registered|enrolled|"
        "estado|estatus|situacion|resultado|asistencia|aprobado|completado|stand|teilnahme|teilnahmestatus|ergebnis|"
        "anwesenheit|bestanden|teilgenommen|erledigt|statut|resultat|presence"
    )
)
"""Headings whose column says whether a row counts, where its cells are words for it."""
STATUS_NOUNS = frozenset(
    phrases("status|approval|result|outcome|attendance|decision|disposition|completion|teilnahmestatus|kursstatus")
)
"""Last words of a heading of a status."""
STATUS_STEMS = re.compile(
    r"\b(?:complet|attend|pass|finish|credit|earn|approv|present|done|participat|cancel|success|award|satisf)"
)
"""How words of a question begin that is answered with yes or no."""
STATUS_BUT = frozenset(
    phrases(
        "payment|billing|invoice|employment|marital|member|membership|account|user|employee|record|reimbursement|paid"
    )
)
"""Words that make the status of a heading that of something else."""

DONE = frozenset(
    phrases(
        "completed|complete|done|finished|attended|yes|y|x|true|1|pass|passed|approved|credited|awarded|earned|"
        "accepted|verified|posted|granted|present|satisfied|satisfactory|certified|met|fulfilled|processed|"
        "issued|confirmed|recorded|closed|valid|successful|success|ok|p|full|on time|attendee|100|honored|"
        "recognized|credit|transcribed|complete via rpl|competent|obtained|achieved|checked in|show|full attendance|"
        "certificate issued|certificate earned|erledigt|absolviert|teilgenommen|bestanden|abgeschlossen|anwesend|ja|"
        "hecho|si|completado|completada|completo|aprobado|aprobada|asistio|presente|terminado|finalizado|oui|termine|"
        "terminee|reussi|reussie|acheve|assiste|valide|sim|concluido|aprovado"
    )
)
"""Words of a status by which a row was done, folded."""
DONE_BEGINS = phrases(
    "completed |complete |passed |pass |attended |approved |credit awarded|credits awarded|credit earned|"
    "credits earned|"
    "credit granted|credits granted|credit posted|credits posted|hours earned|hours awarded|hours posted|"
    "hours approved|"
    "successfully |fully |full attendance|certificate issued|certificate awarded"
)
PLANNED = frozenset(phrases("planned|registered|upcoming|scheduled|not yet|future|to do|to come|planning|geplant"))
NEVER_DONE = frozenset(
    phrases(
        "cancelled|canceled|no|n|no show|absent|missed|not attended|did not attend|did not go|not completed|"
        "incomplete|declined|denied|rejected|withdrawn|withdrew|dropped|void|false|0|nc|np|wd|fail|failed|noshow|f|"
        "nein|"
        "none|unsatisfactory|abgesagt|storniert|abgelehnt|abgebrochen|nicht teilgenommen|nicht bestanden|cancelado|"
        "cancelada|"
        "rechazado|rechazada|reprobado|reprobada|ausente|no asistio|no aprobado|no aprobada|no completado|"
        "no completada|annule|annulee|refuse|non|nicht erschienen|entfallen|krank|gefehlt|abwesend|dnf|dna|wl"
    )
)
"""Words of a status that say that it was not done; an activity of the records knows no such state."""
NOT_CREDITED = phrases(
    "not |non |no |un|did not|didn t|never|wait|enrol|in progress|inprogress|start|expir|fail|reject|denied|"
    "deni|pend|absent|cancel|postpon|incomplete|overdue|void|delet|revok|return|need|draft|declin|withdr|"
    "drop|miss|under |in review|in process|await|on hold|hold|open|assign|inelig|disqualif|refus|review|"
    "submit|sent|request|invit|audit|partial|late cancel|inactive|archiv|suspend|excused|exempt|duplicate|"
    "appeal|reschedul|moved|interrupt|abandon|quit|left|removed|terminat|lapsed|tentative|interested|maybe|"
    "current|ongoing|on going|active|started|behind|due|past due|new|not|attempted|browsed|viewed|in draft|"
    "resubmi|revis|correct|error|invalid|deferred|"
    "angemeldet|warteliste|ausstehend|offen|entschuldigt|verschoben|in bearbeitung|laufend|begonnen|nicht |"
    "inscri|lista de espera|pendiente|en curso|en proceso|en progreso|no |aplazado|pospuesto|solicitad|registrad"
)
"""How a status begins that says that it is not, or not yet, credited."""


NOT_DONE_HEADINGS = frozenset(
    phrases(
        "cancelled|canceled|cancellation|withdrawn|withdrew|withdrawal|dropped|drop|noshow|absent|missed|refunded|"
        "waitlisted|denied|rejected|declined|failed|incomplete|void|voided|revoked|deleted"
    )
)
"""Words of a heading that asks whether a row was *not* done: “Cancelled?”, “Date withdrawn”."""
NOT_DONE_BESIDE = frozenset(
    phrases("date|on|at|was|were|did|you|it|is|the|yes|no|y|n|or|if|reason|for|when|of|event|class|course")
)
"""Words that may stand beside those."""
SHARE_WORDS = frozenset(phrases("progress|complete|completed|completion|percent|percentage|status|done|finished"))
"""Words of a heading below which a percentage is how much was done."""
MARK_WORDS = frozenset(phrases("grade|mark|score|result|results|outcome|pass|passed|fail|audit|evaluation"))
"""Words of a heading below which a percentage is a mark, which says nothing without the mark that passes."""
ENTRY_HEADINGS = frozenset(
    phrases("enrollment|enrolment|enrolled|registration|registered|signup|rsvp|going|interested|signed")
)
"""Words of a heading whose status is that of the beginning."""
ENTERED = phrases("enrol|regist|active|current|open|confirm|accept|approv|paid|signed up")
"""How a status begins there that says no more than that."""
