"""A release says the same of itself wherever it speaks: the program, the changelog, the citation, the package."""

import re
import tomllib
from pathlib import Path

import yaml

from ecomap.version import VERSION

ROOT = Path(__file__).parents[2]
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
KINDS = ("Results changed", "Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")
"""Headings below a release, in their order: those of Keep a Changelog, and before them what moves an answer."""


def releases() -> list[tuple[str, str]]:
    """Return version and day of every release, newest first."""
    return re.findall(r"^## (\d+\.\d+\.\d+) - (\d{4}-\d\d-\d\d)$", CHANGELOG, re.MULTILINE)


def test_version_and_day_are_the_same_everywhere() -> None:
    """The program is the newest release of the changelog, which is the one to cite."""
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert releases()[0] == (VERSION, str(citation["date-released"]))
    assert str(citation["version"]) == VERSION


def test_the_changelog_is_kept_by_the_book() -> None:
    """What comes next stands on top, releases below go back in time, and each heading stands once, in its place."""
    sections = re.split(r"^## (.+)$", CHANGELOG, flags=re.MULTILINE)[1:]
    assert sections[0] == "Unreleased"
    assert sections[2::2] == [f"{version} - {day}" for version, day in releases()]
    assert [day for _, day in releases()] == sorted((day for _, day in releases()), reverse=True)
    for body in sections[1::2]:
        headings = re.findall(r"^### (.+)$", body, re.MULTILINE)
        assert headings == [kind for kind in KINDS if kind in headings]


def test_the_package_names_the_pythons_it_is_tried_on() -> None:
    """The oldest is the one that is asked for, and none is left out between it and the newest."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [int(one.rpartition(".")[2]) for one in project["classifiers"] if "Python :: 3." in one]
    assert named == list(range(named[0], named[-1] + 1))
    assert project["requires-python"] == f">=3.{named[0]}"
    assert project["dynamic"] == ["version"]
