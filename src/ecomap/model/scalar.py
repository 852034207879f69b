"""Scalars as they were written: the schema, not the YAML dialect, decides what they mean."""

import math
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from ecomap.model.countries import country_names
from ecomap.model.written import ID_PATTERN, NUMBER, Scalar


@dataclass(frozen=True)
class Written:
    """Reads a value as it was written; JSON, which has numbers and texts of its own, needs no reading."""

    read: Callable[[object], Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Put the reader before the type's own checks, except for JSON (six times faster on a whole map)."""
        checks = handler(source)
        reader = core_schema.no_info_before_validator_function(self.read, checks)
        return core_schema.json_or_python_schema(json_schema=checks, python_schema=reader)


def _number(value: object) -> float:
    if isinstance(value, Scalar):
        return _number_from_text(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PydanticCustomError("number", "expected a number, found {found}.", {"found": _shown(value)})
    return float(value)


def _number_from_text(value: Scalar) -> float:
    if value.endswith("%") and NUMBER.fullmatch(value[:-1].rstrip()):
        share = f"{float(value[:-1]) / 100:g}"
        raise PydanticCustomError("number", "a percentage is written as a share. Write {share}.", {"share": share})
    if not NUMBER.fullmatch(value):
        words = 'expected a number, found "{found}". Write it like 0.25 or 1200.'
        raise PydanticCustomError("number", words, {"found": str(value)})
    if value.quoted:
        raise PydanticCustomError("number", "a number must not stand in quotes. Write {text}.", {"text": str(value)})
    return float(value)


def _whole(value: object) -> int:
    number = _number(value)
    if isinstance(value, str) and re.fullmatch(r"[-+]?[0-9]{1,18}", value):
        return int(value)  # not by way of a float, which holds 15 digits
    if not math.isfinite(number) or number != int(number):
        raise PydanticCustomError("whole", "expected a whole number, found {found}.", {"found": f"{number:g}"})
    return int(number)


def _flag(value: object) -> bool:
    if value in ("true", "false"):
        return value == "true"
    if not isinstance(value, bool):
        raise PydanticCustomError("flag", "expected true or false, found {found}.", {"found": _shown(value)})
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("text", "expected a text, found {found}.", {"found": _shown(value)})
    if not value.strip():
        raise PydanticCustomError("text", "an empty text. Write something or leave the line out.")
    return str.__str__(value)


def _country(code: str) -> str:
    if code not in country_names():
        words = 'no country is "{code}". Write two capital letters, like PT.'
        raise PydanticCustomError("country", words, {"code": code})
    return code


def _day(text: str) -> str:
    year, *rest = text.split("-")
    try:
        date(int(year), *[int(part) for part in [*rest, "1", "1"][:2]])
    except (ValueError, OverflowError):
        raise PydanticCustomError("day", '"{day}" is no date. Write it like 2026-11-22.', {"day": text}) from None
    return text


@dataclass(frozen=True)
class Coded:
    """Refuses what a classification cannot have as a code."""

    pattern: str
    of: str
    like: str

    def __call__(self, code: str) -> str:
        """Return the code."""
        if not re.fullmatch(self.pattern, code):
            words = '"{code}" is no code of {of}. Write it like "{like}".'
            raise PydanticCustomError("code", words, {"code": code, "of": self.of, "like": self.like})
        return code


def _shown(value: object) -> str:
    names = ((dict, "a mapping"), ((list, tuple), "a list"), (type(None), "nothing"), (bool, "true or false"))
    return next((name for kind, name in names if isinstance(value, kind)), repr(value))


Flag = Annotated[bool, Written(_flag)]
Number = Annotated[float, Field(allow_inf_nan=False), Written(_number)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False), Written(_number)]
Positive = Annotated[float, Field(gt=0, le=1e6, allow_inf_nan=False), Written(_number)]
OpenShare = Annotated[float, Field(gt=0, lt=1, allow_inf_nan=False), Written(_number)]
Weight = Annotated[float, Field(ge=-2, le=2, allow_inf_nan=False), Written(_number)]
Part = Annotated[float, Field(gt=0, le=1e9, allow_inf_nan=False), Written(_number)]
Importance = Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False), Written(_number)]
Amount = Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False), Written(_number)]
Effort = Annotated[float, Field(ge=0, le=100_000, allow_inf_nan=False), Written(_number)]
Hours = Annotated[float, Field(ge=0, le=168, allow_inf_nan=False), Written(_number)]
PerYear = Annotated[float, Field(ge=-5, le=5, allow_inf_nan=False), Written(_number)]
Level = Annotated[float, Field(ge=0, le=4, allow_inf_nan=False), Written(_number)]
Whole = Annotated[int, Written(_whole)]
Count = Annotated[int, Field(ge=0, le=10_000_000), Written(_whole)]
People = Count
Year = Annotated[int, Field(ge=1900, le=2200), Written(_whole)]
Text = Annotated[str, Written(_text)]
Day = Annotated[str, AfterValidator(_day), Written(_text)]
Spread = Annotated[float, Field(gt=0, le=5, allow_inf_nan=False), Written(_number)]
LogOdds = Annotated[float, Field(ge=-10, le=10, allow_inf_nan=False), Written(_number)]
Isic = Annotated[str, AfterValidator(Coded(r"[0-9]{2,4}", "ISIC Rev.4", "4711")), Written(_text)]
Nace = Annotated[str, AfterValidator(Coded(r"[A-U]([0-9]{2}(\.[0-9]{1,2})?)?", "NACE Rev.2", "G47.91")), Written(_text)]
Naics = Annotated[str, AfterValidator(Coded(r"[0-9]{2,6}([-–][0-9]{2,6})?", "NAICS 2017", "4541")), Written(_text)]
KnownCountry = Annotated[str, Field(pattern=r"^[A-Z]{2}$"), AfterValidator(_country), Written(_text)]
Id = Annotated[str, Field(pattern=ID_PATTERN), Written(lambda value: sys.intern(_text(value)))]
"""One text, of which there may be a million."""
