"""The classes of `compendium.frozen` are what `dataclasses.dataclass(frozen=True, slots=True)` makes."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable

import pytest

from compendium import frozen


def shape(decorator: Callable[..., Callable[[type], type]], name: str) -> type:
    @decorator(frozen=True, slots=True)
    class Shape:
        """A shape."""

        sides: int
        name: str = "square"
        marks: tuple[int, ...] = ()
        notes: list[str] = dataclasses.field(default_factory=list, compare=False, repr=False)

    Shape.__name__ = Shape.__qualname__ = name
    return Shape


Usual = shape(dataclasses.dataclass, "Shape")
Shape = shape(frozen.dataclass, "Shape")


@frozen.dataclass(frozen=True, slots=True)
class Nothing:
    """Has no fields."""


@frozen.dataclass(frozen=True, slots=True)
class Whole:
    """Checks itself."""

    size: int

    def __post_init__(self) -> None:
        if self.size < 0:
            raise ValueError("less than nothing")


ARGUMENTS = [((3,), {}), ((), {"sides": 4, "name": "rhomb"}), ((4, "rhomb", (1, 2)), {"notes": ["x"]})]


@pytest.mark.parametrize(("positional", "named"), ARGUMENTS)
def test_they_show_themselves_and_are_taken_apart_alike(
    positional: tuple[object, ...], named: dict[str, object]
) -> None:
    ours, usual = Shape(*positional, **named), Usual(*positional, **named)
    assert repr(ours) == repr(usual)
    assert dataclasses.asdict(ours) == dataclasses.asdict(usual)
    assert ours.__match_args__ == usual.__match_args__
    assert [f.name for f in dataclasses.fields(ours)] == [f.name for f in dataclasses.fields(usual)]
    assert repr(dataclasses.replace(ours, sides=9)) == repr(dataclasses.replace(usual, sides=9))


def test_they_are_equal_by_what_is_compared() -> None:
    assert Shape(3, notes=["one"]) == Shape(3, notes=["another"])
    assert hash(Shape(3, notes=["one"])) == hash(Shape(3))
    assert Shape(3) != Shape(4)
    assert Shape(3) != Usual(3)
    assert Nothing() == Nothing()
    assert hash(Nothing()) == hash(Nothing())
    assert Shape(3).notes is not Shape(3).notes


@pytest.mark.parametrize("arguments", [(), (1, "a", (), [], "too many")])
def test_wrong_arguments_are_refused(arguments: tuple[object, ...]) -> None:
    with pytest.raises(TypeError):
        Shape(*arguments)


def test_nothing_can_be_changed() -> None:
    whole = Whole(3)
    changes: tuple[Callable[[], None], ...] = (
        lambda: setattr(whole, "size", 4),
        lambda: setattr(whole, "other", 4),
        lambda: delattr(whole, "size"),
    )
    for change in changes:
        with pytest.raises(dataclasses.FrozenInstanceError):
            change()
    assert whole.size == 3
    assert not hasattr(whole, "__dict__")


def test_they_are_copied_and_cross_to_another_process() -> None:
    for one in (Whole(3), Nothing()):
        assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301
        assert copy.deepcopy(one) == one


def test_they_can_check_themselves() -> None:
    with pytest.raises(ValueError, match="less than nothing"):
        Whole(-1)


def test_no_other_kind_is_made() -> None:
    with pytest.raises(TypeError, match="frozen"):
        frozen.dataclass(frozen=False, slots=True)


@pytest.mark.parametrize("options", [{"init": False, "default": 1}, {"kw_only": True}, {"hash": False}])
def test_no_other_fields_are_made(options: dict[str, object]) -> None:
    with pytest.raises(TypeError, match="a field that"):

        @frozen.dataclass(frozen=True, slots=True)
        class _Other:
            side: int = dataclasses.field(**options)  # type: ignore[misc, call-overload]
