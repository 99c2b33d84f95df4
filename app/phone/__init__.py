"""Opening the page on a phone in the same room: HTTPS with an authority of our own, and a page that hands it over."""
