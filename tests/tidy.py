#!/usr/bin/env python3
"""clang-tidy over the sources of ingest/ and viewer/, several at a time: tests/tidy.py BUILD_FOLDER [FILE...], after
that folder was configured. A file that was clean is looked at again only when it, a header of the house that it
includes, or the rules have changed; what was clean is kept by hash in BUILD_FOLDER/tidy.json. 1: there are findings."""

import concurrent.futures
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

root = Path(__file__).resolve().parent.parent


def run(*command):
    return subprocess.run(command, cwd=root, capture_output=True, text=True)


def sources_with_headers(build):
    """Each source of ours that is compiled, with the files of the house that it includes, directly or not."""
    commands = json.loads((build / "compile_commands.json").read_text())
    paths = sorted({os.path.relpath(command["file"], root) for command in commands})
    included = {}

    def closure(path, seen):
        if path in seen or not (root / path).exists():
            return seen
        seen.add(path)
        if path not in included:
            included[path] = re.findall(r'^#include "([^"]+)"', (root / path).read_text(), re.M)
        for other in included[path]:
            closure(other, seen)
        return seen

    return {path: closure(path, set()) for path in paths if path.startswith(("ingest/", "viewer/"))}


def main():
    build = Path(sys.argv[1]).resolve()
    sources = sources_with_headers(build)
    if not sources:
        sys.exit(f"tidy: {build} knows no sources: configure it first")
    asked = sys.argv[2:] or sorted(sources)
    rules = (root / ".clang-tidy").read_text() + (root / "CMakeLists.txt").read_text() + run("clang-tidy", "--version").stdout
    kept = build / "tidy.json"
    clean = json.loads(kept.read_text()) if kept.exists() else {}
    content = {file: (root / file).read_bytes() for files in sources.values() for file in files}

    def mark(source):
        parts = hashlib.sha256(rules.encode())
        for file in sorted(sources[source]):
            parts.update(file.encode() + b"\0" + content[file])
        return parts.hexdigest()

    marks = {source: mark(source) for source in asked if source in sources}
    waiting = [source for source in marks if clean.get(source) != marks[source]]
    found = []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        looks = {pool.submit(run, "clang-tidy", "-p", str(build), "--quiet", "--warnings-as-errors=*", source): source
                 for source in waiting}
        for number, look in enumerate(concurrent.futures.as_completed(looks), 1):
            source = looks[look]
            if look.result().returncode == 0:
                clean[source] = marks[source]
                kept.write_text(json.dumps(clean, indent=0))
            else:
                found.append(source)
                print(look.result().stdout, look.result().stderr if not look.result().stdout else "", flush=True)
            print(f"tidy: {number} of {len(waiting)}: {source}{' has findings' if source in found else ''}",
                  file=sys.stderr, flush=True)
    print(f"tidy: {len(marks) - len(waiting)} of {len(marks)} files were clean and have not changed", file=sys.stderr)
    if found:
        sys.exit(f"tidy: findings in {' '.join(found)}")


main()
