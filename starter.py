"""The command line of parklife: what a person, a script or `make` starts."""

import sys

from console.app import main

if __name__ == "__main__":
    sys.exit(main())
