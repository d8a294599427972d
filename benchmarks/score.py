"""Precision and recall against annotated corpora, with intervals, for those who have them.

    ONRECORD_CORPORA=/path/to/corpora python benchmarks/score.py

The folder holds `gold/` and `polnear/dev/`; beside it, in `score/`, stand the scorers. Without
them it says so and ends.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path


def extract(files: list[Path], converter: Path, kind: str, out: Path) -> None:
    """Run the program over `files` as anybody would, and turn its lines into the scorer's form."""
    with out.open("wb") as predictions:
        lines = subprocess.Popen(
            [sys.executable, "-m", "bot", "extract", "--jsonl", "--jobs", "2", *map(str, files)],
            stdout=subprocess.PIPE,
        )
        subprocess.run([sys.executable, converter, kind], stdin=lines.stdout, stdout=predictions, check=True)
        if lines.wait():
            sys.exit("some articles could not be read; see above")


def main() -> None:
    """Print every table that the corpora at hand allow."""
    folder = os.environ.get("ONRECORD_CORPORA")
    if not folder or not (Path(folder).parent / "score").is_dir():
        print("no corpora: set ONRECORD_CORPORA to their folder, with the scorers beside it in score/")
        return
    corpora, score = Path(folder), Path(folder).parent / "score"
    with tempfile.TemporaryDirectory() as scratch:
        predictions = Path(scratch) / "predictions.jsonl"
        for title, texts, kind, command in (
            ("Threats, pledges, quotes (gold)", corpora / "gold/texts", "events", ["score_events.py", predictions]),
            (
                "Attribution (PolNeAR dev)",
                corpora / "polnear/dev/text",
                "attribution",
                ["score_attribution.py", "--gold", corpora / "polnear/dev", "--pred", predictions],
            ),
            (
                "Threats and pledges (silver, on which they were learnt: an upper bound)",
                corpora / "silver/texts",
                "events",
                ["score_events.py", predictions, "--gold", corpora / "silver/silver.jsonl"],
            ),
        ):
            print(f"\n## {title}\n", flush=True)
            extract(sorted(texts.glob("*.txt")), score / "convert.py", kind, predictions)
            subprocess.run([sys.executable, score / command[0], *command[1:]], check=True)
            if kind == "attribution":
                intervals = Path(__file__).with_name("intervals.py")
                subprocess.run([sys.executable, intervals, score, corpora / "polnear/dev", predictions], check=True)


if __name__ == "__main__":
    main()
