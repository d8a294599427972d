"""Who said that, and how often are we right? Annotated articles beside what the rules print.

    python benchmarks/speakers.py ANNOTATIONS.jsonl TEXTS [--half a|b] [--errors]

A line of the annotations names a document and its quotes: {"doc", "quotes": [{"start", "end", "speaker",
"speaker_alt", "type", "optional"}]}, offsets into TEXTS/doc.txt. `--half` takes every other document, by a hash of its
name: one half to look at, the other to measure on. Only quotes that begin where the annotator's do are compared.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

from briefs.article import Article
from briefs.extractors.statements import QuotedStatements
from briefs.folding import fold
from briefs.language.layout import lay_out
from briefs.person import Ambiguous, Resolved, printed_name
from briefs.speakers.resolve import resolve
from briefs.statement import Statement

ADDRESS = {"the", "mr", "mrs", "ms", "president", "sir", "dr", "us", "u", "s"}


def main() -> None:
    """Read, compare, and print shares and causes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("annotations", type=Path)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--half", choices=("a", "b"))
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.annotations.read_text(encoding="utf-8").splitlines() if line.strip()]
    rows = [row for row in rows if options.half in {None, half(row["doc"])}]
    engine, counts, spent = QuotedStatements(), Counter[str](), 0.0
    for row in rows:
        path = options.texts / f"{row['doc']}.txt"
        article = Article(uri=path.absolute().as_uri(), text=path.read_bytes().decode("utf-8"), language="en")
        began = time.process_time()
        document = lay_out(article)
        found = resolve(document, tuple(engine.extract(document, ())), ())
        spent += time.process_time() - began
        speakers = {q.start: statement for statement in found for q in getattr(statement, "quotes", ())}
        for quote in row["quotes"]:
            if not quote["optional"]:
                verdict = judge(quote, speakers.get(quote["start"]))
                counts[verdict] += 1
                counts[f"{quote['type']}: {verdict}"] += 1
                if options.errors and verdict != "right":
                    print(row["doc"], quote["start"], verdict, quote["speaker"], sep="\t")
    report(counts, articles=len(rows), seconds=spent)


def half(document: str) -> str:
    """Return the half in which a document falls."""
    return "ab"[int(hashlib.md5(document.encode(), usedforsecurity=False).hexdigest(), 16) % 2]


def judge(quote: dict[str, Any], statement: Any) -> str:
    """Return right, wrong, ambiguous, unnamed or unknown; missed where no quote begins there."""
    if not isinstance(statement, Statement):
        return "missed"
    printed = printed_name(statement.speaker)
    if printed is not None and any(core(printed) == core(name) for name in (quote["speaker"], *quote["speaker_alt"])):
        return "right"
    match statement.speaker:
        case Resolved():
            agrees = any(
                core(str(printed))[-1:] == core(name)[-1:] for name in (quote["speaker"], *quote["speaker_alt"])
            )
            return "another form" if agrees else "wrong"
        case Ambiguous():
            return "ambiguous"
        case _:
            return "unknown" if printed is None else "unnamed"


def core(name: str) -> list[str]:
    """Return a name's words without forms of address."""
    words = fold(name).split()
    return [word for word in words if word not in ADDRESS] or words


def report(counts: Counter[str], *, articles: int, seconds: float) -> None:
    """Print the shares among all quotes, and among the full sentences."""
    print(f"{articles} articles, {articles / seconds if seconds else 0:.0f} a second")
    for kind in ("", "full: ", "fragment: "):
        verdicts = {
            key.removeprefix(kind): count
            for key, count in counts.items()
            if (key.startswith(kind) if kind else ": " not in key)
        }
        total = sum(verdicts.values())
        shares = "  ".join(f"{key} {count / total:.3f}" for key, count in sorted(verdicts.items(), key=lambda x: -x[1]))
        print(f"{kind or 'all: '}{total} quotes  {shares}")


if __name__ == "__main__":
    main()
