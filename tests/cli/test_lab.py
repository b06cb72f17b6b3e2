"""`aftermosul lab`: what it says, how it starts JupyterLab, and one real start."""

from __future__ import annotations

import contextlib
import http.client
import importlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from typer.testing import CliRunner, Result

from aftermosul import cli
from aftermosul.cli import servers
from aftermosul.cli.items import shipped_items
from aftermosul.problems import Problem
from aftermosul.workspace import copies, place
from tests.browser import kernels
from tests.browser.lab import free_port

module = importlib.import_module("aftermosul.cli.lab")
ROOT_LINE = "Running as root, so JupyterLab is told to allow that; nothing else is relaxed."


@dataclass
class FakeJupyterLab:
    """Stands in for the process: notes how it was started, and ends at once."""

    code: int = 0
    pid: int = 4194300
    arguments: list[str] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    signals: list[int] = field(default_factory=list)
    interruptions: int = 0
    ended: bool = True

    def __call__(
        self, arguments: list[str], env: dict[str, str], preexec_fn: object
    ) -> FakeJupyterLab:
        self.arguments, self.environment = arguments, env
        return self

    def wait(self) -> int:
        if self.interruptions:
            self.interruptions -= 1
            raise KeyboardInterrupt
        return self.code

    def poll(self) -> int | None:
        return self.code if self.ended else None

    def send_signal(self, number: int) -> None:
        self.signals.append(number)


@pytest.fixture
def jupyter(monkeypatch: pytest.MonkeyPatch) -> FakeJupyterLab:
    fake = FakeJupyterLab()
    monkeypatch.setattr(module, "subprocess", SimpleNamespace(Popen=fake))
    handlers: dict[int, object] = {}
    stand_in = SimpleNamespace(SIGTERM=signal.SIGTERM, signal=handlers.__setitem__)
    monkeypatch.setattr(module, "signal", stand_in)
    fake.handlers = handlers
    return fake


@pytest.fixture
def ordinary_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)


@pytest.fixture
def as_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)


def lab(*words: str) -> Result:
    return CliRunner().invoke(cli._typer, ["lab", *words])


# ---- the workspace


@pytest.mark.usefixtures("jupyter")
def test_a_first_start_makes_the_workspace_and_names_it(workspace: Path) -> None:
    workspace.rmdir()
    said = lab()
    assert said.exit_code == 0
    assert said.output.splitlines()[0] == f"Your workspace: {workspace}"
    assert place.is_workspace(workspace)
    for item in shipped_items():
        assert copies.standing(workspace, item).state == "as shipped"


@pytest.mark.usefixtures("jupyter", "ordinary_user")
def test_a_second_start_has_no_more_to_say(workspace: Path) -> None:
    lab()
    assert lab().output == f"Your workspace: {workspace}\n"


def test_another_folder_can_be_named(jupyter: FakeJupyterLab, tmp_path: Path) -> None:
    folder = tmp_path / "my folder"
    assert lab("--workspace", str(folder)).exit_code == 0
    assert place.is_workspace(folder)
    assert jupyter.environment[place.VARIABLE] == str(folder)
    assert f"--ServerApp.root_dir={folder}" in jupyter.arguments


@pytest.mark.usefixtures("jupyter")
def test_where_none_is_named_one_of_the_usual_name_is_made_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(place.VARIABLE)
    monkeypatch.chdir(tmp_path)
    lab()
    assert place.is_workspace(tmp_path / "after-mosul")
    lab()
    assert not (tmp_path / "after-mosul" / "after-mosul").exists()


@pytest.mark.usefixtures("jupyter")
def test_reset_puts_a_lesson_back_says_so_and_goes_on(workspace: Path) -> None:
    lab()
    path = workspace / "lessons" / "02-hijackings.ipynb"
    path.write_bytes(b"broken")
    said = lab("--reset", "02", "--reset", "00")
    assert said.exit_code == 0
    assert f"{Path('lessons/02-hijackings.ipynb')} is as shipped again. Your copy" in said.output
    assert f"{Path('lessons/00-start-here.ipynb')} is as shipped again. Your copy" in said.output
    assert b"broken" in {p.read_bytes() for p in place.backups(workspace).iterdir()}
    assert path.read_bytes() != b"broken"


def test_a_reset_without_a_workspace_refuses_and_makes_none(
    jupyter: FakeJupyterLab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(place.VARIABLE)
    monkeypatch.chdir(tmp_path)
    said = lab("--reset", "02")
    assert isinstance(said.exception, Problem)
    assert "there is nothing to put back" in str(said.exception)
    assert list(tmp_path.iterdir()) == []
    assert jupyter.arguments == []


@pytest.mark.usefixtures("workspace")
def test_what_is_printed_is_found_in_a_terminal_and_in_a_cell(jupyter: FakeJupyterLab) -> None:
    lab()
    first = jupyter.environment["PATH"].split(os.pathsep)[0]
    assert Path(first) == Path(sys.executable).parent


def test_an_unknown_reset_starts_nothing(jupyter: FakeJupyterLab) -> None:
    lab()
    jupyter.arguments = []
    said = lab("--reset", "hijakings")
    assert isinstance(said.exception, Problem)
    assert jupyter.arguments == []


def test_an_edited_notebook_survives_a_start(jupyter: FakeJupyterLab, workspace: Path) -> None:
    lab()
    path = workspace / "lessons" / "02-hijackings.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["cells"][0]["source"] = "mine"
    path.write_text(json.dumps(content), encoding="utf-8")
    mine = path.read_bytes()
    lab()
    assert path.read_bytes() == mine


def test_without_jupyterlab_it_says_what_to_install(
    jupyter: FakeJupyterLab, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing = SimpleNamespace(util=SimpleNamespace(find_spec=lambda _: None))
    monkeypatch.setattr(module, "importlib", nothing)
    said = lab()
    assert isinstance(said.exception, Problem)
    assert 'pip install "aftermosul[lab]"' in str(said.exception)
    assert jupyter.arguments == []
    assert list(workspace.iterdir()) == []


# ---- how JupyterLab is started


@pytest.mark.usefixtures("ordinary_user")
def test_it_opens_the_first_lesson_in_the_workspace(
    jupyter: FakeJupyterLab, workspace: Path
) -> None:
    said = lab()
    assert jupyter.arguments[:3] == [sys.executable, "-m", "jupyterlab"]
    assert f"--ServerApp.root_dir={workspace}" in jupyter.arguments
    assert "--LabApp.default_url=/lab/tree/lessons/00-start-here.ipynb" in jupyter.arguments
    assert (workspace / "lessons" / "00-start-here.ipynb").is_file()
    assert "--allow-root" not in jupyter.arguments
    assert ROOT_LINE not in said.output


def test_nothing_of_jupyters_own_protection_is_relaxed(jupyter: FakeJupyterLab) -> None:
    lab()
    started = " ".join(jupyter.arguments).lower()
    for word in ("token", "password", "--ip", "allow_origin", "disable_check_xsrf", "remote"):
        assert word not in started


def test_our_jupyter_settings_come_first_and_the_readers_stay(
    jupyter: FakeJupyterLab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "theirs")
    lab()
    ours, theirs = jupyter.environment["JUPYTER_CONFIG_PATH"].split(os.pathsep)
    assert (Path(ours) / "jupyter_server_config.d" / "aftermosul.json").is_file()
    assert theirs == "theirs"


@pytest.mark.usefixtures("as_root")
def test_as_root_only_that_refusal_is_lifted_and_said_once(jupyter: FakeJupyterLab) -> None:
    said = lab()
    assert jupyter.arguments.count("--allow-root") == 1
    assert said.output.count(ROOT_LINE) == 1


@pytest.mark.usefixtures("as_root")
def test_a_reader_who_allows_root_is_not_told(jupyter: FakeJupyterLab) -> None:
    said = lab("--allow-root")
    assert jupyter.arguments.count("--allow-root") == 1
    assert ROOT_LINE not in said.output


@pytest.mark.usefixtures("as_root")
def test_a_readers_own_options_are_passed_on_last_and_in_order(jupyter: FakeJupyterLab) -> None:
    extra = ["--no-browser", "--port", "8899", "--ServerApp.root_dir=elsewhere", "-y"]
    assert lab(*extra).exit_code == 0
    assert jupyter.arguments[-len(extra) :] == extra


def test_its_exit_code_is_jupyterlabs(jupyter: FakeJupyterLab) -> None:
    jupyter.code = 3
    assert lab().exit_code == 3


def test_ctrl_c_is_left_to_jupyterlab_and_waited_for(jupyter: FakeJupyterLab) -> None:
    jupyter.interruptions = 2
    assert lab().exit_code == 0
    assert jupyter.signals == []


def test_a_request_to_end_is_passed_on(jupyter: FakeJupyterLab) -> None:
    lab()
    jupyter.handlers[signal.SIGTERM](signal.SIGTERM, None)
    assert jupyter.signals == [signal.SIGTERM]


def test_the_address_of_an_earlier_server_is_never_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a container process numbers come round: a server that was killed left its note."""
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path))
    fake = FakeJupyterLab(ended=False)
    note = tmp_path / f"jpserver-{fake.pid}.json"
    note.write_text(json.dumps({"url": "http://old/", "token": "old"}), encoding="utf-8")

    def the_server_writes_its_note(_: float) -> None:
        note.write_text(json.dumps({"url": "http://new/", "token": "new"}), encoding="utf-8")

    monkeypatch.setattr(module, "time", SimpleNamespace(sleep=the_server_writes_its_note))
    module._announce(fake, tmp_path)
    said = capsys.readouterr().out
    assert "http://new/lab/tree/lessons/00-start-here.ipynb?token=new" in said
    assert "old" not in said


def test_a_server_without_a_token_gets_an_address_without_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path))
    fake = FakeJupyterLab(ended=False)
    note = tmp_path / f"jpserver-{fake.pid}.json"
    texts = iter(["", '{"url"', json.dumps({"url": "http://here/", "token": ""})])
    stand_in = SimpleNamespace(sleep=lambda _: note.write_text(next(texts), encoding="utf-8"))
    monkeypatch.setattr(module, "time", stand_in)
    module._announce(fake, tmp_path)
    assert "http://here/lab/tree/lessons/00-start-here.ipynb\n" in capsys.readouterr().out


@pytest.mark.usefixtures("ordinary_user")
def test_a_home_that_cannot_be_written_is_said_once_and_costs_nothing(
    jupyter: FakeJupyterLab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home").write_text("a file, where a home should be", encoding="utf-8")
    home_is(tmp_path / "home", monkeypatch)
    said = lab()
    assert said.exit_code == 0
    assert said.output.count("home folder can't be written") == 1
    for name in servers.VARIABLES:
        folder = Path(jupyter.environment[name])
        assert servers.can_be_written(folder)
        assert tmp_path / "home" not in folder.parents


@pytest.mark.usefixtures("ordinary_user")
def test_a_home_that_can_be_written_is_left_alone(
    jupyter: FakeJupyterLab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home_is(tmp_path, monkeypatch)
    assert "home folder" not in lab().output
    assert not set(servers.VARIABLES) & set(jupyter.environment)


def home_is(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home of one's own, and none of Jupyter's folders named apart."""
    for name in servers.VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)


@pytest.mark.usefixtures("jupyter", "ordinary_user")
def test_a_second_start_on_one_workspace_says_where_it_is_open(
    tmp_path: Path, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path))
    note = tmp_path / f"jpserver-{os.getpid()}.json"
    served = {
        "url": "http://localhost:8899/",
        "token": "t1",
        "pid": os.getpid(),
        "root_dir": str(workspace),
    }
    note.write_text(json.dumps(served), encoding="utf-8")
    assert "This workspace is open already, at http://localhost:8899/lab?token=t1" in lab().output
    note.write_text(json.dumps({**served, "root_dir": str(tmp_path)}), encoding="utf-8")
    assert "open already" not in lab().output
    for damaged in ("", "[]", "{", "null", json.dumps({**served, "root_dir": 5})):
        note.write_text(damaged, encoding="utf-8")
        assert "open already" not in lab().output


def test_a_server_that_has_ended_is_not_named(tmp_path: Path, workspace: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    note = tmp_path / f"jpserver-{ended.pid}.json"
    served = {"url": "http://old/", "pid": ended.pid, "root_dir": str(workspace)}
    note.write_text(json.dumps(served), encoding="utf-8")
    assert servers.already_open(workspace, tmp_path) is None


# ---- one real start


@dataclass
class Running:
    """A real `aftermosul lab`: its process and what it has printed."""

    process: subprocess.Popen[bytes]
    log: Path

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Running]:
    """Start it with Jupyter's own folders in `folder`, in a process group of its own."""
    own = {f"JUPYTER_{part}_DIR": str(folder / part) for part in ("DATA", "RUNTIME", "CONFIG")}
    log = folder / "log.txt"
    command = [Path(sys.executable).parent / "aftermosul", "lab", "--no-browser"]
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [*command, f"--port={free_port()}"],
            stdout=stream,
            stderr=subprocess.STDOUT,
            env={**os.environ, **own},
            start_new_session=True,
            preexec_fn=servers.end_with_parent,
        )
        try:
            yield Running(process, log)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def wait_until(holds, what: str) -> None:
    limit = time.monotonic() + 90
    while not holds():
        assert time.monotonic() < limit, what
        time.sleep(0.1)


def answer(address: str) -> http.client.HTTPResponse:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=20)
    connection.request("GET", parts.path + (f"?{parts.query}" if parts.query else ""))
    return connection.getresponse()


def group_is_gone(leader: int) -> bool:
    try:
        os.killpg(leader, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.slow
@pytest.mark.xdist_group("real-lab")
def test_a_real_start_answers_at_its_address_to_its_token_alone_and_ends_wholly(
    tmp_path: Path, workspace: Path
) -> None:
    with running(tmp_path) as started:
        wait_until(
            lambda: "Stop it with Ctrl-C." in started.said() or started.process.poll() is not None,
            "the address was printed",
        )
        said = started.said()
        (address,) = re.findall(r"After Mosul is open at:\s+(\S+)", said)
        parts = urlsplit(address)
        assert parts.hostname in {"127.0.0.1", "localhost"}
        assert parts.path == "/lab/tree/lessons/00-start-here.ipynb"
        assert re.fullmatch(r"token=\w{32,}", parts.query)
        assert said.count(f"Your workspace: {workspace}\n") == 1
        assert said.count(ROOT_LINE) == (os.geteuid() == 0)

        assert answer(address).status == 200
        bare = address.split("?", 1)[0]
        refused = answer(bare)
        assert refused.status == 302
        assert "/login" in refused.headers["Location"]
        site = f"{parts.scheme}://{parts.netloc}"
        assert answer(f"{site}/api/contents/ledger.json").status == 403
        assert answer(f"{site}/api/contents?token=wrong").status == 403
        listed = json.loads(answer(f"{site}/api/contents?{parts.query}").read())
        assert {entry["name"] for entry in listed["content"]} == {"lessons", "assignments"}

        # What notebooks and guides print works where a reader would paste it.
        notebook = "assignments/02-hijackings/02-hijackings.ipynb"
        token = parts.query.removeprefix("token=")
        printed = kernels.said(
            f"{site}/", token, notebook, "!aftermosul status\n!aftermosul grade 02-hijackings.ipynb"
        )
        assert str(workspace) in printed
        assert "0 of 24" in printed

        started.process.send_signal(signal.SIGTERM)
        wait_until(lambda: started.process.poll() is not None, "it ends when it is told to")
        wait_until(lambda: group_is_gone(started.process.pid), "no process is left")
        with pytest.raises(OSError, match="refused"):
            answer(address)
        assert "Traceback" not in started.said()
        assert list((tmp_path / "RUNTIME").glob("jpserver-*.json")) == []
