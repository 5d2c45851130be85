"""Values of the command line; each function raises ArgumentTypeError with what to write instead."""

import argparse
import math
from datetime import date

from mkdocs_zhihu.media.fetch.candidates import check_fallback


def parse_count(text: str) -> int:
    """Return a whole number from 0.

    >>> parse_count("20")
    20
    """
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number; use 0 or more")
    return int(text)


def parse_positive(text: str) -> int:
    """Return a whole number from 1."""
    if not text.isascii() or not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a positive whole number; use 1 or more")
    return int(text)


def parse_amount(text: str) -> float:
    """Return a number from 0, such as days or seconds.

    >>> parse_amount("0.5")
    0.5
    """
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0 <= number < math.inf:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number; use 0 or more, such as 0.5")
    return number


def parse_day(text: str) -> date:
    """Return a day."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = f"{text!r} is not a day; use one such as 2024-01-31"
        raise argparse.ArgumentTypeError(message) from error


def parse_fallback(text: str) -> str:
    """Return the template of an address that is tried last for a picture."""
    try:
        return check_fallback(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
