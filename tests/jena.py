"""Apache Jena's command-line tools, called as its own scripts call them, from Debian's packages."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Mapping
from pathlib import Path

from installed import file, program

_JARS = Path("/usr/share/java")
_JENA = ("arq", "base", "cmds", "core", "iri", "rdfconnection", "tdb2")
_STORAGE = ("base", "index", "storage", "trans-data", "transaction")
_NEEDED = (
    *(f"jena-{name}" for name in _JENA),
    *(f"jena-dboe-{name}" for name in _STORAGE),
    "commons-cli",
    "commons-codec",
    "commons-compress",
    "commons-csv",
    "commons-io",
    "commons-lang3",
    "dexx.collection",
    "gson",
    "guava",
    "httpclient",
    "httpcore",
    "jackson-annotations",
    "jackson-core",
    "jackson-databind",
    "jakarta.json-api",
    "jsonld-java",
    "protobuf",
    "slf4j-api",
    "slf4j-nop",
    "thrift",
    "titanium-json-ld",
)
_XERCES = "org/apache/jena/ext/"
_TOOLS = ("tdb2.tdbloader", "tdb2.tdbquery", "tdb2.tdbupdate")


def tools(folder: Path) -> Mapping[str, tuple[str, ...]]:
    """The words that each tool is called with here, by its name.

    The packaged Jena (4.5.0-2) does not start as it is: its copy of Xerces moved to `xerces/`, its messages
    did not. They are laid into `folder`, which comes last in the class path.
    """
    java = program("java", "apt-get install default-jre-headless", ("default-jre-headless",))
    package = "libapache-jena-java"
    file(_JARS / "jena-cmds.jar", f"apt-get install {package}", (package,))
    with zipfile.ZipFile(_JARS / "jena-core.jar") as core:
        for name in core.namelist():
            if name.startswith(_XERCES) and name.endswith(".properties"):
                message = folder / name.removeprefix(_XERCES)
                message.parent.mkdir(parents=True, exist_ok=True)
                message.write_bytes(core.read(name))
    path = os.pathsep.join([*(str(_JARS / f"{name}.jar") for name in _NEEDED), str(folder)])
    return {name: (java, "-cp", path, name) for name in _TOOLS}
