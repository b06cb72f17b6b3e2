"""A reader's verdicts on the essay's claims: by a call or by a form, one or two on a claim."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from aftermosul.display.cards import Card, paragraphs
from aftermosul.evidence import asking
from aftermosul.evidence.claims import Claim, claim, claim_ids
from aftermosul.workspace import ledger as store

if TYPE_CHECKING:
    from aftermosul.questions.form import Form

LABELS = (
    "supported",
    "mixed",
    "contradicted",
    "condition not met",
    "not testable here",
    "not a matter for evidence",
)

_SHOWN = {"judged": "Judged", "then": "Then", "since": "Since"}
_FIELDS = {"judged": "your verdict"} | {n: n for n in ("then", "since", "confidence", "because")}

_UNSAID = object()


@asking.called_like('verdict("C30", then="mixed", since="mixed", confidence=70, because="...")')
def verdict(
    claim_id: str,
    *,
    judged: object = _UNSAID,
    then: object = _UNSAID,
    since: object = _UNSAID,
    confidence: object = _UNSAID,
    because: object = _UNSAID,
) -> Card | Form:
    """Record your verdict on a claim: reasonable *then*, borne out *since*?

    Settled history and judgements of value are *judged* once. With the claim's id alone it is a
    form to fill in; the same is recorded.

    Parameters
    ----------
    claim_id
        Such as `"C25"`. Raises `Problem`, with the nearest ids, for an unknown one.
    judged
        One of the labels, for a claim that is judged once.
    then, since
        One of the labels each, for every other claim: on what was public in October 2016, and on
        what is known now.
    confidence
        How sure you are, in percent: a whole number from 0 to 100.
    because
        Your reason, in a sentence.

    Dots left untouched record nothing. Every verdict is kept; the latest on a claim stands.
    """
    asking.one_name(claim_id, claim_ids(), "claim", 'verdict("C25", ...)')
    about = claim(claim_id)
    labels = {"judged": judged, "then": then, "since": since}
    given = labels | {"confidence": confidence, "because": because}
    if all(value is _UNSAID for value in given.values()):
        return _form(about)
    asked = _labels_of(about)
    if any(value is not _UNSAID for name, value in labels.items() if name not in asked):
        return _refused(about, [_OTHER_KIND[about.judged_once].format(claim_id)])
    return _recorded(
        about,
        {
            name: ... if value is _UNSAID else value
            for name, value in given.items()
            if name in asked or name not in labels
        },
    )


_OTHER_KIND = {
    True: '{} is judged once: write judged="..." in place of then and since.',
    False: '{} is judged twice: write then="..." and since="..." in place of judged.',
}
"""What is said to labels of the other kind, by whether the claim is judged once."""

_ASKS = {
    "judged": "Your verdict, on all that is known",
    "then": "Then, on what was public in October 2016",
    "since": "Since, on what is known now",
}


def _labels_of(about: Claim) -> tuple[str, ...]:
    """The names of the labels that a verdict on this claim holds."""
    return ("judged",) if about.judged_once else ("then", "since")


def _form(about: Claim) -> Form:
    """The same by one list or two, a slider and a sentence."""
    from aftermosul.questions.form import Form, FormField, OneOfThese, Sentence, Slider

    labels = tuple((label, label) for label in LABELS)

    def record(given: Mapping[str, object]) -> Card:
        empty = [name for name, value in given.items() if not str(value).strip()]
        if empty:
            return _refused(about, [f"Still to fill in: {', '.join(_FIELDS[n] for n in empty)}."])
        return _recorded(about, dict(given), "Record again")

    fields: tuple[FormField, ...] = (
        *(OneOfThese(name, _ASKS[name], labels, "select") for name in _labels_of(about)),
        Slider("confidence", "How sure you are", 0, 100, "%"),
        Sentence("because", "Because (a sentence)"),
    )
    title = f"Your verdict on {about.claim_id}, in our words: {about.claim}"
    return Form(title, fields, "Record", record)


def _recorded(
    about: Claim, given: dict[str, object], again: str = "You can run this cell again"
) -> Card:
    if all(value is ... for value in given.values()):
        return _nothing_yet(about)
    problems = _problems(given, _labels_of(about))
    if problems:
        return _refused(about, problems)
    labels = {name: str(given[name]).strip().lower() for name in _labels_of(about)}
    recorded, said = store.add_verdict(
        about.claim_id,
        labels,
        int(float(given["confidence"])),  # type: ignore[arg-type]
        str(given["because"]).strip(),
    )
    texts = [
        f"In our words: {about.claim}",
        " ".join(f"{_SHOWN[name]}: {label}." for name, label in labels.items())
        + f" Confidence: {recorded.confidence} %.",
        f"Because: {recorded.because}",
        said,
        f"{again} whenever you change your mind: every verdict is kept.",
    ]
    texts = [text for text in texts if text]
    return Card(
        "right", f"Recorded: your verdict on {about.claim_id}", paragraphs(*texts), "\n".join(texts)
    )


def _refused(about: Claim, problems: list[str]) -> Card:
    title = f"Not recorded: verdict on {about.claim_id}"
    return Card("not-yet", title, paragraphs(*problems), "\n".join(problems))


def _nothing_yet(about: Claim) -> Card:
    texts = [
        "Nothing is recorded yet. Put your verdict in place of the dots and run the cell.",
        f"Labels for {' and '.join(_labels_of(about))}: {', '.join(LABELS)}.",
        "Confidence is a whole number from 0 to 100; because is a sentence in quotes.",
    ]
    return Card(
        "not-tried", f"Your verdict on {about.claim_id}", paragraphs(*texts), "\n".join(texts)
    )


def _problems(given: dict[str, object], labels: tuple[str, ...]) -> list[str]:
    """One sentence for everything that keeps a verdict from being recorded."""
    said = []
    missing = [name for name, value in given.items() if value is ...]
    if missing:
        said.append(f"Still to fill in: {', '.join(missing)}.")
    for name in labels:
        value = given[name]
        if value is not ... and (not isinstance(value, str) or value.strip().lower() not in LABELS):
            said.append(f"{name} should be one of: {', '.join(LABELS)}.")
    sure = given["confidence"]
    if sure is not ... and not asking.whole_percent(sure):
        said.append(
            "confidence should be a whole number from 0 to 100, without quotes or a percent sign."
        )
    reason = given["because"]
    if reason is not ... and not (isinstance(reason, str) and reason.strip()):
        said.append("because should be a sentence in quotes: your reason.")
    return said
