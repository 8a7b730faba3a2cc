"""Evidence to confidence: weights, the trace of what spoke for a record, and where it was read."""
