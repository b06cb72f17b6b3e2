"""How things look: theme, palette, cards, accessible tables. Never what they are."""
