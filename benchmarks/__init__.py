"""How fast it is: every figure a ratio against a floor taken in the same run (`make bench`)."""
