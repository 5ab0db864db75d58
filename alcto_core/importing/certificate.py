"""A certificate of attendance as the beginning of an entry: what its text says, and where.

Everything found is shown with its line and put right by the person; what is doubtful is left open, with the reason.
Each line is read by itself, so that a year at the end of one never becomes the hours of the next.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

import msgspec

from alcto_core.entry import prefill
from alcto_core.entry.answer import joined
from alcto_core.entry.clock import between, shown, spans_of
from alcto_core.entry.form import EntryText
from alcto_core.hours import from_minutes, long
from alcto_core.importing.certificate_languages import in_english, language_of
from alcto_core.importing.certificate_lines import (
    DAY,
    LONGEST_LINE,
    Claim,
    Found,
    Line,
    days_of,
    hours_of,
    with_whole_days,
)
from alcto_core.importing.pdf import Pages
from alcto_core.rules.library import Library
from alcto_core.words import folded

_TITLE = re.compile(
    r"\b(?:course|event|session|conference|workshop|webinar|training|program|activity|class) (?:title|name)\s*:\s*(.*)"
    r"|\b(?:title|name) of (?:the )?(?:course|event|session|activity|program)\s*:\s*(.*)"
    r"|^(?:course|event|session|conference|workshop|webinar|training|program|activity|class|title|topic"
    r"|kurs|seminar|veranstaltung|fortbildung|thema|titel|schulung|lehrgang|tagung"
    r"|curso|taller|seminario(?: web)?|conferencia|evento|sesión|capacitación|programa|tema|título|actividad|jornada"
    r"|(?:nombre|título) del? (?:curso|taller|evento|programa))\s*:\s*(.*)",
    re.I,
)
_DID = re.compile(
    r"\b(?:(?:has |have |having )?(?:successfully |satisfactorily )?(?:completed|attended|participated in)"
    r"|(?:for|on) (?:successfully )?(?:completing|attending|participating in)"
    r"|(?:for|of) (?:(?:the|his|her|their) )?(?:completion|attendance|participation)(?: of| at| in)"
    r"|in recognition of (?:attending|completing)"
    r"|(?:ha |haber )(?:satisfactoriamente )?(?:asistido|participado|completado|finalizado|aprobado|concluido)"
    r"(?: satisfactoriamente| con éxito)?(?: al?| en)?"
    r"|por (?:su )?(?:asistencia|participación)(?: al?| en)?"
    r"|(?:an (?:de[rm]|einem|einer)|am)"
    r"(?= (?:fortbildung|seminar|veranstaltung|schulung|workshop|webinar|kurs|lehrgang|tagung)))"
    r"\b[\s:]*(.*)",
    re.I,
)
_PERSON = re.compile(
    r"^(?:this (?:is to )?certif(?:y|ies) that|(?:this certificate is )?(?:proudly )?"
    r"(?:awarded|presented|given|granted) to|this acknowledges that|name\s*:"
    r"|(?:participant|attendee|learner|student|recipient|educator)(?:'s|’s)?(?: name)?\s*:"
    r"|certif(?:y|ies) that|se certifica que|(?:se )?otorga(?:d[oa])?(?: el presente \w+)? a|nombre\s*:"
    r"|hiermit wird bestätigt,? dass|teilnehmer(?:in)?\s*:)[\s:]*(.*)",
    re.I,
)
_SPONSOR = re.compile(
    r"^(?:sponsor(?:ed by)?|presented by|provider|provided by|offered by|hosted by|organi[sz](?:ed by|er|ation)"
    r"|issued by|awarding body|(?:sponsoring )?organization|veranstalter(?:in)?|durchgeführt von|anbieter"
    r"|organizado por|impartido por|entidad)\s*:?\s+(.+)",
    re.I,
)
_PLACE = re.compile(r"^(?:location|place|venue|held (?:at|in)|(?:veranstaltungs)?ort\s*:|lugar|sede)\s*:?\s+(.+)", re.I)
_TOP = 5
"""Lines of a page among which it says that it is a certificate."""
_CERTIFICATE = re.compile(
    r"\b(?:certificate|certifies|zertifikat|bescheinigung|constancia|certificado|diploma)\b", re.I
)
_EACH = "so take each into a file of its own."
_ARTICLE = re.compile(r"^(?:the|an?|our|this)\s+")
"""In small letters, before a title."""
_A_THING = re.compile(
    r"(?:(?:the|a|an|this|our)\s+)?(?:following\s+)?(?:live\s+|virtual\s+|online\s+)?"
    r"(?:webinar|course|session|event|workshop|training|conference|program|activity|class|presentation)"
    r"(?:\s+(?:titled|entitled|called|on|about))?"
    r"|to (?:the )?satisfaction|(?:all )?(?:the )?requirements (?:of|for)(?: the)?"
    r"|(?:el|la|un|una|siguiente)?\s*(?:curso|taller|seminario(?: web)?|evento|conferencia|capacitación|programa"
    r"|jornada)"
    r"(?:\s+(?:de|sobre|titulado|denominado))?"
    r"|(?:fortbildung|seminar|veranstaltung|schulung|workshop|webinar|kurs|lehrgang|tagung)",
    re.I,
)
"""Words before a title that name nothing: “attended the webinar”, and the title on the next line."""
_NO_PROOF = re.compile(
    r"\b(?:(?:has|have|was|did|is) not (?:yet )?(?:successfully )?(?:complet|attend|pass|participat|finish)\w*"
    r"|registration confirmation|(?:you are|you’re|you're) (?:registered|on the wait)|order confirmation"
    r"|receipt|invoice|proof of payment|(?:anmelde|buchungs)bestätigung|rechnung|nicht teilgenommen"
    r"|confirmación de (?:inscripción|registro)|recibo|factura|comprobante de pago"
    r"|no (?:ha )?(?:asistió|asistido|completado)"
    r"|save the date|certificate (?:is )?not (?:yet )?(?:valid|earned)|wait[- ]?list(?:ed)?|warteliste|lista de espera"
    r"|(?:status|result|attendance|estado|stand)\s*:\s*(?:no[- ]?show|cancel+ed|withdrawn|incomplete|in progress"
    r"|registered|enrolled|pending|failed|absent|not .*|ausente|pendiente|abgesagt|angemeldet))\b",
    re.I,
)
"""What stands on a paper that shows no attendance."""
_ENDS = re.compile(
    r"[\s,;:]+(?:held|on|from|at|am|vom|el|del)\s+(?=.*\d{2}).*$|\s+and (?:earned|is awarded).*$"
    r"|\s+(?:erfolgreich )?teilgenommen.*$|,?\s+con una duración.*$",
    re.I,
)
_QUOTED = re.compile(r"[“\"„«]\s*([^”\"“»]{3,200}?)\s*[”\"“»]")


class Certificate(msgspec.Struct, frozen=True, kw_only=True):
    """What a certificate says, each by the field of an entry: `title`, `offering`, `date`, `hours`, `location`,
    `source`; and `person`, whose name stands on it. Doubts of the whole stand under `paper`, or
    under `badge` where it is one."""

    found: dict[str, Found]
    doubts: dict[str, tuple[str, ...]]
    """By field, what the person has to decide or should know, as sentences."""


def read_certificate(pages: Pages, library: Library, name: str, today: date) -> Certificate:
    """Read the text of a certificate for the person of this name."""
    lines = [
        Line(at, number, unicodedata.normalize("NFC", words[:LONGEST_LINE]))
        for at, page in enumerate(pages, 1)
        for number, words in enumerate(page, 1)
    ]
    found: dict[str, Found] = {}
    doubts: dict[str, list[str]] = {}
    lines, several = _own_pages(with_whole_days(lines), name)
    if several:
        doubts["paper"] = [several]
    language = language_of(line.words for line in lines)
    in_words = (
        [line._replace(words=in_english(line.words, language), written=line.words) for line in lines]
        if language
        else lines
    )
    claims, open_ones, others = hours_of(in_words)
    take_one(found, doubts, "hours", claims, open_ones, others)
    if "hours" not in found and "hours" not in doubts and (times := _by_times(in_words)):
        doubts["hours"] = [times]
    take_one(found, doubts, "date", *days_of(in_words, today, is_day_first=language is not None))
    take_title(found, doubts, lines, library)
    take_person(found, doubts, lines, name)
    for key, pattern in (("source", _SPONSOR), ("location", _PLACE)):
        if told := next(((line, one[1]) for line in lines if (one := pattern.match(line.words))), None):
            found[key] = told[0].says(told[1].strip(" .:"))
    if paper := next((line for line in lines if _NO_PROOF.search(line.words)), None):
        found.pop("hours", None)
        doubts.setdefault("paper", []).append(f"It does not say that it was attended; {paper.place}")
    if several.endswith(_EACH):
        found.pop("title", None)
        found.pop("offering", None)
    if "offering" in found:
        found.pop("source", None)  # the catalogue says who grants it
    return Certificate(found=found, doubts={key: tuple(dict.fromkeys(words)) for key, words in doubts.items()})


def into_form(certificate: Certificate, library: Library, proof: str) -> EntryText:
    """A form that begins with what was found, with the file as proof; strands come from the catalogue."""
    found = {key: one.value for key, one in certificate.found.items() if key != "person"}
    text = msgspec.structs.replace(EntryText(evidence=joined((proof,))), **found)
    if "offering" not in found:
        return text
    return msgspec.structs.replace(text, **prefill.into_form(library, found["offering"], text))


def take_one(
    found: dict[str, Found],
    doubts: dict[str, list[str]],
    key: str,
    claims: Sequence[Claim],
    undecided: Sequence[str],
    remarks: Sequence[str],
) -> None:
    """The one value that the best lines agree on; where they do not, or something is undecided, none."""
    top = max((one.rank for one in claims), default=0)
    best = [one for one in claims if one.rank == top]
    several = len({one.value for one in best}) > 1
    told = [*undecided]
    if several or undecided:
        told += [f"It may be {one.value}; {one.line.place}" for one in best]
    elif best and (top > 0 or not remarks or key != "hours"):
        found[key] = best[0].line.says(best[0].value)
        told += [f"It may also be {one.value}; {one.line.place}" for one in claims if one.value != best[0].value]
    else:
        told += [f"It may be {one.value}; {one.line.place}" for one in best]
    if told or remarks:
        doubts[key] = [*told, *remarks]


def take_title(found: dict[str, Found], doubts: dict[str, list[str]], lines: Sequence[Line], library: Library) -> None:
    """The event by the catalogue, where a line names the one entry of it; else by what a line calls a title."""
    listed: dict[str, tuple[str, Line]] = {}
    names = {
        id: {words: one.title for _, one in listings for words in (_words(one.title),) if _is_telling(words)}
        for id, listings in library.listings.items()
    }
    for line in lines:
        text = f" {_words(line.words)} "
        for id, titles in names.items():
            if title := next((title for words, title in titles.items() if f" {words} " in text), None):
                listed.setdefault(id, (title, line))
    longest = {
        id: one
        for id, one in listed.items()
        if not any(other != id and f" {_words(one[0])} " in f" {_words(more[0])} " for other, more in listed.items())
    }
    if len(longest) == 1:
        id, (title, line) = next(iter(longest.items()))
        found["offering"], found["title"] = line.says(id), line.says(title)
        return
    if longest:
        ids = ", ".join(longest)
        doubts.setdefault("offering", []).append(f"Several entries of the catalogue are named: {ids}.")
    for pattern in (_TITLE, _DID):
        for at, line in enumerate(lines):
            if match := pattern.search(line.words):
                said = next(filter(None, match.groups()), "").strip()
                if re.match(rf"on\s+{DAY.pattern}", said, re.I):
                    continue  # “Course completed on June 10, 2026” names nothing
                if quoted := _QUOTED.search(said):
                    said = quoted[1]
                if _A_THING.fullmatch(said.strip(" .:")) or _ARTICLE.fullmatch(f"{said} "):
                    said = ""
                said = _ARTICLE.sub("", said)
                place = line if said else next(iter(lines[at + 1 : at + 2]), line)
                title = _ENDS.sub("", said or place.words).strip(" .,:;“”\"'")
                if title and (said or place is not line) and not DAY.fullmatch(title):
                    found["title"] = place.says(title)
                    return


def _own_pages(lines: list[Line], name: str) -> tuple[list[Line], str]:
    """Of a file with the certificates of several people the pages of this person; and what to say of several."""
    begin = sorted({line.page for line in lines if line.number <= _TOP and _CERTIFICATE.search(line.words)})
    if len(begin) < 2:
        return lines, ""
    own = set(_words(name).split())
    parts = [
        [line for line in lines if first <= line.page < after]
        for first, after in zip(begin, [*begin[1:], lines[-1].page + 1], strict=True)
    ]
    mine = [part for part in parts if any(own and own <= set(_words(line.words).split()) for line in part)]
    texts = {tuple(line.words for line in part) for part in mine}
    if len(texts) > 1 and all(any(DAY.search(line.words) for line in part) for part in mine):
        pages = " and ".join(str(part[0].page) for part in mine)
        return lines, f"Pages {pages} are certificates of their own, {_EACH}"
    if len(mine) == 1 and len(parts) > 1:
        return mine[0], f"It holds {len(parts)} certificates, and the one on page {mine[0][0].page} is yours."
    return lines, ""


def _by_times(lines: Sequence[Line]) -> str:
    """What times of the day would come to, where no line says hours: nobody knows of breaks, so it is only told."""
    for line in lines:
        try:
            span = next(spans_of(line.words), None)
            begin, end = between(span) if span is not None else (0, 0)
        except ValueError:
            continue
        if span is not None and not span.is_plain and end > begin:
            return f"From {shown(begin)} to {shown(end)} it is {long(from_minutes((end - begin) // 60))}; {line.place}"
    return ""


def _is_telling(words: str) -> bool:
    """Whether a title can be recognized inside a line: a word such as "Talent" cannot."""
    return " " in words or (len(words) >= 4 and words in ("fetc", "iste", "aetc"))


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", folded(text)))


def take_person(found: dict[str, Found], doubts: dict[str, list[str]], lines: Sequence[Line], name: str) -> None:
    """The person of this name, where a line holds it; else a doubt that names the other."""
    own = set(_words(name).split())
    for line in lines:
        if own and own <= set(_words(line.words).split()):
            found["person"] = line.says(name)
            return
    for at, line in enumerate(lines):
        if match := _PERSON.match(line.words):
            said = re.split(r"\s+(?:has|have|for|attended|completed)\b", match[1].strip())[0]
            place = line if said else next(iter(lines[at + 1 : at + 2]), line)
            other = said or place.words
            if place is not line or said:
                found["person"] = place.says(other)
                doubts["person"] = [f"It is made out to “{other}”, and these are the records of {name}."]
                return
    doubts["person"] = [f"The name of {name} does not stand on it."]
