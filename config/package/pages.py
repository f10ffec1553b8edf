#!/usr/bin/env python3
"""Man pages and bash completions out of what the programs say to --help: one text, three forms.

    pages.py VERSION FOLDER PROGRAM...

writes FOLDER/man/NAME.1.gz and FOLDER/completion/NAME for each.
"""

import gzip
import os
import re
import subprocess
import sys

SECTION = re.compile(r"^(Usage|Positionals|Options|Subcommands|[A-Z][A-Z ]+):?", re.IGNORECASE)


class Help:
    """The parts of one --help: what it is about, options, subcommands, and the text behind them."""

    def __init__(self, command):
        run = subprocess.run([*command, "--help"], capture_output=True, text=True, check=True)
        self.about, self.usage, self.behind = [], "", []
        self.positionals, self.options, self.subcommands = [], [], []
        part = "about"
        lists = {"positionals": self.positionals, "options": self.options, "subcommands": self.subcommands}
        for line in run.stdout.splitlines():
            word = line.strip().rstrip(":").lower()
            if line.startswith(("Usage:", "USAGE:")) or word == "usage":
                self.usage = line.split(":", 1)[1].strip()
                part = "usage"
            elif word in lists and line.rstrip().endswith(":"):
                part = word
            elif part in lists and not line.startswith("  "):
                if line.strip() or part == "behind":
                    part = "behind"
                    self.behind.append(line)
            elif part in lists:
                self._entry(lists[part], line)
            elif part == "usage" and line.strip() and not self.usage:
                self.usage = line.strip()
            elif part in ("about", "behind"):
                (self.about if part == "about" else self.behind).append(line)
            elif part == "usage" and line.strip():
                part = "behind"
                self.behind.append(line)

    @staticmethod
    def _entry(entries, line):
        indent = len(line) - len(line.lstrip())
        if indent <= 3:  # a new one; its text stands behind two blanks or on the next line
            name, _, text = re.sub(r"\s{2,}", "\0", line.strip(), count=1).partition("\0")
            entries.append([name, text.strip()])
        elif entries:
            entries[-1][1] = (entries[-1][1] + " " + line.strip()).strip()

    def words(self):
        found = []
        for name, _ in self.options:
            found += re.findall(r"--[a-z][a-z-]*", name.split("Excludes:")[0].split("Needs:")[0])
        return found


def roff(text):
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join(("\\&" + line) if line.startswith((".", "'")) else line for line in text.split("\n"))


def entries_to_roff(title, entries):
    if not entries:
        return ""
    page = f".SS {title}\n" if title else ""
    for name, text in entries:
        page += f".TP\n\\fB{roff(name)}\\fR\n{roff(text) or '.br'}\n"
    return page


def verbatim(lines):
    text = "\n".join(lines).strip("\n")
    return f".PP\n.nf\n{roff(text)}\n.fi\n" if text else ""


def man_page(name, version, main, subcommands):
    about = "\n".join(main.about).strip().split("\n\n", 1)
    first = " ".join(about[0].split())
    page = f'.TH {name.upper()} 1 "" "gridwall {version}" "gridwall"\n.SH NAME\n{name} \\- {roff(first.rstrip("."))}\n'
    page += f".SH SYNOPSIS\n{roff(main.usage)}\n.SH DESCRIPTION\n{roff(first)}\n"
    if len(about) > 1:
        page += verbatim(about[1].split("\n"))
    page += ".SH OPTIONS\n" + entries_to_roff("", main.positionals + main.options)
    if subcommands:
        page += ".SH COMMANDS\n"
        for command, text in subcommands:
            page += f".SS {roff(command)}\n{roff(' '.join(' '.join(text.about).split()))}\n.PP\n{roff(text.usage)}\n"
            page += entries_to_roff("", text.positionals + text.options) + verbatim(text.behind)
    if main.behind:
        page += ".SH NOTES\n" + verbatim(main.behind)
    return page + ".SH SEE ALSO\nThe pages in /usr/share/doc/gridwall\\-data.\n"


def completion(name, main, subcommands):
    function = "_" + name.replace("-", "_")
    cases = "".join(
        f"    {command}) words='{' '.join(text.words())}' ;;\n" for command, text in subcommands
    )
    commands = " ".join(command for command, _ in subcommands)
    return f"""# bash completion for {name}
{function}() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} words='{' '.join(main.words())} {commands}'
  case ${{COMP_WORDS[1]}} in
{cases}    *) ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  if [[ ${{#COMPREPLY[@]}} == 0 || $current != -* ]]; then
    local files
    mapfile -t files < <(compgen -f -- "$current")
    ((COMP_CWORD == 1)) && [[ -n '{commands}' ]] || COMPREPLY+=("${{files[@]}}")
  fi
}}
complete -o filenames -F {function} {name}
"""


def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)


def main():
    version, folder, programs = sys.argv[1], sys.argv[2], sys.argv[3:]
    for program in programs:
        name = os.path.basename(program)
        top = Help([program])
        subcommands = [(command, Help([program, command])) for command, _ in top.subcommands]
        if not top.options:
            sys.exit(f"{name}: its --help has no options that this script can read")
        page = man_page(name, version, top, subcommands).encode()
        write(os.path.join(folder, "man", name + ".1.gz"), gzip.compress(page, 9, mtime=0))
        write(os.path.join(folder, "completion", name), completion(name, top, subcommands).encode())


if __name__ == "__main__":
    main()
