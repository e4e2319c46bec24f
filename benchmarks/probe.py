"""One figure, found in this process: `python -m benchmarks.probe benchmarks.order:library`.

What follows another colon is given to the function, such as a size.
"""

import sys
from importlib import import_module


def main(function: str) -> None:
    """Print what the function returns."""
    module, name, *given = function.split(":")
    print(repr(getattr(import_module(module), name)(*given)))


if __name__ == "__main__":
    main(sys.argv[1])
