"""The nouns all rooms share: frozen, validated values on the standard library alone."""
