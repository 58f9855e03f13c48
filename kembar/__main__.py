"""``python -m kembar`` and the command ``kembar``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        from kembar.cli import run

        code = run()
    except KeyboardInterrupt:  # before there was anything to keep
        sys.stderr.write("interrupted\n")
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
