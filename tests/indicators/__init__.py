"""Indicators of attention: thresholds, time, files, histories, columns, pages."""
