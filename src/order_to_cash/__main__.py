"""`python -m order_to_cash`, the same as `order-to-cash`."""

import sys

from order_to_cash.cli import main

if __name__ == "__main__":
    sys.exit(main())
