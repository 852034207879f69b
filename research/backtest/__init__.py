"""Does it come true? Official figures are hidden, predicted, and compared."""
