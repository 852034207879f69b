"""How the numbers of the map were made and tested; not part of the program, repeatable from a clone."""
