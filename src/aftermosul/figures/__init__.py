"""The kit of figures: the widget, its controls, and what draws a chart in the browser."""
