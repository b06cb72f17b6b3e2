"""The shell server, inside the sandbox: one thread, everything imported, one fork for each task.

Run as `python -m aftermosul.grading.shell.server NUMBER`, with the number of the socket that
leads to the parent. Each message there is a slot number with three descriptors: the socket for
orders, the socket for results, and the task's file in memory.
"""

from __future__ import annotations

import os
import signal
import socket
import sys

from aftermosul.grading import lean
from aftermosul.grading.shell import capture, child, confinement, messages
from aftermosul.grading.shell.messages import Task
from aftermosul.grading.shell.seal import Seal
from aftermosul.grading.shell.supervisor import Supervisor

_FIRST_UID = 200_000  # Beyond those that a machine gives its own users.
_WARM_UP = (
    "import pandas as pd",
    "pd.DataFrame({'a': [1]}).groupby('a').size()",
    "raise ValueError('to load what shows an error')",
    "pd.DataFrame({'a': [1]})",
)


def main(number: int) -> None:
    """Prepare a shell, say so, and serve until the parent hangs up."""
    parent = socket.socket(fileno=number)
    parent.set_inheritable(False)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business.
    confinement.settle()
    shell, seal = _prepared()

    def run(task: Task, uid: int, results: socket.socket) -> None:
        folder = confinement.confine(uid, task.limits)
        child.run(shell, seal, task, folder, results)

    children = Supervisor(parent, run)
    parent.sendall(messages.line({"ready": True}))
    while True:
        if not children.wait():
            continue
        text, numbers, _, _ = socket.recv_fds(parent, 256, 3, socket.MSG_DONTWAIT)
        if not text:
            return
        message = messages.parsed(text.strip())
        if message is not None and len(numbers) == 3:
            children.start(_FIRST_UID + int(message["slot"]), numbers)
        for leftover in numbers:
            os.close(leftover)


def _prepared() -> tuple[capture.GradingShell, Seal]:
    """A shell that has run and failed once, in a Python that has imported what lessons use."""
    with lean.imports():
        shell = capture.make_shell()
        _import_all()
        import pandas
    capture.KEPT.begin(10_000, 10_000_000)
    for source in _WARM_UP:
        shell.run_cell(source, store_history=True)  # type: ignore[no-untyped-call]
    shell.reset(new_session=True)  # type: ignore[no-untyped-call]
    shell.execution_count = 1
    capture.KEPT.begin(0, 0)
    capture.KEPT.in_all = 0
    seal = Seal.of_now([pandas.Series, pandas.DataFrame, pandas.Index])
    seal.hide_the_grader()
    lean.keep_what_is_loaded()  # What no collection touches stays shared with the children.
    return shell, seal


def _import_all() -> None:
    """What lessons use, and the tables and sources that a first call would read."""
    import altair
    import networkx  # noqa: F401
    import numpy  # noqa: F401
    import pandas

    import aftermosul
    from aftermosul.evidence import essay, schema, sources
    from aftermosul.evidence.tables import load

    for name in aftermosul.__all__:
        getattr(aftermosul, name)
    for table in schema.tables():
        load(table)
    essay.sentence(1)
    sources.cite(load("sources")["source_id"].iloc[0])
    altair.Chart(pandas.DataFrame({"a": [1]})).mark_bar().encode(x="a").to_dict()


if __name__ == "__main__":
    main(int(sys.argv[1]))
