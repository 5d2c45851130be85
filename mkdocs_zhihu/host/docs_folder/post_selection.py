"""MkDocs' files in the posts' folders: every one becomes a post, stays a file of the site, or is named."""

from collections.abc import Collection, Container, Sequence
from difflib import get_close_matches
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel

from mkdocs_zhihu.host.site import is_in_folders
from mkdocs_zhihu.problems import Problem, Problems
from mkdocs_zhihu.reading import is_ignored
from mkdocs_zhihu.reading.file_kinds import describe_unread, find_file_kind, is_unicode, show_name

DEFAULT = ["posts"]


class PostFile(File):
    """A file that MkDocs would copy as it is, such as a saved page, and that becomes a page of ours."""

    def is_documentation_page(self) -> bool:
        """Say that it is a page."""
        return True


def check_folders(files: Files, folders: Sequence[str], config: MkDocsConfig) -> None:
    """Raise PluginError if a folder that the user named is not there; the default may come later."""
    missing = [folder for folder in folders if folder and not _exists(folder, files, config)]
    if not missing or list(folders) == DEFAULT:
        return
    there = sorted(path.name for path in Path(config.docs_dir).iterdir() if path.is_dir())
    near = get_close_matches(missing[0], there, 1)
    hint = f"did you mean {near[0]!r}?" if near else "create it, or name another in the option `posts`"
    raise PluginError(f"zhihu: there is no folder {missing[0]!r} in {config.docs_dir}; {hint}")


def _exists(folder: str, files: Files, config: MkDocsConfig) -> bool:
    is_folder = Path(config.docs_dir, folder).is_dir()
    return is_folder or any(file.src_uri.startswith(f"{folder}/") for file in files)


def find_linked(folders: Sequence[str], config: MkDocsConfig) -> dict[str, str]:
    """Return the folders that are links to places outside the docs folder, and their paths: the user named them."""
    root = Path(config.docs_dir)
    paths = {folder: root / folder for folder in folders if folder and (root / folder).is_dir()}
    return {
        folder: str(path)
        for folder, path in paths.items()
        if not path.resolve().is_relative_to(root.resolve())
    }


def sort_files(
    files: Files, folders: Sequence[str], named: set[str], docs: str
) -> tuple[Problems, list[File]]:
    """Let every text in the posts' folders become a post; take out and name what cannot be one.

    Also returns texts that are not read: they are excluded, unless a post links to them (`publish_linked`).

    Files that `nav` names stay as they are. So do texts beside the user's own pages, where the whole docs folder is
    a folder of posts, such as `robots.txt`, and files of the theme, which are not in `docs`.
    """
    problems: list[Problem] = []
    unsupported: list[File] = []
    for file in list(files):
        if not is_unicode(file.src_uri):
            files.remove(file)
            problems.append(_refuse(file, "has a name that is not UTF-8", "rename it"))
        elif not is_in_folders(file.src_uri, folders) or file.src_uri in named or is_ignored(file.name):
            continue
        elif file.src_dir == docs and not file.is_documentation_page() and not file.inclusion.is_excluded():
            unsupported += _sort_file(file, files)
    return tuple(problems), unsupported


def publish_linked(
    unsupported: Sequence[File], linked: Collection[str], files: Files, posts: Container[str]
) -> Problems:
    """Publish the texts that are not read and whose URLs are among `linked`; take out and name the others.

    `posts` are the uris of posts.
    """
    refused = [file for file in unsupported if file.url not in linked]
    for file in unsupported:
        file.inclusion = InclusionLevel.INCLUDED
    for file in refused:
        files.remove(file)
    return tuple(describe_unread(file.src_uri, posts) for file in refused)


def _sort_file(file: File, files: Files) -> Sequence[File]:
    """Let a file become a post; return it if it is a text that is not read."""
    kind = find_file_kind(file.src_uri)
    if kind == "other" or (kind == "unsupported" and "/" not in file.src_uri):
        return ()
    if kind == "unsupported":
        file.inclusion = InclusionLevel.EXCLUDED
        return (file,)
    files.remove(file)
    page = PostFile(file.src_uri, file.src_dir, file.dest_dir, file.use_directory_urls)
    page.inclusion = file.inclusion
    files.append(page)
    return ()


def _refuse(file: File, message: str, hint: str) -> Problem:
    return Problem(show_name(file.src_uri), "file", f"{message}; set aside", hint, set_aside=True)
