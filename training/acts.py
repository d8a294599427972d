"""Learn the weights of threats and pledges from annotated articles, and say how good they are.

    ONRECORD_CORPORA=/path/to/corpora python training/acts.py            # five folds: how good
    ONRECORD_CORPORA=/path/to/corpora python training/acts.py --write    # all of it: the table
    ONRECORD_CORPORA=/path/to/corpora python training/acts.py --write --half    # one half, to be judged on the other

Needs scikit-learn, which the product does not: `pip install scikit-learn` in an environment of its own. The folder
holds `silver/silver.jsonl` and `silver/texts/`. Marks are those that `briefs.extractors.weighing` writes, so that what
is learnt is what is read; learn again whenever the extractor of statements changes.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from briefs import plugins
from briefs.article import Article
from briefs.document import Span
from briefs.extractors import weighing
from briefs.extractors.candidates import Candidate, Candidates
from briefs.language.layout import lay_out

FOLDS = 5
REGULARITY = 0.2
"""scikit-learn's C: smaller weights for smaller C."""
FEWEST = 3
"""Candidates that must show a mark before it is given a weight."""
LIGHTEST = 0.01
"""A smaller weight is left out of the table."""
DEBATABLE = 0.3
"""What a mention counts that the annotators call optional."""
FIELDS = {weighing.THREAT: "threats", weighing.PLEDGE: "pledges"}
OUT = Path(__file__).parents[1] / "briefs" / "extractors" / weighing.TABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One candidate, what it shows and what the annotators say it is."""

    doc: str
    sentence: Span
    marks: tuple[str, ...]
    kind: str | None
    weight: float
    required: frozenset[str]
    debatable: frozenset[str]


def read_rows(corpora: Path) -> tuple[list[Row], Counter[str]]:
    """Return the candidates of the annotated articles, and how many acts of each kind there are to be found."""
    statements = plugins.load("onrecord.extractors", "statements")(lexicons=None)
    candidates = Candidates()
    rows: list[Row] = []
    wanted: Counter[str] = Counter()
    for line in (corpora / "silver/silver.jsonl").read_text().splitlines():
        labels = json.loads(line)
        with (corpora / "silver/texts" / f"{labels['doc']}.txt").open(newline="") as file:
            text = file.read()
        for kind, field in FIELDS.items():
            wanted[kind] += sum(not label["optional"] for label in labels[field])
        document = lay_out(Article(uri=labels["doc"], text=text), language="en")
        groups = list(candidates.find(document, tuple(statements.extract(document, ()))))
        article = weighing.told_in(groups)
        for group in groups:
            matching = {
                kind: [label for label in labels[field] if _covers(group[0].sentence, label)]
                for kind, field in FIELDS.items()
            }
            rows += (_row(labels["doc"], one, weighing.marks_of(one, group, article), matching) for one in group)
    return rows, wanted


def _covers(sentence: Span, label: dict) -> bool:
    """Say whether a sentence is the statement of a label, as the scorer does."""
    shared = min(sentence.end, label["end"]) - max(sentence.start, label["start"])
    if shared <= 0:
        return False
    whole = max(sentence.end, label["end"]) - min(sentence.start, label["start"])
    first, last = label["trigger"]
    inside = sentence.start <= first and last <= sentence.end
    return shared / whole >= 1 / 2 or (inside and len(sentence) <= 3 * (label["end"] - label["start"]))


def _row(doc: str, candidate: Candidate, marks: tuple[str, ...], matching: dict[str, list[dict]]) -> Row:
    """Judge a candidate: an act where it overlaps the trigger; of others in the same sentence nothing is learnt."""
    kind, weight = None, 1.0
    for of, labels in matching.items():
        for label in labels:
            if candidate.trigger.overlaps(Span(*label["trigger"])):
                kind, weight = of, DEBATABLE if label["optional"] else 1.0
            elif kind is None:
                weight = 0.0
    required = frozenset(of for of, labels in matching.items() if any(not label["optional"] for label in labels))
    debatable = frozenset(of for of, labels in matching.items() if labels) - required
    return Row(
        doc=doc, sentence=candidate.sentence, marks=marks, kind=kind, weight=weight, required=required,
        debatable=debatable,
    )  # fmt: skip


def learn(rows: list[Row]) -> dict[str, tuple[float, float]]:
    """Return the table that these candidates teach."""
    rows = [row for row in rows if row.weight > 0]
    seen = Counter(mark for row in rows for mark in row.marks)
    vectorizer = DictVectorizer(dtype=np.float32)
    shown = vectorizer.fit_transform([{mark: 1.0 for mark in row.marks if seen[mark] >= FEWEST} for row in rows])
    shown.indices, shown.indptr = shown.indices.astype("int32"), shown.indptr.astype("int32")
    columns = []
    for kind in weighing.KINDS:
        model = LogisticRegression(C=REGULARITY, solver="liblinear", tol=1e-3, random_state=0)
        model.fit(shown, [row.kind == kind for row in rows], sample_weight=[row.weight for row in rows])
        columns.append([float(model.intercept_[0]), *map(float, model.coef_[0])])
    marks = [weighing.CONSTANT, *vectorizer.get_feature_names_out()]
    return dict(zip(marks, zip(*columns, strict=True), strict=True))


def fold(doc: str) -> int:
    """Return the fold of an article, the same on every machine."""
    return hashlib.sha256(doc.encode()).digest()[0] % FOLDS


def in_first_half(doc: str) -> bool:
    """Say whether an article is of the half that may be read for its errors; the other is for judging alone."""
    return hashlib.sha256(doc.encode()).digest()[0] % 2 == 0


def judge(rows: list[Row], tables: list[dict[str, tuple[float, float]]], wanted: Counter[str]) -> None:
    """Print precision, recall and F1 by sentence over a range of thresholds, each article read by the others' table."""
    best: dict[tuple[str, Span], tuple[Row, list[float]]] = {}
    for row in rows:
        chances = weighing.Weights(table=tables[fold(row.doc)]).chances(row.marks)
        _, most = best.setdefault((row.doc, row.sentence), (row, [0.0, 0.0]))
        most[:] = map(max, most, chances)
    for which, kind in enumerate(weighing.KINDS):
        for threshold in np.arange(0.2, 0.7, 0.05):
            taken = [row for row, chances in best.values() if chances[which] >= threshold]
            true = sum(kind in row.required for row in taken)
            false = sum(kind not in row.required | row.debatable for row in taken)
            precision, recall = true / max(1, true + false), true / wanted[kind]
            f1 = 2 * precision * recall / max(1e-9, precision + recall)
            print(f"{kind:7}{threshold:6.2f}{precision:6.2f}{recall:6.2f}{f1:6.3f}")


def main() -> None:
    """Judge, or learn from everything and write the table."""
    folder = os.environ.get("ONRECORD_CORPORA")
    if not folder:
        sys.exit("no corpora: set ONRECORD_CORPORA to their folder")
    rows, wanted = read_rows(Path(folder))
    if "--write" in sys.argv:
        table = learn([row for row in rows if "--half" not in sys.argv or in_first_half(row.doc)])
        lines = [
            f"{mark}\t{threat:.3f}\t{pledge:.3f}"
            for mark, (threat, pledge) in table.items()
            if max(abs(threat), abs(pledge)) >= LIGHTEST
        ]
        head = "# What each mark adds for a threat and for a pledge; written by training/acts.py, never by hand.\n"
        OUT.write_text(head + "\n".join(lines) + "\n")
        print(f"{len(lines)} marks in {OUT}")
        return
    judge(rows, [learn([row for row in rows if fold(row.doc) != number]) for number in range(FOLDS)], wanted)


if __name__ == "__main__":
    main()
