"""What flows through the pipeline: frozen dataclasses, no I/O."""
