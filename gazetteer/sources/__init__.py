"""What the index is built from: one module a source, each yielding entries. Only the build imports them."""
