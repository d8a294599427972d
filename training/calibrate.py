"""Make confidence a probability: fit it to what annotators say, and write it into a model folder.

    python training/calibrate.py CORPORA FOLDER

Prints the reliability table, each article judged by weights fitted to the others.
"""

from __future__ import annotations

import argparse
import json
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from corpus import read_marked

from briefs.article import Article
from briefs.extractors.confidence import FACTS, facts
from briefs.extractors.reported import combine
from briefs.extractors.statements import QuotedStatements
from briefs.extractors.tagger import find_reported
from briefs.language.layout import lay_out
from briefs.tagging.labels import Role
from briefs.tagging.network import Network

FOLDS = 5
STIFFNESS = 1.0
"""Of the weights: how much evidence it takes to move them."""


def main() -> None:
    """Calibrate with what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    network = Network(options.folder)
    evidence, right, article = _observe(options.corpora / "polnear" / "dev", network)
    held_out = np.empty(len(right))
    for fold in range(FOLDS):
        others = article % FOLDS != fold
        weights = _fit(evidence[others], right[others])
        held_out[~others] = 1 / (1 + np.exp(-evidence[~others] @ weights))
    _print_reliability(held_out, right)
    weights = _fit(evidence, right)
    path = options.folder / "tagger.json"
    settings = json.loads(path.read_text(encoding="utf-8"))
    settings["calibration"] = {name: round(float(weight), 4) for name, weight in zip(FACTS, weights, strict=True)}
    path.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def _observe(split: Path, network: Network) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return each statement's evidence, whether annotators agree with it, and the number of its article."""
    rules = QuotedStatements()
    rows, right, numbers = [], [], []
    for number, (name, text, marked) in enumerate(read_marked(split)):
        document = lay_out(Article(uri=f"file:///{name}", text=text, language="en"))
        drafts = combine(document, find_reported(document, network), tuple(rules.extract(document, ())))
        drafts = [draft for draft in drafts if draft.parent is None]
        agreed = _agreed([(_places(draft.content), draft.source) for draft in drafts], marked)
        for place, draft in enumerate(drafts):
            known = facts(draft.evidence)
            rows.append([known.get(fact, 0.0) for fact in FACTS])
            right.append(place in agreed)
            numbers.append(number)
    return np.array(rows), np.array(right, dtype=float), np.array(numbers)


def _places(spans: list) -> set[int]:
    return {place for span in spans for place in range(span.start, span.end)}


def _agreed(found: list[tuple], marked: list[dict]) -> set[int]:
    """Return which statements annotators mark too: half of the characters of either, and a source in common or none."""
    gold = [
        (
            {place for start, end in spans[Role.CONTENT] for place in range(start, end)},
            {place for start, end in spans[Role.SOURCE] for place in range(start, end)},
        )
        for spans in marked
    ]
    pairs = []
    for ours, (content, _) in enumerate(found):
        for theirs, (expected, _) in enumerate(gold):
            shared = len(content & expected)
            if 2 * shared >= len(content | expected) > 0:
                pairs.append((-shared / len(content | expected), theirs, ours))
    agreed, used, taken = set(), set(), set()
    for _, theirs, ours in sorted(pairs):
        if theirs in used or ours in taken:
            continue
        used.add(theirs)
        taken.add(ours)
        source, expected = found[ours][1], gold[theirs][1]
        if (source is None and not expected) or (source and expected & set(range(source.start, source.end))):
            agreed.add(ours)
    return agreed


def _fit(evidence: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Return the weights of a logistic regression, by Newton's method."""
    weights = np.zeros(evidence.shape[1])
    for _ in range(30):
        chances = 1 / (1 + np.exp(-evidence @ weights))
        slope = evidence.T @ (right - chances) - STIFFNESS * weights
        bend = (evidence * (chances * (1 - chances))[:, None]).T @ evidence + STIFFNESS * np.eye(len(weights))
        weights += np.linalg.solve(bend, slope)
    return weights


def _print_reliability(chances: np.ndarray, right: np.ndarray) -> None:
    print("| confidence | statements | mean confidence | right |\n|---|---|---|---|")
    edges = [0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]
    error = 0.0
    for low, high in pairwise(edges):
        chosen = (chances >= low) & (chances < high)
        if chosen.any():
            mean, share = chances[chosen].mean(), right[chosen].mean()
            error += chosen.mean() * abs(mean - share)
            print(f"| {low:.1f}-{high:.1f} | {chosen.sum()} | {mean:.3f} | {share:.3f} |")
    print(f"\nexpected calibration error {error:.3f}, Brier score {((chances - right) ** 2).mean():.3f}")


if __name__ == "__main__":
    main()
