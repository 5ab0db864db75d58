"""What plugins cannot offer together: the same id twice, colliding listings, rule sets that lack what they rest on."""

from __future__ import annotations

from collections.abc import Sequence

from alcto_core.host.offer import LOCAL, Offer, library_of
from alcto_core.problems import Problem, Severity
from alcto_core.rules.agreement import Misfit, WordKind, misfits
from alcto_core.rules.vocabulary import Catalogue, Replacement, RuleFile, RuleSet


def settle(offers: list[Offer]) -> tuple[Problem, ...]:
    """Take out what cannot be used together; what is left over are warnings."""
    _drop_equal_ids(offers)
    _drop_equal_replacements(offers)
    while True:
        found = tuple(misfits(library_of(offers)))
        errors = [misfit for misfit in found if misfit.is_error]
        if not errors:
            return tuple(_warning(misfit, offers) for misfit in found)
        first = errors[0]
        _drop_misfit([error for error in errors if (error.kind, error.id) == (first.kind, first.id)], offers)


def _warning(misfit: Misfit, offers: list[Offer]) -> Problem:
    """The warning with its line, where the file is the person's own."""
    for offer in offers:
        if offer.name == LOCAL and any(word.kind == misfit.kind and word.id == misfit.id for word in offer.words):
            found = misfit.finding
            return offer.problem(misfit.severity, found.text, found.remedy, found.path)
    return misfit.problem


def _drop_equal_ids(offers: list[Offer]) -> None:
    """The same id twice: neither is loaded, and neither is a rule set that rests on it."""
    owners: dict[tuple[WordKind, str], list[tuple[Offer, RuleFile]]] = {}
    for offer in offers:
        for word in offer.words:
            owners.setdefault((word.kind, word.id), []).append((offer, word))
    for (kind, id), pairs in owners.items():
        if len(pairs) < 2:
            continue
        places = " and ".join(offer.place for offer, _ in pairs)
        for offer, word in pairs:
            if any(word is kept for kept in offer.words):
                text = f"the {kind} “{id}” comes from {places}; neither was loaded"
                offer.lose(word, text, "remove one, or give it its own id")
        # A year's list that the person installed twice leaves that year without a list, which is safe by itself.
        if kind == "framework" or (kind == "catalogue" and any(offer.name != LOCAL for offer, _ in pairs)):
            lost = {word.source if isinstance(word, Catalogue) else id for _, word in pairs}
            _drop_resting_on(lost, id, kind, offers)


def _drop_equal_replacements(offers: list[Offer]) -> None:
    """Several replacements of one rule: none is in force, and the published rule stays."""
    owners: dict[str, list[tuple[Offer, Replacement]]] = {}
    for offer in offers:
        for word in offer.words:
            if isinstance(word, Replacement):
                owners.setdefault(word.replaces, []).append((offer, word))
    for rule, pairs in owners.items():
        if len(pairs) < 2:
            continue
        places = " and ".join(offer.source for offer, _ in pairs)
        for offer, word in pairs:
            text = f"“{rule}” is replaced by {places}; the published rule stays"
            offer.lose(word, text, "keep one of them", ("replaces",))


def _drop_resting_on(lost: set[str], id: str, kind: WordKind, offers: list[Offer]) -> None:
    """Rule sets that would judge without a framework or catalogue that they count on."""
    for offer in offers:
        for word in list(offer.words):
            if not isinstance(word, RuleSet):
                continue
            listed = word.counts.listed.sources if word.counts.listed else ()
            if lost & {word.framework if kind == "framework" else None, *(listed if kind == "catalogue" else ())}:
                text = f"the rule set “{word.id}” rests on the {kind} “{id}”, which was not loaded"
                offer.lose(word, text, f"see what is said of the {kind}")


def _drop_misfit(errors: Sequence[Misfit], offers: list[Offer]) -> None:
    """Take out what does not fit, saying all that is wrong with it. Where two catalogues collide, what came with
    alcto stays, and a plugin stays before a local file."""
    misfit = errors[0]
    concerned = [
        (offer, word)
        for offer in offers
        for word in offer.words
        if word.kind == misfit.kind and word.id in {misfit.id, misfit.other}
    ]
    standing = [(offer.is_bundled, offer.name != LOCAL) for offer, _ in concerned]
    for (offer, word), rank in zip(concerned, standing, strict=True):
        if rank != min(standing):
            continue
        is_own = word.id == misfit.id
        found = misfit.finding
        path = found.path if is_own else ("id",)
        text = found.text if is_own else found.text.replace(f"“{misfit.other}”", f"“{misfit.id}”")
        offer.lose(word, f"{word.kind} “{word.id}”: {text}", found.remedy, path)
        for more in (error.finding for error in errors[1:] if is_own):
            offer.problems.append(offer.problem(Severity.ERROR, more.text, more.remedy, more.path))
