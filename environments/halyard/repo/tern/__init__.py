"""Post-training of Tern 3: rewards, corpus filters, mixture, gates. Standard library only."""

__version__ = "3.0.0.dev14"
