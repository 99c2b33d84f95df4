"""Side-by-side measurements of the app in a real browser: ``python -m bench``. See README.md here."""
