"""The account service as an executor."""

import sys

import accounts
from tribunal.cli import main

sys.exit(main(accounts.execute))
