"""A credential, its steps and stages, its renewal, and the rules behind it."""
