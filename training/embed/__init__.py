"""The way to make the embedder: the network that tells facings of the same product by their looks."""
