"""Runs the scripts of this folder under Node, on JSON Lines. The packages they compare with come from npm into var/."""

import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
INSTALLED = ROOT / "var" / "survey-node"
EVALUATOR = ROOT / "static" / "js" / "survey-rules.js"


def run_node(script: str, lines: Iterable[Any], *arguments: str) -> list[Any]:
    """What a script answers: one JSON value for each line given."""
    text = "".join(f"{json.dumps(line)}\n" for line in lines)
    command = [program("node"), script, *arguments]
    done = subprocess.run(command, cwd=installed(), input=text, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    # Not splitlines(): it would also cut at U+2028 inside a text
    return [json.loads(line) for line in done.stdout.split("\n") if line]


def program(name: str) -> str:
    """Where a program of Node is."""
    path = shutil.which(name)
    assert path is not None, f"{name} is not installed"
    return path


def installed() -> Path:
    """The folder with the scripts and their packages, installed anew when the list of packages has changed."""
    INSTALLED.mkdir(parents=True, exist_ok=True)
    lock, known = HERE / "package-lock.json", INSTALLED / "node_modules" / "package-lock.json"
    for path in (*HERE.glob("*.mjs"), *HERE.glob("*.json")):
        shutil.copy(path, INSTALLED)
    if not known.exists() or known.read_bytes() != lock.read_bytes():
        npm = [program("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(npm, cwd=INSTALLED, check=True, capture_output=True)
        shutil.copy(lock, known)
    return INSTALLED
