"""What a person sees: a command in a process of its own, on a pseudo-terminal."""

import os
import select
import struct
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path


def seen(
    argv: Sequence[str],
    columns: int,
    environment: Mapping[str, str],
    folder: Path | None = None,
    stdin: int | None = None,
) -> tuple[int, str]:
    """Run a command on a terminal of so many columns and 24 lines; return its exit code and the screen.

    Standard input is the terminal too, unless another file is given. Our hold on the program's end stays until the
    program has left and all it wrote is read: a read that meets the end being closed may come back without the last
    words (Linux looks for what is on its way first and whether the end is closed later).
    """
    import fcntl  # not on Windows
    import pty
    import termios

    screen, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    said = b""
    try:
        with subprocess.Popen(
            argv, cwd=folder, env=environment, stdin=terminal if stdin is None else stdin, stdout=terminal,
            stderr=terminal,
        ) as started:  # fmt: skip
            while True:
                left = started.poll() is not None
                if select.select([screen], [], [], 0 if left else 0.02)[0]:
                    said += os.read(screen, 65536)
                elif left:
                    return started.returncode, said.decode().replace("\r\n", "\n")
    finally:
        os.close(terminal)
        os.close(screen)
