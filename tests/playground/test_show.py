"""`attache playground` as its own process."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx

COMMAND = (sys.executable, "-m", "bot", "playground", "--port")


def test_opens_and_ends(sample_folder: Path) -> None:
    """It tells its address, serves its page there, and ends well when told to."""
    environ = os.environ | {"ATTACHE_KNOWLEDGE": str(sample_folder)}
    with subprocess.Popen(
        (*COMMAND, "0"), stdout=subprocess.PIPE, env=environ, text=True
    ) as process:
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            address = next(word for word in line.split() if word.startswith("http://127.0.0.1:"))
            page = httpx.get(address, trust_env=False)
            process.send_signal(signal.SIGTERM)
            assert process.wait(20) == 0
        finally:
            process.kill()
    assert "<title>" in page.text


def test_port_in_use(sample_folder: Path) -> None:
    """A port that somebody has is said to be, with what to do about it."""
    environ = os.environ | {"ATTACHE_KNOWLEDGE": str(sample_folder)}
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            (*COMMAND, str(port)), capture_output=True, env=environ, text=True, check=False
        )
    assert done.returncode == 2
    assert f"cannot listen on 127.0.0.1:{port}" in done.stderr
    assert "name another port" in done.stderr
