"""One activity, typed: the form, what it would change, its sessions and its agenda."""
