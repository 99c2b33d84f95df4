"""``python -m training``: see cli.py."""

from training.cli import main

main()
