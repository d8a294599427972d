"""Which words of a text are a source, a cue, attributed content? A small network, from text to labelled words."""
