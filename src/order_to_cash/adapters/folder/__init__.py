"""Directories that are read from a folder of CSV files."""

from order_to_cash.adapters.folder.directories import FolderDirectories

__all__ = [
    "FolderDirectories",
]
