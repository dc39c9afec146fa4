"""Facts: YAML in, checked, compiled, indexed."""
