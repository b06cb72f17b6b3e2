"""The evidence: tables, sources, the essay and its claims."""
