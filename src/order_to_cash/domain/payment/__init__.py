"""The payment: from its arrival to wherever its money is, or back."""
