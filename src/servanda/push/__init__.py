"""The graph into databases elsewhere, as often as one likes."""
