from _typing import *


class Generic:
    pass


class Protocol:
    pass


def _field_of(index):
    return property(lambda self: self[index])


def _shown(name):
    return repr(name)


class NamedTuple(tuple):
    _fields = ()
    _field_defaults = {}

    def __init_subclass__(cls):
        own = cls.__dict__
        if '__annotations__' not in own:
            return
        names = list(own['__annotations__'])
        cls._fields = tuple(names)
        cls._field_defaults = {name: own[name] for name in names if name in own}
        seen = None
        for index in range(len(names)):
            if names[index] in cls._field_defaults:
                seen = names[index]
            elif seen is not None:
                raise TypeError('non-default namedtuple field ' + names[index] + ' cannot follow default field ' + seen)
            setattr(cls, names[index], _field_of(index))
        cls.__match_args__ = cls._fields

    def __new__(cls, *args, **names):
        fields = cls._fields
        path = cls.__name__ + '.__new__()'
        if len(args) > len(fields):
            least = len(fields) - len(cls._field_defaults) + 1
            most = len(fields) + 1
            takes = str(most) if least == most else 'from ' + str(least) + ' to ' + str(most)
            raise TypeError(path + ' takes ' + takes + ' positional arguments but ' + str(len(args) + 1) + ' were given')
        values = list(args)
        for name in fields[:len(args)]:
            if name in names:
                raise TypeError(path + ' got multiple values for argument ' + repr(name))
        for name in names:
            if name not in fields:
                raise TypeError(path + ' got an unexpected keyword argument ' + repr(name))
        missing = []
        for name in fields[len(args):]:
            if name in names:
                values.append(names[name])
            elif name in cls._field_defaults:
                values.append(cls._field_defaults[name])
            else:
                missing.append(repr(name))
        if missing:
            listed = ' and '.join(missing) if len(missing) < 3 else ', '.join(missing[:-1]) + ', and ' + missing[-1]
            plural = '' if len(missing) == 1 else 's'
            raise TypeError(path + ' missing ' + str(len(missing)) + ' required positional argument' + plural + ': '
                            + listed)
        return tuple.__new__(cls, values)

    def __setattr__(self, name, value):
        if name in self._fields:
            raise AttributeError("can't set attribute")
        raise AttributeError(repr(type(self).__name__) + ' object has no attribute ' + repr(name))

    def __repr__(self):
        parts = [self._fields[index] + '=' + repr(self[index]) for index in range(len(self._fields))]
        return type(self).__name__ + '(' + ', '.join(parts) + ')'

    def _asdict(self):
        return dict(zip(self._fields, self))

    def _replace(self, **changes):
        for name in changes:
            if name not in self._fields:
                raise ValueError('Got unexpected field names: ' + repr([name]))
        return type(self)(**{**self._asdict(), **changes})

    @classmethod
    def _make(cls, values):
        return cls(*values)


class TypedDict(dict):
    pass
