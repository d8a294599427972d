"""How sure are the scores? 95 % intervals for end-to-end F1, by drawing the articles again and again.

    python benchmarks/intervals.py SCORER GOLD PREDICTIONS…

SCORER is the folder of `score_attribution.py`, GOLD a split with text and annotation; each file of predictions is one
row of the table. Articles are drawn, not statements, since those of one article succeed and fail together.
"""

from __future__ import annotations

import importlib.util
import random
import sys
from pathlib import Path
from typing import Any

KINDS = ("all", "direct", "mixed", "indirect")
DRAWS = 2000


def load(folder: Path) -> Any:
    """Return the scorer, which is a script of its own."""
    spec = importlib.util.spec_from_file_location("score_attribution", folder / "score_attribution.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    return scorer


def counts(scorer: Any, gold: dict, predicted: dict) -> list[dict[str, tuple[int, int, int]]]:
    """Return for each article and kind: right statements, predicted ones, annotated ones."""
    rows = []
    for name, article in gold.items():
        result = scorer.score({name: article}, {name: predicted.get(name, [])})
        rows.append(
            {
                kind: (
                    round(result[kind]["e2e"]["p"] * result[kind]["pred"] / 100),
                    result[kind]["pred"],
                    result[kind]["gold"],
                )
                for kind in KINDS
            }
        )
    return rows


def f1(rows: list[dict[str, tuple[int, int, int]]], kind: str) -> float:
    """Return end-to-end F1 in per cent."""
    right, predicted, annotated = (sum(row[kind][place] for row in rows) for place in range(3))
    return 200 * right / (predicted + annotated) if predicted + annotated else 0.0


def main() -> None:
    """Print the table."""
    folder, split, *files = map(Path, sys.argv[1:])
    scorer = load(folder)
    gold = scorer.load_gold(str(split))
    print("| system | " + " | ".join(KINDS) + " |\n|---|" + "---|" * len(KINDS))
    for file in files:
        rows = counts(scorer, gold, scorer.load_pred(str(file), gold))
        draw = random.Random(1)  # noqa: S311 - the same draws for every row, no secret
        drawn = [draw.choices(rows, k=len(rows)) for _ in range(DRAWS)]
        cells = []
        for kind in KINDS:
            values = sorted(f1(sample, kind) for sample in drawn)
            low, high = values[DRAWS // 40], values[-DRAWS // 40]
            cells.append(f"{f1(rows, kind):.1f} ({low:.1f}-{high:.1f})")
        print(f"| {file.stem} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
