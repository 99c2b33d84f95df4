"""The same network in other runtimes: installed, converted, served and run."""
