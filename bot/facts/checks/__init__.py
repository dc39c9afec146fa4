"""The rules that a fact base must keep, by what they look at."""
