"""What is trained: a small BERT encoder, cut short, with one linear layer over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import nn
from transformers import BertModel

from briefs.tagging.labels import LABELS, OUTPUTS
from briefs.tagging.units import TRAITS

if TYPE_CHECKING:
    from pathlib import Path


class Tagger(nn.Module):
    """The first layers of an encoder; every layer named in `exits` gets a head of its own while it is trained.

    The table of token types, which tagging has no other use for, holds the traits. Word and position embeddings stay
    as they came: a corpus of a thousand articles has too few words to move thirty thousand.
    """

    def __init__(self, encoder: Path, *, exits: tuple[int, ...]) -> None:
        super().__init__()
        self.exits = exits
        self.encoder = BertModel.from_pretrained(
            encoder,
            add_pooling_layer=False,
            num_hidden_layers=max(exits),
            attn_implementation="sdpa",
            attention_probs_dropout_prob=0.0,
            hidden_dropout_prob=0.0,
        )
        embeddings = self.encoder.embeddings
        width = embeddings.word_embeddings.embedding_dim
        traits = nn.Embedding(TRAITS, width)
        traits.weight.data[:] = embeddings.token_type_embeddings.weight.data[0]
        embeddings.token_type_embeddings = traits
        self.encoder.config.type_vocab_size = TRAITS
        embeddings.word_embeddings.weight.requires_grad = False
        embeddings.position_embeddings.weight.requires_grad = False
        self.dropout = nn.Dropout(0.1)
        self.heads = nn.ModuleDict({str(layer): nn.Linear(width, OUTPUTS) for layer in exits})

    def forward(self, pieces: torch.Tensor, traits: torch.Tensor, present: torch.Tensor) -> dict[int, torch.Tensor]:
        """Return for each exit the scores of every piece: labels first, then sides."""
        states = self.encoder(
            input_ids=pieces, token_type_ids=traits, attention_mask=present, output_hidden_states=True
        ).hidden_states
        return {layer: self.heads[str(layer)](self.dropout(states[layer])) for layer in self.exits}


def loss(scores: torch.Tensor, labels: torch.Tensor, sides: torch.Tensor, *, side_weight: float) -> torch.Tensor:
    """Return the loss of one exit: labels, and with less weight the sides of their partners."""
    label = nn.functional.cross_entropy(scores[..., :LABELS].reshape(-1, LABELS), labels.reshape(-1))
    if not (sides >= 0).any():
        # A batch in which nobody is reported to say anything: the mean over nothing is no number.
        return label
    side = nn.functional.cross_entropy(scores[..., LABELS:].reshape(-1, OUTPUTS - LABELS), sides.reshape(-1))
    return label + side_weight * side
