"""The three processes of an order: told as stories, walked as small worlds, joined as one."""
