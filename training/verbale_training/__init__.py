"""Training of the reader: one multi-task model over a shared encoder."""
