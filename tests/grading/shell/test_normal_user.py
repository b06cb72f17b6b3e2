"""The sandbox without root: in a user namespace, as on a teacher's own account.

As root these tests start the server's command in a user namespace. That user can't read a Python
that lies in root's home, so bubblewrap gives the command a user namespace of its own in which it
is uid 1000 and all its rights end at the namespace: from there on everything is as for a normal
user, nested user namespaces and their maps among it. Two things differ: the files that it may
read, and a new `/proc` is refused there as in many containers, so that the empty one is tested.
Where a normal user runs the tests, these run as that user and need no such help.
"""

from __future__ import annotations

import ast
import os
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from aftermosul import resources
from aftermosul.grading.execution import CRASH
from aftermosul.grading.shell import ShellServer, open_server, sandbox
from tests.grading.shell.notebooks import errors, execute, graded, said
from tests.grading.shell.test_hostile import DEAF, LOOP, TEST


@pytest.fixture(scope="module")
def as_user() -> Iterator[ShellServer]:
    """A server that is not root in its sandbox."""
    real = sandbox.command
    with pytest.MonkeyPatch.context() as patch:
        if os.geteuid() == 0:

            def as_another(number: int, hidden: object = ()) -> list[str]:
                first, *rest = real(number, hidden)  # type: ignore[arg-type]
                return [first, "--unshare-user", "--uid", "1000", "--gid", "1000", *rest]

            patch.setattr(sandbox, "command", as_another)
        with open_server() as running:
            yield running


def test_the_cells_are_nobody_with_no_rights(as_user: ShellServer) -> None:
    look = """
    import ctypes, os
    held = (ctypes.c_uint32 * 6)()
    ctypes.CDLL(None).capget((ctypes.c_uint32 * 2)(0x20080522, 0), held)
    print(os.getuid(), list(held))
    """
    done = execute(as_user, textwrap.dedent(look))
    assert errors(done, 0) == []
    uid, rights = said(done, 0).split(maxsplit=1)
    assert int(uid) >= 200_000
    assert ast.literal_eval(rights) == [0] * 6


def test_work_is_done_and_loops_crashes_and_greed_end(as_user: ShellServer) -> None:
    done = execute(as_user, "answer = 42", LOOP, graded(TEST), "bytearray(3 * 2**30)", "'later'")
    assert (done.ended, done.timed_out, done.out_of_memory) == ("whole", (1,), (3,))
    assert errors(done, 2) == []
    assert said(done, 4) == "'later'"
    done = execute(as_user, "import os\nos._exit(0)")
    assert errors(done, 0) == [CRASH]
    assert execute(as_user, DEAF).ended == "killed"


def test_nobody_else_can_be_killed(as_user: ShellServer) -> None:
    """Supervisor and server are the same user outside: only the namespaces are between them."""
    attack = """
    import os, signal
    for number in [os.getppid(), -1, *range(2, 3_000)]:
        try:
            os.kill(number, signal.SIGKILL)
        except OSError:
            pass
    """
    done = execute(as_user, textwrap.dedent(attack), "1")
    assert (done.ended, done.flags) == ("whole", ())
    assert execute(as_user, "answer = 42", graded(TEST)).flags == ()


@pytest.mark.skipif(os.geteuid() == 0, reason="no limit on processes binds root, here or outside")
def test_a_fork_bomb_meets_its_limit(as_user: ShellServer) -> None:
    bomb = """
    import os, time
    made = 0
    try:
        while True:
            if os.fork() == 0:
                time.sleep(600)
            made += 1
    except BlockingIOError:
        print(made)
    """
    done = execute(as_user, textwrap.dedent(bomb), "answer = 42", graded(TEST))
    assert int(said(done, 0)) < 100
    assert errors(done, 2) == []


def test_one_submission_sees_nothing_of_another_nor_of_the_machine(as_user: ShellServer) -> None:
    assert errors(execute(as_user, "open('mine.txt', 'w').write('1')"), 0) == []
    # Python or the module may itself lie under /tmp, and then the way there is seen.
    ways = {p.parts[2] for p in (Path(sys.prefix), Path(resources.__file__)) if p.parts[1] == "tmp"}
    look = "import os\nprint(os.listdir('.'), os.listdir('/dev/shm'))\n"
    look += f"print(sorted(set(os.listdir('/tmp')) - {ways | {''}!r}))\n"
    look += "print([n for n in os.listdir('/proc') if n.isdigit() and n != '1'])"
    assert said(execute(as_user, look), 0).split() == ["[]"] * 4
    done = execute(
        as_user,
        "import socket\nsocket.create_connection(('1.1.1.1', 80), timeout=1)",
        "import os\nos.setuid(0)",
        "import ctypes\nprint(ctypes.CDLL(None).mount(b'x', b'/mnt', b'tmpfs', 0, None))",
    )
    assert errors(done, 0) == ["OSError"]
    assert errors(done, 1) in (["PermissionError"], ["OSError"])
    assert said(done, 2).strip() == "-1"
