"""Lines of certificates in Spanish and German, with what they say of hours and days in the English of the readers.

Titles, names and places are never touched: only days, lengths, and the words that say what these are of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

Language = Literal["de", "es"]

_SIGNS: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(?:teilnahme\w*|teilgenommen|bescheinig\w*|zertifikat|hiermit|bestätig\w*|fortbildung\w*|veranstaltung\w*"
        r"|stunden|minuten|dauer|unterrichts\w+|anmeldebestätigung|datum|kurs|umfang|januar|februar|märz|juni|juli|oktober"
        r"|dezember)\b",
        re.I,
    ),
    "es": re.compile(
        r"\b(?:certificado|certifica|constancia|diploma|asisti\w*|asistencia|participación|participado|otorgad[oa]|otorga"
        r"|curso|taller|duración|horas|minutos|fecha|inscripción|capacitación|enero|febrero|marzo|abril|mayo|junio|julio"
        r"|agosto|septiembre|octubre|noviembre|diciembre)\b",
        re.I,
    ),
}
_ENGLISH = re.compile(
    r"\b(?:certificate|attendance|completion|certifies|attended|completed|participated|presented|awarded|hours?|minutes"
    r"|course|event|date|issued)\b",
    re.I,
)
_LEAST_SIGNS = 2
"""Different words by which a certificate is in a language."""

_MONTHS: dict[Language, Sequence[str]] = {
    "de": [
        "januar|jan",
        "februar|feb",
        "märz|mär|mrz",
        "april|apr",
        "mai",
        "juni|jun",
        "juli|jul",
        "august|aug",
        "september|sept|sep",
        "oktober|okt",
        "november|nov",
        "dezember|dez",
    ],
    "es": [
        "enero|ene",
        "febrero|feb",
        "marzo|mar",
        "abril|abr",
        "mayo|may",
        "junio|jun",
        "julio|jul",
        "agosto|ago",
        "septiembre|setiembre|sept|sep",
        "octubre|oct",
        "noviembre|nov",
        "diciembre|dic",
    ],
}
"""How each month is written, the long form first."""
_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_NUMBERS: dict[Language, Sequence[str]] = {
    "de": ["eine|ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"],
    "es": ["una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce"],
}
_HOUR = r"(?:stunden?|std\b\.?|zeitstunden?|horas?|hours?)"

_REPLACED: dict[Language, Sequence[tuple[str, str]]] = {
    "de": (
        (
            r"\b(?:unterrichts(?:einheit(?:en)?|stunden?)|lern(?:einheit(?:en)?)|lehr(?:einheit(?:en)?)|UE|UStd\.?)\b",
            "credits",
        ),
        (r"\b(?:anderthalb|eineinhalb)\s+(?=stunden)", "1½ "),
        (r"\bzweieinhalb\s+(?=stunden)", "2½ "),
        (r"\bhalbe\s+(?=stunde)", "½ "),
        (r"\b(?:zeitstunden?|stunden?|std\b\.?)", "hours"),
        (r"\b(?:minuten?\b|min\.)", "minutes"),
        (
            r"\b(?:gesamtdauer|gesamtumfang|dauer|umfang|zeitumfang|stundenumfang|stundenzahl|zeitaufwand)\s*:",
            "Duration:",
        ),
        (r"\b(?:insgesamt|gesamt)\b", "total"),
        (r"\bje(?:weils)?\b|\bà\b|\bpro\b", "each"),
        (r"\bvon(?=\s+\d+\s+(?:hours|minutes))", "of"),
        (r"\bbis zu\b|\bmaximal\b|\bhöchstens\b", "up to"),
        (r"\bmindestens\b|\bwenigstens\b", "at least"),
        (r"\bca\.?\s+(?=\d)|\betwa\s+(?=\d)", "about "),
        (r"\b(?:ausgestellt|ausstellungsdatum|erstellt)\b(?:\s+am)?", "Issued"),
        (r"\bgültig bis\b", "valid until"),
        (r"\bgeb(?:\.|oren)(?:\s+am)?", "born"),
        (r"\b(?:veranstaltungsdatum|datum|termin|zeitraum)\b", "Date"),
        (r"\b(?:am|vom|den)\s+(?=\d)", ""),
        (r"(?<=\d)\.?\s*bis(?:\s+zum)?\s+(?=\d)", " to "),
        (r"(?<=\d)\.?\s*(?:und|u\.)\s+(?=\d)", " and "),
        (r"(?<=\d)\.\s*[-–]\s*(?=\d)", "-"),
    ),
    "es": (
        (r"\bhoras\s+(?:académicas|academicas|lectivas|pedagógicas|pedagogicas)\b", "credits"),
        (r"\bcréditos?\b", "credits"),
        (r"\b(\w+)\s+horas\s+y\s+media\b", r"\1½ hours"),
        (r"\b(?:una\s+)?hora\s+y\s+media\b", "1½ hours"),
        (r"\bmedia\s+hora\b", "½ hours"),
        (r"\bhoras?\b|\bhrs\b\.?", "hours"),
        (r"\bminutos?\b|\bmin\.", "minutes"),
        (r"\b(?:duración(?: total)?|carga horaria|intensidad horaria|tiempo total)\s*:", "Duration:"),
        (r"\btotal de hours\b", "total hours"),
        (r"\bpor\s+(?=sesión|día|semana|módulo|clase|mes)", "per "),
        (r"\bcada\b", "each"),
        (r"\bsemanales\b", "weekly"),
        (r"\bdiarias\b", "daily"),
        (r"\bde\s+(?=\d+\s+(?:hours|minutes))(?<=es de )", "of "),
        (r"\bhasta\s+(?=\d+(?:[.,]\d+)?\s+(?:hours|minutes))|\bmáximo(?: de)?\b", "up to "),
        (r"\bal menos\b|\bmínimo(?: de)?\b", "at least"),
        (r"\baproximadamente\b", "about"),
        (r"\bfecha\s+de\s+(?:expedición|emisión)\b|\bexpedid[oa]\b|\bemitid[oa]\b", "Issued"),
        (r"\b(?:válid[oa] hasta|vence|vigencia|vigente hasta)\b", "valid until"),
        (r"\bfecha\s+de\s+nacimiento\b", "birth"),
        (r"\bfechas?\b", "Date"),
        (r"\b(?:el|del|los\s+días|días)\s+(?=\d)", ""),
        (r"(?<=\d)\s+al\s+(?=\d)", " to "),
        (r"(?<=\d)\s+[ye]\s+(?=\d)", " and "),
    ),
}


def language_of(lines: Iterable[str]) -> Language | None:
    """The language of a certificate, by the words that only such papers of it hold; None for English and any other."""
    text = "\n".join(lines)
    found = {language: {one.casefold() for one in signs.findall(text)} for language, signs in _SIGNS.items()}
    best = max(found, key=lambda language: len(found[language]))
    english = {one.casefold() for one in _ENGLISH.findall(text)}
    return best if len(found[best]) >= max(_LEAST_SIGNS, len(english) + 1) else None


def in_english(words: str, language: Language) -> str:
    """One line with its days and lengths as an English certificate writes them."""
    for at, names in enumerate(_NUMBERS[language], 1):
        words = re.sub(rf"\b(?:{names})\s+(?={_HOUR})", f"{at} ", words, flags=re.I)
        words = re.sub(rf"\b(?:{names})(?=½)", f"{at}", words, flags=re.I)
    for pattern, plain in _REPLACED[language]:
        words = re.sub(pattern, plain, words, flags=re.I)
    for name, month in zip(_MONTHS[language], _ENGLISH_MONTHS, strict=True):
        words = re.sub(
            rf"(?<=\d)\.?\s*(?:de\s+)?(?:{name})\.?(?:\s+del?)?(?=,?\s+\d{{4}})", f" {month}", words, flags=re.I
        )
    return re.sub(r"(?<![\d.,])(\d{1,3}),(\d{1,2})(?![\d.,])(?=\s*(?:hours|minutes|h\b)|\s*$)", r"\1.\2", words)
