"""The command line of parklife: what a person, a script or `make` starts."""

import sys

try:
    from console.app import main
except ModuleNotFoundError as missing:
    sys.exit(f"缺少依赖 {missing.name}：请用 .venv/bin/python starter.py …，或先运行 make up。")

if __name__ == "__main__":
    sys.exit(main())
