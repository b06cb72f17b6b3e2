"""Speed, as ratios measured side by side in one run. `python -m bench` prints and writes them."""
