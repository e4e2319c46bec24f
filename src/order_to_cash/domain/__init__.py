"""The values and processes of order-to-cash: pure, frozen, without a clock."""
