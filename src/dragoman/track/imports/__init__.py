"""Imports: other coders' dictionaries as overlay tables, other data sets' events beside our own."""
