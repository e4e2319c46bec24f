"""Stories of corrections of a fixed charge, and of the obligation behind them."""
