"""The account service as an executor."""

import sys

try:
    import accounts
    from tribunal.cli import main
except (ImportError, FileNotFoundError) as e:
    sys.exit(f"not built: run executor-workers/python/build ({e})")

if __name__ == "__main__":
    sys.exit(main(accounts.execute))
