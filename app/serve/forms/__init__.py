"""One module a form of export: features in, bytes or a file out."""
