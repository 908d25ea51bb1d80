"""How something begins: an application, an import, a round, what was lost."""
