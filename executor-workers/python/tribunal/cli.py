"""``executor version | execute | probe``."""

import argparse
import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NoReturn

import tribunal

_NOT_BUILT = "not built: run executor-workers/python/build"


class _OneLineParser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\n")


def main(service: tribunal.Service) -> int:
    """Runs one command on that service; the exit status."""
    arguments = _parser().parse_args()
    try:
        if arguments.command == "version":
            return _version()
        if arguments.command == "probe":
            return _probe(service)
        return _execute(arguments, service)
    except ImportError as e:
        return _fail(1, f"{_NOT_BUILT} ({e})")
    except BrokenPipeError:
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = _OneLineParser(prog="executor", description="Tribunal's executor in Python.")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_OneLineParser)
    commands.add_parser("version", help="one line, when it is ready to run")
    commands.add_parser("probe", help="conformance: JSON lines on standard input and output")
    execute = commands.add_parser("execute", help="runs the executor until SIGTERM or SIGINT")
    execute.add_argument("--config", action="append", default=[], type=Path, metavar="FILE")
    execute.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    execute.add_argument("--fault", metavar="FAULT", help="a fault to commit on purpose, for demonstrations only")
    execute.add_argument("--with-parent", action="store_true", help="halt at once when standard input ends")
    return parser


def _version() -> int:
    try:
        import confluent_kafka  # noqa: F401
        import fastavro  # noqa: F401

        client = version("confluent-kafka")
    except (ImportError, PackageNotFoundError):
        return _fail(1, _NOT_BUILT)
    runtime = f"{platform.python_implementation()} {platform.python_version()}"
    sys.stdout.write(f"tribunal-python {tribunal.__version__}, {runtime}, confluent-kafka {client}\n")
    return 0


def _probe(service: tribunal.Service) -> int:
    from tribunal.probe import serve

    serve(sys.stdin.buffer, sys.stdout, service)
    return 0


def _execute(arguments: argparse.Namespace, service: tribunal.Service) -> int:
    from tribunal.runtime.process import execute
    from tribunal.runtime.settings import FAULT, ConfigError, resolve

    try:
        flags = dict(_setting(text) for text in arguments.set)
        if arguments.fault is not None:
            flags[FAULT] = arguments.fault
        return execute(resolve(arguments.config, os.environ, flags), service, arguments.with_parent)
    except ConfigError as e:
        return _fail(2, str(e))


def _setting(text: str) -> tuple[str, str]:
    from tribunal.runtime.settings import ConfigError

    key, equals, value = text.partition("=")
    if not equals:
        raise ConfigError(f"--set wants KEY=VALUE, not {text}")
    return key.strip(), value.strip()


def _fail(status: int, message: str) -> int:
    sys.stderr.write(" ".join(message.splitlines()) + "\n")
    return status
