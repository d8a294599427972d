"""Turn a checkpoint into what the product ships.

    python training/export.py CORPORA CHECKPOINT ENCODER FOLDER --exit 4

The graph is fused for a BERT encoder and its weights become 8-bit integers, one scale a column. They use 7 of the 8
bits, since processors without VNNI would overflow on the last.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from corpus import count_pairs, read_lessons
from network import Tagger

from briefs.tagging.wordpiece import WordPiece


class _Exit(torch.nn.Module):
    """One exit of a tagger, as a graph has it."""

    def __init__(self, tagger: Tagger, layer: int) -> None:
        super().__init__()
        self.encoder = tagger.encoder
        self.encoder.encoder.layer = self.encoder.encoder.layer[:layer]
        self.head = tagger.heads[str(layer)]

    def forward(self, pieces: torch.Tensor, traits: torch.Tensor, present: torch.Tensor) -> torch.Tensor:
        states = self.encoder(input_ids=pieces, token_type_ids=traits, attention_mask=present).last_hidden_state
        return self.head(states)


def export(tagger: Tagger, layer: int, folder: Path, *, whole: bool = False) -> None:
    """Write `tagger.onnx` into `folder`; `whole` leaves the numbers as they were trained."""
    tagger.eval()
    tagger.encoder.config._attn_implementation = "eager"  # noqa: SLF001 - what the exporter can draw
    pieces = torch.randint(1000, 2000, (2, 40))
    names = ["pieces", "traits", "present"]
    with tempfile.TemporaryDirectory() as scratch:
        drawn, fused = Path(scratch) / "drawn.onnx", Path(scratch) / "fused.onnx"
        torch.onnx.export(
            _Exit(tagger, layer).eval(),
            (pieces, torch.zeros_like(pieces), torch.ones_like(pieces)),
            str(drawn),
            input_names=names,
            output_names=["scores"],
            dynamic_axes={name: {0: "rows", 1: "width"} for name in [*names, "scores"]},
            opset_version=17,
            dynamo=False,
        )
        config = tagger.encoder.config
        optimize_model(
            str(drawn),
            model_type="bert",
            num_heads=config.num_attention_heads,
            hidden_size=config.hidden_size,
            opt_level=0,
            optimization_options=_fusion(),
        ).save_model_to_file(str(fused))
        if whole:
            shutil.copy(fused, folder / "tagger.onnx")
            return
        quantize_dynamic(
            str(fused),
            str(folder / "tagger.onnx"),
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            extra_options={"DefaultTensorType": 1},
        )


def _fusion() -> FusionOptions:
    """Fuse attention and the activation; a fused layer norm is slower on a processor than the plain one, by a tenth."""
    options = FusionOptions("bert")
    options.enable_skip_layer_norm = False
    options.enable_embed_layer_norm = False
    options.enable_gelu_approximation = True
    return options


def seal(folder: Path, settings: dict) -> None:
    """Write `tagger.json`: the settings and what the files' bytes must be."""
    hashes = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in ("tagger.onnx", "vocab.txt")}
    content = json.dumps({**settings, "sha256": hashes}, indent=1) + "\n"
    (folder / "tagger.json").write_text(content, encoding="utf-8")


def main() -> None:
    """Export with what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--exits", default="4")
    parser.add_argument("--exit", type=int, default=4, help="how many layers to keep")
    parser.add_argument("--whole", action="store_true", help="32-bit numbers, to compare")
    options = parser.parse_args()
    tagger = Tagger(options.encoder, exits=tuple(map(int, options.exits.split(","))))
    tagger.load_state_dict(torch.load(options.checkpoint, weights_only=True))
    options.folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(options.encoder / "vocab.txt", options.folder / "vocab.txt")
    export(tagger, options.exit, options.folder, whole=options.whole)
    wordpiece = WordPiece((options.folder / "vocab.txt").read_text(encoding="utf-8").split("\n"))
    seal(options.folder, {"pairs": count_pairs(read_lessons(options.corpora / "polnear" / "train", wordpiece))})


if __name__ == "__main__":
    main()
