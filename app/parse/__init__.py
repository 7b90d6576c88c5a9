"""From text to tokens, sentences and dependencies: the language model behind one small protocol."""
