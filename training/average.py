"""Average the weights of checkpoints: `python training/average.py OUT CHECKPOINT…`. Often better than any of them.

Weights that the last of them lacks are left out: those of layers cut off since.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    """Average what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    options = parser.parse_args()
    states = [torch.load(path, weights_only=True) for path in options.checkpoints]
    average = {
        name: torch.stack([state[name] for state in states]).mean(dim=0) if weights.is_floating_point() else weights
        for name, weights in states[-1].items()
    }
    torch.save(average, options.out)


if __name__ == "__main__":
    main()
