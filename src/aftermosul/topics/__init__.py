"""Topics: a room a lesson, with its model, its figure and its questions. None imports another."""
