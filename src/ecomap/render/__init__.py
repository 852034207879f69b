"""Results to text: computes nothing, prints nothing, opens nothing."""
