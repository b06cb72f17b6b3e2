"""What a reader calls: figures, self-checks, verdicts, and the map of the essay."""
