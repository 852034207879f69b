"""What platforms do for firms, in the words that business files use; loads without pydantic."""

from typing import Literal, get_args

Function = Literal["sales", "booking", "promotion", "payment", "logistics"]
FUNCTIONS: tuple[str, ...] = get_args(Function)
"""In the order in which they are told: orders, bookings, being found, being paid, sending."""
FULL = 1 + 1e-9
"""The whole, and what adding shares may add to it."""
