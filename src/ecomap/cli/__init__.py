"""The command line: parse, call, print, exit. Everything heavy is loaded when a command asks for it."""

import atexit
import contextlib
import gc
import io
import os
import sys
from collections.abc import Sequence

from ecomap.errors import EcomapError, FileError, OutputError

EXIT_BUG, EXIT_DATA, EXIT_CONDITION, EXIT_FILE, EXIT_INTERRUPTED, EXIT_READER_GONE = 1, 3, 4, 5, 130, 141
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""How many threads a library of linear algebra starts, where the user does not say; read when it is loaded."""


def run() -> None:
    """Run the program on the arguments of the process."""
    # The matrices are small: threads of their own bring nothing and wait busily, a fifth of the time of a short run.
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")
    # One short run that keeps nearly all it makes: collecting cycles costs a fifth of it and frees nothing.
    gc.disable()
    code = main(sys.argv[1:])
    # For the same reason the system takes it all back at once: object by object costs a tenth of a short run.
    atexit._run_exitfuncs()
    with contextlib.suppress(OSError, ValueError, AttributeError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def main(argv: Sequence[str]) -> int:
    """Run the program on arguments and return its exit code; nothing but usage errors reaches the user unworded.

    0 done, 1 a bug, 2 usage, 3 wrong input data, 5 cannot read or write, 130 interrupted, 141 the reader went away.
    """
    if sys.stderr is None:  # closed: nobody listens to what is told
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    if sys.stdout is None:
        return _failed("Standard output is closed: there is nowhere to write.", EXIT_FILE)
    try:
        code = _invoke(argv)
        sys.stdout.flush()
    except (FileError, OutputError) as error:
        code = _failed(error, EXIT_FILE)
    except EcomapError as error:
        code = _failed(error, EXIT_DATA)
    except BrokenPipeError:
        code = _nowhere(EXIT_READER_GONE)
    except OSError as error:
        code = _failed(f"What is asked for cannot be read or written: {error.strerror or error}.", _nowhere(EXIT_FILE))
    except KeyboardInterrupt:
        code = EXIT_INTERRUPTED
    except Exception as error:
        if "--debug" in argv:
            raise
        code = _failed(f"a bug in ecomap: {type(error).__name__}: {error} (--debug shows where)", EXIT_BUG)
    return code


def _invoke(argv: Sequence[str]) -> int:
    import typer

    from ecomap.cli.app import app

    if "_ECOMAP_COMPLETE" in os.environ:  # a shell asks what may come next
        from typer._completion_classes import completion_init

        completion_init()
    try:
        ended = app(list(argv), prog_name="ecomap", standalone_mode=False)
    except typer._click.exceptions.ClickException as error:
        with io.StringIO() as usage:
            error.show(usage)
            return _failed(usage.getvalue().rstrip("\n"), error.exit_code)
    except typer.Abort:  # a question was left
        return EXIT_INTERRUPTED
    except SystemExit as stop:
        # typer ends a help text that nobody reads with exit code 1 and a muted standard output
        if type(sys.stdout).__name__ == "PacifyFlushWrapper":
            return _nowhere(EXIT_READER_GONE)
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    return ended if isinstance(ended, int) else 0


def _failed(message: object, code: int) -> int:
    from ecomap.cli import output

    with contextlib.suppress(OSError):  # a full disk keeps the message back, not the exit code
        output.tell(f"{message}\n")
    return code


def _nowhere(code: int) -> int:
    """Let the interpreter close standard output in peace: what it still holds goes nowhere."""
    if getattr(sys.stdout, "wrapped", sys.stdout) is not sys.__stdout__:
        return code  # that of a program around this one stays as it is
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)
    return code
