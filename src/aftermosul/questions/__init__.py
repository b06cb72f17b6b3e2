"""Self-checks: one module a lesson, and what a reader calls to try them."""
