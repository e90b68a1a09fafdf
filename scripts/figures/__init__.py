"""Figures as sources write them: their readings, their bounds, their periods and their units."""
