"""Across reports: same text, same story, same event."""
