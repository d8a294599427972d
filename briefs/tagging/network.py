"""How does the network score a text? The weights under `briefs/model/`, checked, loaded once, run with one thread."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from briefs.errors import BriefsError
from briefs.tagging.decoding import Scores, legal
from briefs.tagging.labels import OUTPUTS
from briefs.tagging.windows import cut
from briefs.tagging.wordpiece import WordPiece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.tagging.units import Units
    from briefs.tagging.windows import Window

SHIPPED = Path(__file__).resolve().parent.parent / "model"

BATCH = 320
"""Pieces in one run of the network, padding included: enough to keep it busy, little enough to stay in the cache."""


MOST = 100_000
"""Pieces of one document that are read: a book's worth of words, a quarter of a minute. What follows is left to rules,
so that nobody's million lines hold up the news."""

TRANSITIONS, PRIOR = 0.5, 0.25
"""How much the counted pairs of labels weigh beside the network's own scores; chosen on PolNeAR dev."""


class ModelError(BriefsError):
    """The tagger's weights are missing or are not those they should be."""


class Network:
    """A tagger ready to run. Making one takes a fifth of a second, so a process makes one."""

    def __init__(self, folder: Path) -> None:
        self.settings: dict[str, Any] = _read_settings(folder)
        self.wordpiece = WordPiece(_checked(folder, "vocab.txt", self.settings).decode("utf-8").split("\n"))
        self.transitions = legal(np.array(self.settings["pairs"]), weight=TRANSITIONS, prior_weight=PRIOR)
        self.calibration: dict[str, float] = self.settings.get("calibration", {})
        self._session = _session(_checked(folder, "tagger.onnx", self.settings))

    def score(self, units: Units) -> Scores:
        """Return the network's scores of every unit."""
        windows = _within(cut(units, self.wordpiece), MOST)
        outputs = np.zeros((len(units), OUTPUTS), dtype=np.float32)
        for batch in _batches(windows):
            width = max(len(window.pieces) for window in batch)
            pieces = np.full((len(batch), width), self.wordpiece.padding, dtype=np.int64)
            traits = np.zeros((len(batch), width), dtype=np.int64)
            present = np.zeros((len(batch), width), dtype=np.int64)
            for row, window in enumerate(batch):
                pieces[row, : len(window.pieces)] = window.pieces
                traits[row, : len(window.traits)] = window.traits
                present[row, : len(window.pieces)] = 1
            (scores,) = self._session.run(None, {"pieces": pieces, "traits": traits, "present": present})
            for row, window in enumerate(batch):
                outputs[window.first : window.first + len(window.places)] = scores[row, window.places]
        return Scores(
            outputs=outputs,
            windows=tuple((window.first, window.first + len(window.places)) for window in windows),
        )


def _within(windows: list[Window], most: int) -> list[Window]:
    """Return the first windows, as many as have `most` pieces in all."""
    used = 0
    for number, window in enumerate(windows):
        used += len(window.pieces)
        if used > most:
            return windows[:number]
    return windows


@cache
def shipped() -> Network:
    """Return the tagger that comes with the product; raise `ModelError` where it cannot be used."""
    return Network(SHIPPED)


def _batches(windows: Sequence[Window]) -> list[list[Window]]:
    """Return the windows, those of like length together, so that little is padded."""
    batches: list[list[Window]] = []
    for window in sorted(windows, key=lambda window: -len(window.pieces)):
        if batches and (len(batches[-1]) + 1) * len(batches[-1][0].pieces) <= BATCH:
            batches[-1].append(window)
        else:
            batches.append([window])
    return batches


def _read_settings(folder: Path) -> dict[str, Any]:
    path = folder / "tagger.json"
    try:
        settings = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as cause:
        message = f"{path}: the tagger's settings cannot be read ({cause}); install onrecord again"
        raise ModelError(message) from cause
    if not isinstance(settings, dict):
        message = f"{path}: the tagger's settings are no mapping; install onrecord again"
        raise ModelError(message)
    return settings


def _checked(folder: Path, name: str, settings: dict[str, Any]) -> bytes:
    """Return the file's bytes, if they are the very bytes that were trained and measured."""
    path = folder / name
    try:
        content = path.read_bytes()
    except OSError as cause:
        message = f"{path}: a part of the tagger is missing ({cause.strerror}); install onrecord again"
        raise ModelError(message) from cause
    if hashlib.sha256(content).hexdigest() != settings.get("sha256", {}).get(name):
        message = f"{path}: not the file that was measured (its sha256 differs); install onrecord again"
        raise ModelError(message)
    return content


def _session(weights: bytes) -> Any:
    import onnxruntime  # noqa: PLC0415 - a tenth of a second that commands which read no article do not pay

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # The graph was fused when it was exported; to look for more costs every start a twentieth of a second.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
