"""Figures of one thing become one claim: numbers that meet first, then what revises or disputes them.

A figure joins the claim whose members it is most akin to (:mod:`newslab.claims.kin`), never one of another standing: a
plan is no level, an increment no total, a subset no whole, background no news. Only then are claims joined whose
numbers differ, where one can revise or dispute the other; so a wrong reading cannot stand between equal numbers.

Kinship is what costs, so a figure is compared with few claims only: those that share a block key, and of these first
those that can be most akin by their traits (:mod:`newslab.claims.claim`), until no other can be more.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from newslab.claims.claim import MOST_COMPARED, Claim
from newslab.claims.events import WEEK
from newslab.claims.kin import EXCLUDED, PARTS, happened_again, kinship
from newslab.claims.numbers import close, may_differ, rivals
from newslab.claims.sameness import (
    GENERIC,
    MANY,
    REPEATED,
    TELLING,
    TELLING_ALONE,
    alike,
    of_two_countries,
    recognised,
    same_number,
    same_story,
    told_again,
    war_toll,
)
from newslab.figures import outcomes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from newslab.claims.fact import Fact

LINKED: Final = 0.55  # kinship from which a figure joins a claim
MISREAD: Final = frozenset(
    {"another place", "another day", "another event", "background"}
)  # what one wrong reading may say against a claim
MEETING_VALUES: Final = 0.1  # what numbers that meet add
OWN_REPORT: Final = 0.2  # what the same number in the same article adds
ELSEWHERE: Final = "elsewhere"
MOST_CLAIMS: Final = 40  # claims of one block that a figure is compared with, so that the cost stays near-linear
MOST_REVISED: Final = 200  # claims of one story, the largest, that a smaller one may revise


def link(facts: Iterable[Fact], labels: Mapping[str, str]) -> list[Claim]:
    """Claims, each founded by its most specific figure; only claims that share a block key are compared."""
    claims: list[Claim] = []
    labelled: dict[str, Claim] = {}
    blocks: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for fact in sorted(facts, key=_specific):
        label = labels.get(fact.figure_id)
        if label is not None:
            if label not in labelled:
                labelled[label] = Claim(label=label)
                claims.append(labelled[label])
            labelled[label].add(fact)
            labelled[label].reasons[fact.figure_id] = "override"
            continue
        keys = _blocks(fact)
        claim, score, reason = _best(fact, keys, blocks)
        if claim is None:
            claim, reason, score = Claim(), "founds", 1.0
            claims.append(claim)
        claim.add(fact)
        claim.reasons[fact.figure_id] = f"{reason} {score:.2f}"
        for key in keys:
            _file(claim, blocks[key])
    return _parts(_revisions(_gathered(_announced(claims))))


def _file(claim: Claim, block: list[Claim]) -> None:
    """List a claim in its block while figures are compared with that many."""
    if len(block) < MOST_CLAIMS and claim not in block:
        block.append(claim)


def _specific(fact: Fact) -> tuple[Any, ...]:
    """The most specific first: with a number, a lead, with modifiers, outcome and place."""
    known = (fact.lead, bool(fact.modifiers), fact.outcome is not None, fact.where is not None, fact.thing is not None)
    return (fact.report.value is None, -sum(known), fact.order)


def _blocks(fact: Fact) -> list[tuple[str, ...]]:
    """Keys of which two figures must share one to be compared: one story or a named thing, and numbers of like size."""
    base = ("" if fact.standing in PARTS else fact.standing, fact.kind, fact.unit or "")
    keys: list[tuple[str, ...]] = [(*base, "event", str(fact.event))]
    if not fact.victims:
        keys = [(*base, str(fact.thing), str(fact.event)), (*base, str(fact.outcome), str(fact.event))]
        if fact.size >= TELLING:
            names = [*sorted(fact.modifiers), *filter(None, [fact.outcome])]
            keys += [(*base, str(fact.thing), name) for name in names]
    elif fact.size >= TELLING_ALONE:
        keys.append((*base, "war", str(fact.outcome)))
    stories = _stories(fact)
    if fact.size >= MANY:
        keys += [(*base, *story) for story in stories]
    if fact.size >= TELLING and outcomes.is_known(fact.outcome):
        keys.append((*base, "number", str(fact.outcome), f"{fact.size:g}"))
    step = int(math.log2(fact.size)) if fact.size > 0 else -1  # numbers that meet lie within one doubling
    near: list[tuple[str, ...]] = [(*key, f"2^{n}") for key in keys for n in (step, step + 1)]
    near.append(("told", fact.ending))
    return near if fact.size >= MANY else [*near, *((*base, *story, f"= {fact.size:g}") for story in stories)]


def _best(
    fact: Fact, keys: list[tuple[str, ...]], blocks: Mapping[tuple[str, ...], list[Claim]]
) -> tuple[Claim | None, float, str]:
    """The claim of most kinship, the first of equals, looked for where most is possible till no other can have more."""
    ranked = enumerate(_candidates(keys, blocks))
    near = [(_at_most(fact, claim), -rank, claim) for rank, claim in ranked if claim.traits.admit(fact)]
    best: tuple[tuple[float, float], Claim | None, str] = ((LINKED, -math.inf), None, "")
    for most, rank, claim in sorted(near, key=itemgetter(0, 1), reverse=True):
        if (most, rank) < best[0]:
            break
        score, reason = _fits(fact, claim)
        if (score, rank) > best[0]:
            best = ((score, rank), claim, reason)
    return best[1], best[0][0], best[2]


def _at_most(fact: Fact, claim: Claim) -> float:
    """The most that a figure's kinship with a claim's members can be."""
    return claim.traits.most_akin(fact) + _points(fact.article_id in claim.told)


def _candidates(keys: Iterable[tuple[str, ...]], blocks: Mapping[tuple[str, ...], list[Claim]]) -> list[Claim]:
    """Claims under any of the keys, each once."""
    return list({id(c): c for key in keys for c in blocks.get(key, ())}.values())


def _fits(fact: Fact, claim: Claim) -> tuple[float, str]:
    """Best kinship with the claim's members; all numbers meet, and at most half may be placed or dated elsewhere."""
    best, why, elsewhere = EXCLUDED, "another number", 0
    compared = claim.members[:MOST_COMPARED]
    for member in compared:
        if not close(fact, member):
            return EXCLUDED, why
        score, reason = kinship(fact, member)
        if score == EXCLUDED and reason not in MISREAD:
            return EXCLUDED, reason
        elsewhere += score == EXCLUDED
        if 2 * elsewhere > len(compared):
            return EXCLUDED, ELSEWHERE
        if score != EXCLUDED:
            score += _points(_one_report(fact, member))
            best, why = max((best, why), (score, reason + "+value"))
    return best, why


def _points(one_report: bool) -> float:
    """What numbers that meet add to kinship."""
    return MEETING_VALUES + (OWN_REPORT if one_report else 0.0)


def _one_report(a: Fact, b: Fact) -> bool:
    """Whether one article states one number twice: headline, lede and quote."""
    return a.article_id == b.article_id and same_number(a, b)


def _gathered(claims: list[Claim]) -> list[Claim]:
    """Join claims that a missing or misread place or day kept apart, the largest first."""
    blocks: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    kept = []
    for claim in sorted(claims, key=lambda c: (-len(c.members), c.members[0].order)):
        members = claim.various.values() if claim.label is None else ()
        keys = list(dict.fromkeys(key for member in members for key in _blocks(member)))
        whole = next((c for c in _candidates(keys, blocks) if _most_fit(claim, c)), None)
        if whole is None:
            kept.append(claim)
            for key in keys:
                _file(claim, blocks[key])
            continue
        whole.absorb(claim, {claim.members[0].figure_id: "claims that meet"})
    return kept


def _most_fit(claim: Claim, whole: Claim) -> bool:
    """Whether half the claim's members and more fit, the others only placed or dated elsewhere; or one is retold."""
    return _mostly_fits(claim, whole) or _retold(claim, whole)


def _mostly_fits(claim: Claim, whole: Claim) -> bool:
    fitting, members = 0, claim.members[:MOST_COMPARED]
    for member in members:
        score, reason = _fits(member, whole)
        if score == EXCLUDED and reason != ELSEWHERE:
            return False
        fitting += score >= LINKED
    return 2 * fitting >= len(members)


def _retold(claim: Claim, whole: Claim) -> bool:
    """Whether both hold one number only, and some of their reports put it in the same words."""
    first = claim.members[0]
    if not same_number(first, whole.members[0]):
        return False
    pairs = [(a, b) for a in claim.members[:MOST_COMPARED] for b in whole.members[:MOST_COMPARED]]
    if not all(same_number(a, b) and a.outcome == b.outcome and not _kept_apart(a, b) for a, b in pairs):
        return False
    return any(_same_words(a, b) and kinship(a, b)[0] >= LINKED for a, b in pairs)


def _kept_apart(a: Fact, b: Fact) -> bool:
    """Whether one article tells two things by one number: 58 dead in each of two cities."""
    score, reason = kinship(a, b) if a.article_id == b.article_id else (0.0, "")
    return score == EXCLUDED and reason not in MISREAD


def _same_words(a: Fact, b: Fact) -> bool:
    return told_again(a, b) or (same_story(a, b) and alike(a, b))


def _announced(claims: list[Claim]) -> list[Claim]:
    """Join a plan with its announcement: "will draft 160,000" and "announced a draft of 160,000"."""
    plans: dict[tuple[str, ...], Claim] = {}
    for claim in claims:
        first = claim.members[0]
        if first.standing == "plan" and claim.label is None and _number_key(first):
            plans.setdefault(_number_key(first), claim)
    kept = []
    for claim in claims:
        first = claim.members[0]
        plan = plans.get(_number_key(first)) if first.standing in ("level", "increment") else None
        if plan is None or claim.label is not None or not _one_plan(first, plan.members[0]):
            kept.append(claim)
            continue
        plan.absorb(claim, dict.fromkeys((m.figure_id for m in claim.members), "announcement of the plan"))
    return kept


def _one_plan(a: Fact, b: Fact) -> bool:
    return not a.victims and recognised(a, b) and kinship(a, b)[0] != EXCLUDED


def _number_key(fact: Fact) -> tuple[str, ...]:
    """Story, outcome and number of a figure that has all three."""
    value = fact.report.value
    return (str(fact.event), fact.outcome, f"{value:g}") if fact.outcome is not None and value is not None else ()


def _revisions(claims: list[Claim]) -> list[Claim]:
    """Join claims whose numbers differ where one can revise or dispute the other, the largest claims first."""
    blocks: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    kept = []
    for claim in sorted(claims, key=lambda c: (-len(c.members), c.members[0].order)):
        keys = list(dict.fromkeys(key for member in claim.various.values() for key in _scopes(member)))
        near = {id(c): c for key in keys for c in blocks[key][:MOST_REVISED] if c.label is None}.values()
        whole = next((c for c in itertools.islice(near, MOST_REVISED) if _revises(claim, c)), None)
        if whole is None or claim.label is not None:
            for key in keys:
                blocks[key].append(claim)
            kept.append(claim)
            continue
        whole.absorb(claim, {claim.members[0].figure_id: "other number of the same count"})
    return kept


def _parts(claims: list[Claim]) -> list[Claim]:
    """Join named parts of one whole: the children among the dead of each report of one toll."""
    claim_of = {m.figure_id: claim for claim in claims for m in claim.members}
    joined: dict[tuple[int, str, str], Claim] = {}
    kept = []
    for claim in claims:
        first = claim.members[0]
        whole = next((claim_of[m.whole] for m in claim.members if m.whole in claim_of), None)
        if whole is None or claim.label is not None or first.thing in (None, GENERIC):
            kept.append(claim)
            continue
        part = joined.setdefault((id(whole), str(first.thing), str(first.outcome)), claim)
        if part is claim:
            kept.append(claim)
        elif not _any_rivals(claim, part):
            part.absorb(claim, {first.figure_id: "the same part of one whole"})
        else:
            kept.append(claim)
    return kept


def _scopes(fact: Fact) -> list[tuple[str, ...]]:
    """Keys of which a figure must share one with what it revises.

    Those are one war, story or region's news with one outcome, or one article that repeats a count.
    """
    names = [("war",)] if war_toll(fact, fact) else _stories(fact)
    standing = "" if fact.standing in PARTS else fact.standing
    keys = [(standing, fact.kind, fact.unit or "", str(fact.outcome_class), *name) for name in names]
    return [*keys, ("report", fact.article_id, f"{fact.size:g}")] if fact.size >= REPEATED else keys


def _stories(fact: Fact) -> list[tuple[str, ...]]:
    """Keys of which two figures of one story share one: its number, or its region and days of it."""
    own: list[tuple[str, ...]] = [("story", str(fact.story))]
    if fact.region is None or fact.published is None:
        return own
    window = fact.published.toordinal() // WEEK
    return [*own, *(("region", fact.region, str(n)) for n in (window, window + 1))]


def _revises(claim: Claim, whole: Claim) -> bool:
    pairs = [(a, b) for a in claim.various.values() for b in whole.various.values()]
    if not any((may_differ(a, b) or _repeated(a, b)) and kinship(a, b)[0] >= LINKED for a, b in pairs):
        return False
    if any(of_two_countries(a, b) for a, b in pairs):
        return False
    again = any(happened_again(a, b) for a in claim.headlines.values() for b in whole.headlines.values())
    return not again and not _any_rivals(claim, whole)


def _any_rivals(claim: Claim, whole: Claim) -> bool:
    fewer, more = sorted((claim, whole), key=lambda c: len(c.told))
    shared = (article for article in fewer.told if article in more.told)
    return any(rivals(a, b) for article in shared for a in claim.told[article] for b in whole.told[article])


def _repeated(a: Fact, b: Fact) -> bool:
    """Whether one article gives one count twice, too large to be a chance: what it is counted with is one claim."""
    return _one_report(a, b) and a.event == b.event and a.size >= REPEATED
