"""Work that means harm, or does it by accident: each ends as stated, and the rest goes on."""

from __future__ import annotations

import ast
import os
import shutil
import sys
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from aftermosul import resources
from aftermosul.grading.execution import CRASH, NOT_RUN, TIMEOUT, Limits
from aftermosul.grading.shell import ShellServer, open_server
from aftermosul.problems import Problem
from tests.grading import prepared
from tests.grading.shell.notebooks import errors, execute, graded, said

TEST = "assert answer == 42, 'another number'"
LOOP = "while True:\n    pass"
CATCHING = """
while True:
    try:
        while True:
            pass
    except KeyboardInterrupt:
        pass
"""
DEAF = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True:\n    pass"


@pytest.mark.parametrize("loop", [LOOP, CATCHING, "import time\ntime.sleep(1000)"])
def test_an_endless_loop_is_stopped_and_the_rest_is_graded(server: ShellServer, loop: str) -> None:
    done = execute(server, "answer = 42", loop, graded(TEST), "'later'")
    assert (done.ended, done.timed_out) == ("whole", (1,))
    assert TIMEOUT in errors(done, 1)
    assert errors(done, 2) == []
    assert said(done, 3) == "'later'"


def test_a_loop_that_ignores_every_signal_is_killed_and_points_before_it_are_kept(
    server: ShellServer,
) -> None:
    done = execute(server, "answer = 42", graded(TEST), DEAF, graded(TEST, "later"))
    assert (done.ended, done.ended_at, done.timed_out) == ("killed", 2, (2,))
    assert errors(done, 1) == []
    assert errors(done, 2) == [TIMEOUT]
    assert errors(done, 3) == [NOT_RUN]


def test_a_loop_in_a_test_cell_is_stopped_too(server: ShellServer) -> None:
    done = execute(
        server,
        "def answer():\n    while True:\n        pass",
        graded("assert answer() == 42"),
        graded("assert 1 == 1", "later"),
    )
    assert done.timed_out == (1,)
    assert TIMEOUT in errors(done, 1)
    assert errors(done, 2) == []


def test_time_in_all_is_kept_too(server: ShellServer) -> None:
    limits = Limits(seconds_a_cell=2, seconds_in_all=3)
    done = execute(server, *["import time; time.sleep(1.2)"] * 5, limits=limits)
    assert done.ended == "killed"
    assert done.ended_at in (2, 3)


def test_too_much_memory_is_an_error_of_the_cell(server: ShellServer) -> None:
    done = execute(server, "big = bytearray(3 * 2**30)", "answer = 42", graded(TEST))
    assert errors(done, 0) == ["MemoryError"]
    assert done.out_of_memory == (0,)
    assert (done.ended, errors(done, 2)) == ("whole", [])


def test_a_fork_bomb_stops_at_the_limit_and_leaves_nothing_behind(server: ShellServer) -> None:
    bomb = """
    import os, time
    made = 0
    try:
        for _ in range(2000):
            if os.fork() == 0:
                time.sleep(600)
                os._exit(0)
            made += 1
    except OSError as error:
        print(made, "then", type(error).__name__)
    """
    before = processes()
    # Time enough: to fill the limit takes a busy machine some seconds.
    limits = Limits(seconds_a_cell=30.0, memory_mb=600)
    done = execute(server, textwrap.dedent(bomb), "answer = 42", graded(TEST), limits=limits)
    assert "then BlockingIOError" in said(done, 0)
    assert int(said(done, 0).split()[0]) < 100
    assert errors(done, 2) == []
    gone_within(before)


def test_a_fork_bomb_that_never_gives_up_ends_with_its_cell(server: ShellServer) -> None:
    bomb = "import os\nwhile True:\n    try:\n        os.fork()\n    except OSError:\n        pass"
    done = execute(server, bomb, "answer = 42", graded(TEST))
    assert (done.ended, done.timed_out) == ("whole", (0,))
    assert errors(done, 2) == []


def test_what_a_cell_forks_never_speaks_for_it(server: ShellServer) -> None:
    """Without a voice it ends with its cell: neither twice a result nor a cell run twice."""
    done = execute(server, "import os\nmine = os.fork() != 0", "print(mine)", graded("assert mine"))
    assert (done.ended, done.flags) == ("whole", ())
    assert said(done, 1) == "True\n"
    assert errors(done, 2) == []


def test_its_own_process_group_is_all_that_it_can_signal(server: ShellServer) -> None:
    done = execute(server, "import os, signal\nos.killpg(0, signal.SIGKILL)", "answer = 42")
    assert (done.ended, done.flags) == ("whole", ())


def test_a_process_left_in_the_background_ends_with_its_notebook(server: ShellServer) -> None:
    before = processes()
    daemon = "import subprocess\nsubprocess.Popen(['sleep', '600'], start_new_session=True)\n1"
    done = execute(server, daemon, "!sleep 0.01")
    assert done.ended == "whole"
    gone_within(before)


@pytest.mark.parametrize(
    "loud",
    [
        "for _ in range(20000):\n    print('x' * 10000)",
        "import os\nfor _ in range(20000):\n    os.write(1, b'x' * 10000)",
        "!yes | head -c 200000000",
        "'x' * 200_000_000",
    ],
)
def test_200_mb_of_output_are_cut(server: ShellServer, loud: str) -> None:
    done = execute(server, loud, "answer = 42", graded(TEST))
    assert len(said(done, 0)) <= 2_000_100
    assert done.cut == (0,) or errors(done, 0)
    assert errors(done, 2) == []


def test_output_in_all_is_limited(server: ShellServer) -> None:
    done = execute(server, *["print('x' * 1_900_000)"] * 10)
    printed = sum(len(said(done, i)) for i in range(10))
    assert printed <= 10_000_100
    assert done.cut


@pytest.mark.parametrize(
    "end",
    [
        "import os\nos._exit(0)",
        "import ctypes\nctypes.string_at(0)",
        "import os\nos.closerange(0, 1000)\nos._exit(3)",
    ],
)
def test_python_that_ends_itself_is_a_crash_and_points_before_it_are_kept(
    server: ShellServer, end: str
) -> None:
    done = execute(server, "answer = 42", graded(TEST), end, graded(TEST, "later"))
    assert (done.ended, done.ended_at) == ("crashed", 2)
    assert errors(done, 1) == []
    assert errors(done, 2) == [CRASH]
    assert errors(done, 3) == [NOT_RUN]


def test_leaving_by_exit_is_an_error_of_the_cell_alone(server: ShellServer) -> None:
    done = execute(server, "import sys\nsys.exit(0)", "exit", "answer = 42", graded(TEST))
    assert done.ended == "whole"
    assert errors(done, 3) == []


def test_neither_parent_nor_siblings_can_be_killed(server: ShellServer) -> None:
    attack = """
    import os, signal
    for number in [os.getppid(), *range(2, 3000)]:
        try:
            os.kill(number, signal.SIGKILL)
        except OSError:
            pass
    """
    assert execute(server, textwrap.dedent(attack), "1").ended == "whole"
    assert execute(server, "answer = 42", graded(TEST)).ended == "whole"


SEARCH = """
import os
telling = {telling!r}
for place, folders, names in os.walk("/"):
    if place.startswith(("/proc", "/sys")):
        folders.clear()
    for name in names:
        path = os.path.join(place, name)
        if name.endswith((".db", "claims.csv")):
            print(path)
        if name.endswith(".ipynb"):
            if any(line in open(path, errors="replace").read() for line in telling):
                print("TELLS", path)
"""


def test_no_master_no_prepared_answer_and_no_gradebook_can_be_found(server: ShellServer) -> None:
    telling = sorted(prepared.hidden_lines("HIDDEN TESTS", "SOLUTION"), key=len)[-5:]
    done = execute(server, SEARCH.format(telling=telling), limits=Limits())
    found = said(done, 0).splitlines()
    assert str(resources.data() / "claims.csv") in found
    # The system's own packages bring files that end so.
    elsewhere = [line for line in found if not line.startswith((sys.prefix, "/usr/"))]
    assert not [line for line in elsewhere if line.endswith(".db")]
    assert not [line for line in found if line.startswith("TELLS")]
    top = resources.checkout()
    assert top is not None
    seen = execute(server, f"import os\nprint(os.listdir({str(top)!r}))")
    assert not {"assignments", ".git", "tests", "build"} & set(ast.literal_eval(said(seen, 0)))


def test_folders_named_as_hidden_are_not_seen_wherever_they_lie(tmp_path: Path) -> None:
    """A course inside a folder that must be shown, such as one beside the environment."""
    course = Path(sys.prefix) / "share" / "a-course-for-a-test"
    try:
        course.mkdir()
    except PermissionError:
        pytest.skip("This user can't write where Python lies.")
    try:
        (course / "gradebook.db").write_text("marks")
        with open_server([course]) as running:
            done = execute(running, f"import os\nprint(os.listdir({str(course)!r}))")
        assert said(done, 0).strip() == "[]"
    finally:
        shutil.rmtree(course)


@pytest.mark.parametrize("place", [Path(os.__file__).parent, resources.data(), Path("/"), "/tmp"])
def test_nothing_outside_its_own_folder_can_be_written(server: ShellServer, place: object) -> None:
    done = execute(server, f"open('{place}/mine.txt', 'w')")
    assert errors(done, 0)[0] in ("PermissionError", "OSError")
    assert not (Path(str(place)) / "mine.txt").exists()


def test_there_is_no_network_and_no_way_to_more_rights(server: ShellServer) -> None:
    done = execute(
        server,
        "import socket\nsocket.create_connection(('1.1.1.1', 80), timeout=1)",
        "import os\nos.setuid(0)",
        "import ctypes\nprint(ctypes.CDLL(None).mount(b'x', b'/mnt', b'tmpfs', 0, None))",
        "import os\nprint([k for k in os.environ if 'TOKEN' in k or k == 'USER'])",
        "print(open('/proc/self/status').read())",
    )
    assert errors(done, 0) == ["OSError"]
    # In a user namespace there is no uid 0 to be had at all.
    assert errors(done, 1) in (["PermissionError"], ["OSError"])
    assert said(done, 2).strip() == "-1"
    assert said(done, 3).strip() == "[]"
    rights = dict(
        line.split(":\t") for line in said(done, 4).splitlines() if line.startswith("Cap")
    )
    assert int(rights["CapEff"], 16) == int(rights["CapPrm"], 16) == 0


def test_one_submission_never_sees_what_another_wrote(server: ShellServer) -> None:
    write = "open('mine.txt', 'w').write('1')\nimport tempfile\nprint(tempfile.mkstemp()[1])"
    assert errors(execute(server, write), 0) == []
    look = "import os, tempfile\nfor f in ('.', tempfile.gettempdir(), '/dev/shm'):\n"
    look += "    print(os.listdir(f))"
    assert said(execute(server, look), 0).split() == ["[]"] * 3


def test_a_child_holds_no_way_to_another_nor_to_the_server(server: ShellServer) -> None:
    """The server that forks it holds a socket and a handle of each child that runs."""
    look = """
    import os, time
    time.sleep(0.5)
    held = []
    for number in range(256):
        try:
            held.append(os.readlink(f"/proc/self/fd/{number}").split(":")[0])
        except OSError:
            pass
    print(sorted(held))
    """
    cell = textwrap.dedent(look)
    alone = said(execute(server, cell), 0)
    with ThreadPoolExecutor(3) as threads:
        beside = list(threads.map(lambda _: said(execute(server, cell), 0), range(3)))
    assert "socket" in alone
    assert beside == [alone] * 3


def test_what_fails_before_the_first_cell_is_not_laid_to_the_student(server: ShellServer) -> None:
    with pytest.raises(Problem, match="twice on the same notebook"):
        execute(server, "1", limits=Limits(memory_mb=2**60))
    assert execute(server, "1").ended == "whole"


def test_a_file_beside_the_notebook_is_there_and_stays_in_its_folder(server: ShellServer) -> None:
    done = execute(
        server, "print(open('data.csv').read())", **{"data.csv": b"1,2", "../../up": b"x"}
    )
    assert said(done, 0) == "1,2\n"


def test_a_file_may_be_so_large_and_no_larger(server: ShellServer) -> None:
    limits = Limits(file_mb=2)
    done = execute(server, "open('big', 'wb').write(b'x' * 5_000_000)", "1", limits=limits)
    assert errors(done, 0) == ["OSError"]
    assert done.ended == "whole"


# ---- tricks against the tests themselves


TRICKS = {
    "a builtin replaced": "import builtins\nbuiltins.isinstance = lambda *a: True\nanswer = 1",
    "the import replaced": "import builtins\nbuiltins.__import__ = lambda *a, **k: None",
    "a helper replaced": "from aftermosul import expect\nexpect.number = lambda *a, **k: None",
    "a helper's code replaced": "from aftermosul import expect\n"
    "expect.number.__code__ = (lambda *a, **k: None).__code__",
    "a module replaced": "import sys, types\nfake = types.ModuleType('expect')\n"
    "fake.number = lambda *a, **k: None\nsys.modules['aftermosul.expect'] = fake\n"
    "import aftermosul\naftermosul.expect = fake",
    "an input transformer": "get_ipython().input_transformers_cleanup"
    ".append(lambda lines: ['pass'])",
    "an AST transformer": "import ast\nclass T(ast.NodeTransformer):\n"
    "    def visit_Assert(self, n): return ast.Pass()\n"
    "    def visit_Call(self, n): return ast.Constant(None)\n"
    "get_ipython().ast_transformers.append(T())",
    "run_cell replaced": "import types\nasync def nothing(*a, **k): return None\n"
    "get_ipython().run_cell_async = nothing\nget_ipython().run_code = nothing",
    "showtraceback replaced": "get_ipython()._showtraceback = lambda *a: None\n"
    "get_ipython().showtraceback = lambda *a, **k: None",
    "an exception handler": "get_ipython().set_custom_exc((BaseException,), lambda *a, **k: None)",
    "a hook before the cell": "get_ipython().events.register('pre_run_cell', lambda i: exit())",
    "an object that equals everything": "class E:\n    def __eq__(s, o): return True\n"
    "    def __hash__(s): return 0\nanswer = E()",
    "results forged": "import os\nfor n in range(3, 60):\n    try:\n"
    '        os.write(n, b\'{"nonce": "0", "outputs": [], "count": 1, "cut": false}\\n\')\n'
    "    except OSError:\n        pass",
    "the grader's own modules": "import aftermosul.grading.shell.capture as c\n"
    "c.KEPT.error = c.Kept.error = c.error_output = lambda *a, **k: None\n"
    "c.KEPT.outputs = c.handed_over = None",
    "the shell's globals": "g = type(get_ipython())._showtraceback.__globals__\n"
    "g['error_output'] = lambda *a: {'output_type': 'stream', 'name': 'stdout', 'text': ''}\n"
    "g['KEPT'].error = g['KEPT'].shown = lambda *a: None\n"
    "g['handed_over'] = lambda: [{'output_type': 'execute_result', 'data': {'text/plain': '1'}}]",
    "the signals' handlers": "import signal, sys\n"
    "for held in (signal.getsignal(signal.SIGINT), sys.unraisablehook):\n"
    "    owner = getattr(held, '__self__', None)\n"
    "    for name in dir(owner):\n        if 'run' in name or 'seal' in name:\n"
    "            setattr(owner, name, lambda *a: None)",
    "output replaced": "import sys\nclass Q:\n    def write(s, t): pass\n    def flush(s): pass\n"
    "sys.stdout = sys.stderr = Q()",
}
HELPER_TEST = "from aftermosul import expect\nexpect.number(answer, 42, name='answer')"


@pytest.mark.parametrize("trick", TRICKS)
def test_a_trick_on_blank_work_earns_nothing(server: ShellServer, trick: str) -> None:
    done = execute(
        server,
        "answer = 7",
        TRICKS[trick],
        graded("assert isinstance(answer, int) and not isinstance(answer, bool)\n" + TEST),
        graded(HELPER_TEST, "helper"),
    )
    assert done.ended == "whole"
    assert errors(done, 2), trick
    assert errors(done, 3), trick


@pytest.mark.parametrize("trick", TRICKS)
def test_honest_answers_still_count_beside_a_trick(server: ShellServer, trick: str) -> None:
    done = execute(server, TRICKS[trick], "answer = 42", graded(TEST), graded(HELPER_TEST))
    if trick in ("run_cell replaced", "an input transformer"):
        assert errors(done, 2)  # The student's own cells no longer ran: their answer isn't there.
        return
    assert errors(done, 2) == errors(done, 3) == []


def test_what_a_function_replaces_while_it_is_tested_is_told_too(server: ShellServer) -> None:
    late = """
    def answer():
        from aftermosul import expect
        expect.number = lambda *a, **k: None
        return 7
    """
    done = execute(server, textwrap.dedent(late), graded("assert answer() == 42"), graded("1", "b"))
    assert errors(done, 1)
    assert any("number in aftermosul.expect" in flag for flag in done.flags), done.flags


@pytest.mark.parametrize("name", ["without_names", "handed_over", "collect_beneath", "text_of"])
def test_what_takes_results_in_is_put_back_after_the_test_that_lost_it(
    server: ShellServer, name: str
) -> None:
    """A tested function that reaches the shell's globals may swallow its own test's failure."""
    answer = f"""
    def answer():
        held = type(get_ipython())._showtraceback.__globals__
        held[{name!r}] = lambda *a: []
        held[{name!r}].__code__ = (lambda *a: []).__code__
        return 41
    """
    done = execute(server, textwrap.dedent(answer), graded("assert answer() == 42"), "1")
    assert errors(done, 1) == ["AssertionError"]
    assert any(f"{name} in aftermosul.grading.shell.capture" in flag for flag in done.flags)


def test_points_of_a_test_come_from_its_last_line_alone(server: ShellServer) -> None:
    """nbgrader takes partial credit from a number shown: what a function shows is none."""
    shows = """
    def answer():
        import sys
        g = type(get_ipython())._showtraceback.__globals__
        forged = {"output_type": "execute_result", "data": {"text/plain": "9"}}
        g["KEPT"].outputs.append(forged)
        get_ipython().displayhook(9)
        return 7
    """
    test = "from aftermosul import expect\n"
    test += "right = lambda: expect.number(answer(), 7, name='a')\n"
    test += "expect.marks(2, right, lambda: expect.number(1, 2, name='b'))"
    done = execute(server, textwrap.dedent(shows), graded(test))
    shown = [o for o in done.notebook.cells[1].outputs if o.output_type == "execute_result"]
    assert [o.data["text/plain"] for o in shown] in (["1"], ["1.0"])


@pytest.mark.parametrize(
    ("trick", "word"),
    [
        ("a builtin replaced", "isinstance in builtins"),
        ("a helper replaced", "number in aftermosul.expect"),
        ("a helper's code replaced", "the code of number"),
        ("a module replaced", "the module aftermosul.expect"),
        ("results forged", "the grader's own channel"),
        ("an input transformer", "how cells are read or run"),
        ("an AST transformer", "how cells are read or run"),
        ("run_cell replaced", "how cells are read or run"),
        ("showtraceback replaced", "how cells are read or run"),
    ],
)
def test_what_was_replaced_is_told_to_the_teacher(
    server: ShellServer, trick: str, word: str
) -> None:
    done = execute(server, TRICKS[trick], graded(TEST))
    assert any(word in flag for flag in done.flags), done.flags


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("import sys\nsys._getframe(1)", "walked the frames"),
        ("import gc\nlen(gc.get_objects())", "searched Python's memory"),
        ("import sys\nsys.settrace(None)", "traced the grader"),
        ("import ctypes\nctypes.string_at(id(1), 8)", "called C by ctypes"),
        (
            "try:\n    1/0\nexcept Exception as e:\n    e.__traceback__.tb_frame.f_back",
            "walked the frames",
        ),
        ("exec('import sys; sys._getframe(1)')", "walked the frames"),
    ],
)
def test_walking_about_in_the_process_is_reported(
    server: ShellServer, code: str, word: str
) -> None:
    done = execute(server, code)
    assert any(word in flag for flag in done.flags), done.flags


def test_honest_work_is_not_suspected(server: ShellServer) -> None:
    done = execute(
        server,
        "import pandas as pd\nimport altair as alt\nimport numpy as np\nimport collections",
        "P = collections.namedtuple('P', 'a b')\nP(1, 2)",
        "from dataclasses import dataclass\n@dataclass\nclass D:\n    a: int\nD(1)",
        "df = pd.DataFrame({'a': [1, 2]}).eval('b = a * 2')\ndf.plot if False else df",
        "alt.Chart(df).mark_bar().encode(x='a').to_dict() and None",
        "from aftermosul import load, claim, instruments\nload('claims').query('sentence_no > 3')",
        "claim('C25')",
        "instruments.hijackings()",
        "%timeit -n1 -r1 pass",
        "sum = 3\nwarnings = None",
        graded("assert sum == 3"),
        "1/0",
    )
    assert done.flags == ()
    assert [i for i in range(11) if errors(done, i)] == []


# ---- helpers


def processes() -> set[str]:
    """The numbers of all processes of this machine."""
    return {name for name in os.listdir("/proc") if name.isdigit()}  # noqa: PTH208


def gone_within(before: set[str], seconds: float = 5.0) -> None:
    """No `sleep` of ours is left, soon."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        left = [n for n in processes() - before if "sleep" in command_of(n)]
        if not left:
            return
        time.sleep(0.05)
    raise AssertionError(f"left behind: {[command_of(n) for n in left]}")


def command_of(number: str) -> str:
    try:
        return Path(f"/proc/{number}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""
