"""The command line of parklife: what a person, a script or `make` starts."""

import sys

try:
    from console.app import main
except ModuleNotFoundError as missing:
    from console import absent

    sys.exit(absent.told(missing))

if __name__ == "__main__":
    sys.exit(main())
