"""One figure, found in this process: `python -m benchmarks.probe benchmarks.order:library`."""

import sys
from importlib import import_module


def main(function: str) -> None:
    """Print what the function returns."""
    module, name = function.split(":")
    print(repr(getattr(import_module(module), name)()))


if __name__ == "__main__":
    main(sys.argv[1])
