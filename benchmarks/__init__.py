"""What the program costs, against rivals that do the same and floors that do nothing but what must be done."""
