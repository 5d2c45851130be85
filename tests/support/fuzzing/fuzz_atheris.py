"""The targets of the fuzzing harness for Atheris, which looks at what code a case reaches.

`pip install atheris`, then `python tests/support/fuzzing/fuzz_atheris.py TARGET -runs=100000`; options are libFuzzer's.
"""

import sys

import atheris

with atheris.instrument_imports(include=["mkdocs_zhihu"]):
    from fuzz_targets import TARGETS

    from mkdocs_zhihu import problems as problem_values

    TARGETS[sys.argv[1]](b"<p>x</p>")  # loads what is loaded late


def try_case(data: bytes) -> None:
    TARGETS[NAME](data)


if __name__ == "__main__":
    NAME = sys.argv[1]
    problem_values.MISTAKES = ()
    atheris.Setup([sys.argv[0], *sys.argv[2:]], try_case)
    atheris.Fuzz()
