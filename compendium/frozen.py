"""Frozen dataclasses that are made in a third of the time: a look-up makes some sixty of them, for one question.

Python compiles six methods for each class from their text. Here `__init__` alone is made so; the others are the same
for all classes, and go by the names of the fields. What these classes can do is what `dataclasses.dataclass` with
`frozen=True, slots=True` gives them, and that is what type checkers see. A class that inherits from one is made so too,
and from none that `dataclasses` makes; fields have no options but a default and whether they are compared or shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    import dataclasses
    from operator import attrgetter

    def dataclass(*, frozen, slots):
        """A decorator that makes a class a frozen dataclass with slots; it makes no others."""
        if not (frozen and slots):
            raise TypeError("a class that is not frozen, or has no slots, is for dataclasses.dataclass to make")
        return _made

    def _made(cls):
        own = vars(cls)
        methods = {name: method for name, method in _METHODS.items() if name not in own}
        made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
        fields = dataclasses.fields(made)
        if any(not field.init or field.kw_only or field.hash is not None for field in fields):
            raise TypeError("a field that is no parameter, is given by name alone, or hashed apart is not for this")
        compared = [field.name for field in fields if field.compare]
        made.__compared__ = attrgetter(*compared) if compared else staticmethod(_nothing)
        for name, method in methods.items():
            setattr(made, name, method)
        made.__init__ = _init(made, fields)
        return made

    def _init(cls, fields):
        """The method that takes the fields in order, or by name, and calls `__post_init__` where there is one."""
        known = {}
        parameters, body = [], []
        for field in fields:
            name = field.name
            known[f"set_{name}_"] = getattr(cls, name).__set__  # of the slot: half the time of object.__setattr__
            parameter, value = name, name
            if field.default is not dataclasses.MISSING:
                known[f"default_{name}"] = field.default
                parameter = f"{name}=default_{name}"
            elif field.default_factory is not dataclasses.MISSING:
                known[f"make_{name}"], known["missing_"] = field.default_factory, dataclasses.MISSING
                parameter, value = f"{name}=missing_", f"make_{name}() if {name} is missing_ else {name}"
            parameters.append(parameter)
            body.append(f" set_{name}_(self, {value})")
        if hasattr(cls, "__post_init__"):
            body.append(" self.__post_init__()")
        exec("\n".join([f"def __init__(self, {', '.join(parameters)}):", *body, " return"]), known)  # noqa: S102
        known["__init__"].__qualname__ = f"{cls.__qualname__}.__init__"
        return known["__init__"]

    def _nothing(_):
        return ()

    def _repr(self):
        fields = (field.name for field in dataclasses.fields(self) if field.repr)
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in fields)})"

    def _eq(self, other):
        if other.__class__ is not self.__class__:
            return NotImplemented
        return self.__compared__(self) == other.__compared__(other)

    def _hash(self):
        return hash(self.__compared__(self))

    def _set(self, name, _):
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def _delete(self, name):
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")

    def _state(self):
        return [getattr(self, field.name) for field in dataclasses.fields(self)]

    def _set_state(self, state):
        for field, value in zip(dataclasses.fields(self), state, strict=True):
            object.__setattr__(self, field.name, value)

    _METHODS = {
        "__repr__": _repr,
        "__eq__": _eq,
        "__hash__": _hash,
        "__setattr__": _set,
        "__delattr__": _delete,
        "__getstate__": _state,
        "__setstate__": _set_state,
    }
