"""``serve --phone``: HTTPS for phones in the same network, and a plain page that helps them to trust this computer."""
