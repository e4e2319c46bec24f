"""Settings of the documentation."""

from importlib.metadata import version as installed

project = "order_to_cash"
author = "order_to_cash contributors"
copyright = "2026, order_to_cash contributors"
version = release = installed("order-to-cash")

extensions = ["myst_parser", "sphinx.ext.apidoc", "sphinx.ext.autodoc"]
exclude_patterns = ["_build"]
suppress_warnings = ["ref.python"]  # two processes may each have a Stage, two records a type
html_theme = "furo"
html_title = "order_to_cash"

toc_object_entries = False  # the navigation of every page would name every object of all others
default_role = "code"
myst_heading_anchors = 3

apidoc_modules = [
    {
        "path": "../src/order_to_cash",
        "destination": "reference/api",
        "separate_modules": False,
        "module_first": True,
    }
]
autodoc_default_options = {"members": True, "show-inheritance": True, "ignore-module-all": True}
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
