"""One palette: the same thing has the same colour in every figure.

Each colour was chosen to keep a contrast of at least 3 to 1 against both a white and a
near-black page, so that one set serves JupyterLab's light and dark themes; a test holds it.
"""

from __future__ import annotations

# Parts that every figure has.
QUIET = "#8a8d91"
"""What is there but not in question: the years outside a window, the grid's bars."""

CHOSEN = "#c4572e"
"""What the reader has chosen, and nothing else."""

BASELINE = "#3a7ca5"
"""What the choice is held against."""

EVENT = "#8b78c6"
"""Dated events drawn over a series: laws, treaties, measures."""

# Verdict and check states. Never the only sign: a word stands beside each.
GOOD = "#2f8f5b"
NOT_YET = "#b7791f"
PLAIN = "#5f7d95"

# Further kinds that stand side by side in one figure. A figure gives each kind of thing one of
# these by name, in a dictionary below, so that it keeps its colour in every figure.
TEAL = "#1f8f8f"
ROSE = "#c2477f"
OLIVE = "#7a8a2a"
BROWN = "#9c6b4e"

KINSHIP = {
    "new name": TEAL,
    "merger": BASELINE,
    "split": BROWN,
    "founded by": OLIVE,
    "pledge": EVENT,
    "rivalry": ROSE,
    "expulsion": NOT_YET,
}
"""Ties between organisations. A letter in each mark says the kind as well."""

REVENUE_MAKERS = {
    "icsr": BASELINE,
    "cat": GOOD,
    "rand": TEAL,
    "ihs": EVENT,
    "treasury": OLIVE,
    "un": ROSE,
    "iraq": BROWN,
    "others": QUIET,
}
"""Who made an estimate of Islamic State's income; a label beside each bar names it too."""

TIES = {
    "the claim chosen": CHOSEN,
    "supports it": TEAL,
    "attacks it": ROSE,
    "rests on it": BASELINE,
    "other tie": OLIVE,
    "loses all support": BROWN,
    "loses a leg": EVENT,
    "no tie": QUIET,
}
"""What a claim of an argument is to the one chosen, or what becomes of it when that one falls."""

TERRITORY_MAKERS = {
    "IHS": EVENT,
    "RAND": TEAL,
    "Pentagon": OLIVE,
    "Coalition": ROSE,
    "US envoy": BASELINE,
}
"""Who measured the land that Islamic State held; who gave a figure or two is `QUIET`."""

LAND = {"held": BROWN, "water": BASELINE}
"""Places that a group held, and the rivers of a map."""

STAGES = {
    "hijackings": BASELINE,
    "al-qaeda-bombings": TEAL,
    "9-11": ROSE,
    "islamic-state": BROWN,
    "none": QUIET,
}
"""The stages of the essay's sentence 16, and what fits none of them."""

WORLD_MAKERS = {"State Department": BASELINE, "NCTC": ROSE, "START": TEAL}
"""Who counted attacks in the whole world."""

NETWORKS = {"islamic-state": BROWN, "al-qaeda": TEAL}
"""The two networks of branches; what belongs to neither is `QUIET`."""

STRENGTH_MAKERS = {"UN": BASELINE, "US": EVENT}
"""Who counted the fighters of branches; makers with a figure or two are `QUIET`."""

FINDINGS = {"for": OLIVE, "against": ROSE, "neither": QUIET}
"""Where a finding stands. Its place says so as well."""

BEHIND = {"trained": ROSE, "between": EVENT, "neither": TEAL}
"""Who stood behind an attack, by whichever coding is chosen."""

STOCKS = {
    "killed": BROWN,
    "held": EVENT,
    "still there": OLIVE,
    "moved on": TEAL,
    "returned": ROSE,
    "left": BASELINE,
    "uncounted": QUIET,
}
"""What became of those who travelled; who stands in no count is an outline."""

VIOLENCE_MAKERS = {
    "JTIC": BROWN,
    "START": WORLD_MAKERS["START"],
    "Knights": OLIVE,
    "BBC Monitoring": ROSE,
    "Jihad Analytics": BASELINE,
    "UCDP": GOOD,
}
"""Who counted what Islamic State did: attacks, claims of attacks, civilians killed."""
