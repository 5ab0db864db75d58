"""What plugins cannot offer together: the same id twice, colliding listings, rule sets that lack what they rest on."""

from __future__ import annotations

from alcto_core.plugins.offer import LOCAL, Offer, library_of
from alcto_core.problems import Problem
from alcto_core.rules.agreement import Misfit, WordKind, misfits
from alcto_core.rules.conformance import RuleFile
from alcto_core.rules.vocabulary import Catalogue, RuleSet


def settle(offers: list[Offer]) -> tuple[Problem, ...]:
    """Take out what cannot be used together; what is left over are warnings."""
    _drop_equal_ids(offers)
    while True:
        found = tuple(misfits(library_of(offers)))
        errors = [misfit for misfit in found if misfit.problem.is_error]
        if not errors:
            return tuple(misfit.problem for misfit in found)
        _drop_misfit(errors[0], offers)


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
                offer.lose(
                    word,
                    f"the {kind} “{id}” comes from {places}; neither was loaded",
                    "remove one, or give it its own id",
                )
        if kind != "rule-set":
            _drop_resting_on(
                {word.source if isinstance(word, Catalogue) else id for _, word in pairs}, id, kind, offers
            )


def _drop_resting_on(lost: set[str], id: str, kind: WordKind, offers: list[Offer]) -> None:
    """Rule sets that would judge without a framework or catalogue that they count on."""
    for offer in offers:
        for word in list(offer.words):
            if not isinstance(word, RuleSet):
                continue
            listed = word.counts.listed.sources if word.counts.listed else ()
            if lost & {word.framework if kind == "framework" else None, *(listed if kind == "catalogue" else ())}:
                offer.lose(word, f"the rule set “{word.id}” rests on the {kind} “{id}”, which was not loaded", "")


def _drop_misfit(misfit: Misfit, offers: list[Offer]) -> None:
    """Take out a rule set or catalogue that does not fit. Where two catalogues collide, what came with alcto stays,
    and a plugin stays before a local file."""
    concerned = [
        (offer, word)
        for offer in offers
        for word in offer.words
        if word.kind == misfit.kind and word.id in {misfit.id, misfit.other}
    ]
    standing = [(offer.is_bundled, offer.name != LOCAL) for offer, _ in concerned]
    for (offer, word), rank in zip(concerned, standing, strict=True):
        if rank == min(standing):
            offer.lose(word, f"{word.kind} “{word.id}”: {misfit.problem.text}", misfit.problem.remedy)
