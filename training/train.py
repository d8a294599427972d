"""Train the tagger: `python training/train.py CORPORA ENCODER OUT`; see training/README.md.

CORPORA is the folder that holds `polnear/train` and `polnear/dev`; ENCODER the folder of a BERT checkpoint. Into OUT
go a checkpoint after every epoch, and a log. The same seed gives the same weights on the same machine.
"""

from __future__ import annotations

import argparse
import copy
import random
import sys
import time
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from corpus import UNTAUGHT, Lesson, read_lessons
from network import Tagger, loss

from briefs.tagging.labels import LABELS
from briefs.tagging.units import CAPITALS, INSIDE, PLAIN
from briefs.tagging.windows import Window, cut
from briefs.tagging.wordpiece import WordPiece

WIDTH = 160
"""Pieces in a window here; more than the product reads at once, so that it never reads a longer one than it knows."""
SIDE_WEIGHT = 0.3
SHALLOW_WEIGHT = 0.4
"""Of the exits before the last."""
UNKNOWN, PARAGRAPH = 100, 102
"""Pieces of every BERT vocabulary: what no entry spells, and what stands between paragraphs."""
DECAY = 0.998
"""Of the running average of the weights, a step."""
BLURRED = 0.05
"""Of the words, those that are blotted out, so that the network reads the words around them."""
FORGOTTEN = 0.05
"""Of the windows, those that lose their capitals: all plain or all capitals, as headlines and old wire copy are."""


def main() -> None:
    """Train with what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--start", type=Path, default=None, help="a checkpoint to go on from")
    parser.add_argument("--exits", default="4", help="layers with a head, the deepest first")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--rate", type=float, default=4e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--articles", type=int, default=None, help="only so many, to try things out")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    _train(options)


def _train(options: argparse.Namespace) -> None:
    draw = random.Random(options.seed)
    wordpiece = WordPiece((options.encoder / "vocab.txt").read_text(encoding="utf-8").split("\n"))
    lessons = list(read_lessons(options.corpora / "polnear" / "train", wordpiece))[: options.articles]
    judged = list(read_lessons(options.corpora / "polnear" / "dev", wordpiece))[: options.articles]
    network = Tagger(options.encoder, exits=tuple(map(int, options.exits.split(",")))).to(options.device)
    if options.start is not None:
        network.load_state_dict(torch.load(options.start, weights_only=True), strict=False)
    average = copy.deepcopy(network).eval()
    optimizer = _optimizer(network, options)
    epochs = [_batches(lessons, wordpiece, options.batch, draw) for _ in range(options.epochs)]
    steps = sum(map(len, epochs))
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))
    )
    print(f"{len(lessons)} articles, {steps} steps, dev before: {_judge(average, judged[:8], wordpiece)}", flush=True)
    begun, step, seen, running = time.monotonic(), 0, 0, 0.0
    best = float("inf")
    for epoch, batches in enumerate(epochs, start=1):
        network.train()
        for windows in batches:
            pieces, traits, present, labels, sides = (tensor.to(options.device) for tensor in _tensors(windows, draw))
            scores = network(pieces, traits, present)
            total = sum(
                (1.0 if layer == network.exits[0] else SHALLOW_WEIGHT)
                * loss(scores[layer], labels, sides, side_weight=SIDE_WEIGHT)
                for layer in network.exits
            )
            optimizer.zero_grad()
            total.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            _follow(average, network, step)
            seen += int(present.sum())
            running += (total.item() - running) / min(step, 50)
            if step % 25 == 0:
                pace = seen / (time.monotonic() - begun)
                print(f"{epoch} {step}/{steps} loss {running:.3f} {pace:.0f} pieces/s", flush=True)
            if step % 250 == 0:
                torch.save(average.state_dict(), options.out / "latest.pt")
        score = _judge(average, judged, wordpiece)
        print(f"epoch {epoch}: {time.monotonic() - begun:.0f} s, dev {score}", flush=True)
        torch.save(average.state_dict(), options.out / f"epoch{epoch}.pt")
        torch.save(network.state_dict(), options.out / f"raw{epoch}.pt")
        if score[network.exits[0]] < best:
            best = score[network.exits[0]]
            torch.save(average.state_dict(), options.out / "best.pt")


def _optimizer(network: Tagger, options: argparse.Namespace) -> torch.optim.Optimizer:
    encoder = [weights for weights in network.encoder.parameters() if weights.requires_grad]
    heads = list(network.heads.parameters())
    groups = [{"params": encoder, "lr": options.rate}, {"params": heads, "lr": options.head_rate}]
    return torch.optim.AdamW(groups, weight_decay=0.01)


@torch.no_grad()
def _follow(average: Tagger, network: Tagger, step: int) -> None:
    """Move the running average of the weights towards the weights; early steps weigh more, or it never leaves zero."""
    keep = min(DECAY, (1 + step) / (10 + step))
    for held, weights in zip(average.parameters(), network.parameters(), strict=True):
        if weights.requires_grad:
            held.lerp_(weights, 1 - keep)


def _batches(lessons: list[Lesson], wordpiece: WordPiece, size: int, draw: random.Random) -> list[list[tuple]]:
    """Return an epoch: every article cut anew, at other places than before; windows of like length together."""
    windows = []
    for lesson in lessons:
        lead = draw.randrange(WIDTH // 4, WIDTH + 1)
        windows += [(window, lesson) for window in cut(lesson.units, wordpiece, width=WIDTH, lead=lead)]
    draw.shuffle(windows)
    batches = []
    for start in range(0, len(windows), size * 20):
        pool = sorted(windows[start : start + size * 20], key=lambda pair: len(pair[0].pieces))
        batches += [pool[place : place + size] for place in range(0, len(pool), size)]
    draw.shuffle(batches)
    return batches


def _tensors(windows: list[tuple], draw: random.Random | None) -> tuple[torch.Tensor, ...]:
    shape = len(windows), max(len(window.pieces) for window, _ in windows)
    pieces, traits, present = (torch.zeros(shape, dtype=torch.long) for _ in range(3))
    labels, sides = (torch.full(shape, UNTAUGHT) for _ in range(2))
    for row, (window, lesson) in enumerate(windows):
        width = len(window.pieces)
        pieces[row, :width] = torch.tensor(_blur(window, draw))
        traits[row, :width] = torch.tensor(_forget(window.traits, draw))
        present[row, :width] = 1
        places = torch.tensor(window.places)
        end = window.first + len(window.places)
        labels[row, places] = torch.tensor(lesson.labels[window.first : end])
        sides[row, places] = torch.tensor(lesson.sides[window.first : end])
    return pieces, traits, present, labels, sides


def _blur(window: Window, draw: random.Random | None) -> list[int]:
    """Return the pieces, a few words made unknown; quotation marks stay, since they are facts."""
    if draw is None:
        return window.pieces
    pieces = list(window.pieces)
    ends = [*window.places[1:], len(pieces) - 1]
    for place, end in zip(window.places, ends, strict=True):
        if window.traits[place] % INSIDE <= CAPITALS and draw.random() < BLURRED:
            pieces[place:end] = [UNKNOWN if piece != PARAGRAPH else piece for piece in pieces[place:end]]
    return pieces


def _forget(traits: list[int], draw: random.Random | None) -> list[int]:
    """Return the traits, now and then without what capitals say."""
    if draw is None or draw.random() >= FORGOTTEN:
        return traits
    shape = draw.choice((PLAIN, CAPITALS))
    return [trait if trait % INSIDE > CAPITALS else trait - trait % INSIDE + shape for trait in traits]


@torch.no_grad()
def _judge(network: Tagger, lessons: list[Lesson], wordpiece: WordPiece) -> dict[int, float]:
    """Return for each exit the loss over the labels of `lessons`, a unit."""
    network.eval()
    device = next(network.parameters()).device
    sums, count = dict.fromkeys(network.exits, 0.0), 0
    windows = [(window, lesson) for lesson in lessons for window in cut(lesson.units, wordpiece)]
    windows.sort(key=lambda pair: len(pair[0].pieces))
    for start in range(0, len(windows), 16):
        pieces, traits, present, labels, _ = (
            tensor.to(device) for tensor in _tensors(windows[start : start + 16], None)
        )
        for layer, scores in network(pieces, traits, present).items():
            sums[layer] += float(
                torch.nn.functional.cross_entropy(
                    scores[..., :LABELS].reshape(-1, LABELS), labels.reshape(-1), reduction="sum"
                )
            )
        count += int((labels >= 0).sum())
    return {layer: round(total / count, 4) for layer, total in sums.items()}


if __name__ == "__main__":
    main()
