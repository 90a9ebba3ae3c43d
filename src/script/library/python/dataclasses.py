class MISSING:
    pass


class FrozenInstanceError(AttributeError):
    pass


class Field:
    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = metadata
        self.kw_only = kw_only


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
          kw_only=False):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError('cannot specify both default and default_factory')
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def _collect(cls, kw_only):
    collected = {}
    for base in cls.__mro__[-1:0:-1]:
        for each in getattr(base, '__dataclass_fields__', {}).values():
            collected[each.name] = each
    own = cls.__dict__
    for name, kind in own.get('__annotations__', {}).items():
        if kind.startswith('ClassVar') or kind.startswith('typing.ClassVar'):
            continue
        given = own.get(name, MISSING)
        made = given if isinstance(given, Field) else field(default=given)
        if isinstance(made.default, (list, dict, set)):
            raise ValueError('mutable default ' + repr(type(made.default)) + ' for field ' + name
                             + ' is not allowed: use default_factory')
        made.name = name
        made.type = kind
        made.kw_only = made.kw_only or kw_only
        if isinstance(given, Field):
            if made.default is MISSING:
                delattr(cls, name)
            else:
                setattr(cls, name, made.default)
        collected[name] = made
    for name in own:
        if isinstance(own[name], Field) and name not in own.get('__annotations__', {}):
            raise TypeError(repr(name) + ' is a field but has no type annotation')
    return collected


def _has_default(each):
    return each.default is not MISSING or each.default_factory is not MISSING


def _listed(names):
    names = [repr(name) for name in names]
    if len(names) < 3:
        return ' and '.join(names)
    return ', '.join(names[:-1]) + ', and ' + names[-1]


def _wrong_count(path, positional, count):
    most = len(positional) + 1
    least = most - len([each for each in positional if _has_default(each)])
    takes = str(most) if least == most else 'from ' + str(least) + ' to ' + str(most)
    plural = '' if most == 1 else 's'
    return TypeError(path + ' takes ' + takes + ' positional argument' + plural + ' but ' + str(count + 1) + ' were given')


def _make_init(cls, fields, frozen):
    wanted = [each for each in fields if each.init]
    positional = [each for each in wanted if not each.kw_only]
    seen = None
    for each in positional:
        if _has_default(each):
            seen = each
        elif seen is not None:
            raise TypeError('non-default argument ' + repr(each.name) + ' follows default argument')
    path = cls.__qualname__ + '.__init__()'
    accepted = {each.name for each in wanted}
    post = hasattr(cls, '__post_init__')
    store = object.__setattr__ if frozen else setattr

    def __init__(self, *args, **names):
        if len(args) > len(positional):
            raise _wrong_count(path, positional, len(args))
        for name in names:
            if name not in accepted:
                raise TypeError(path + ' got an unexpected keyword argument ' + repr(name))
        index = 0
        for value in args:
            each = positional[index]
            if each.name in names:
                raise TypeError(path + ' got multiple values for argument ' + repr(each.name))
            names[each.name] = value
            index += 1
        missing = [each.name for each in positional if each.name not in names and not _has_default(each)]
        kind = 'positional'
        if not missing:
            missing = [each.name for each in wanted if each.name not in names and not _has_default(each)]
            kind = 'keyword-only'
        if missing:
            plural = '' if len(missing) == 1 else 's'
            raise TypeError(path + ' missing ' + str(len(missing)) + ' required ' + kind + ' argument' + plural + ': '
                            + _listed(missing))
        for each in fields:
            if each.init and each.name in names:
                store(self, each.name, names[each.name])
            elif each.default_factory is not MISSING:
                store(self, each.name, each.default_factory())
            elif each.default is not MISSING:
                store(self, each.name, each.default)
        if post:
            self.__post_init__()
    return __init__


def _make_repr(shown):
    def __repr__(self):
        parts = [each.name + '=' + repr(getattr(self, each.name)) for each in shown]
        return self.__class__.__qualname__ + '(' + ', '.join(parts) + ')'
    return __repr__


def _values_of(compared):
    names = [each.name for each in compared]
    return lambda self: tuple([getattr(self, name) for name in names])


def _make_order(values, compare):
    def method(self, other):
        if other.__class__ is not self.__class__:
            return NotImplemented
        return compare(values(self), values(other))
    return method


def _make_frozen(cls, names):
    def __setattr__(self, name, value):
        if type(self) is cls or name in names:
            raise FrozenInstanceError('cannot assign to field ' + repr(name))
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        raise FrozenInstanceError('cannot delete field ' + repr(name))
    cls.__setattr__ = __setattr__
    cls.__delattr__ = __delattr__


def _process(cls, init, repr, eq, order, unsafe_hash, frozen, kw_only):
    own = cls.__dict__
    collected = _collect(cls, kw_only)
    fields = list(collected.values())
    cls.__dataclass_fields__ = collected
    compared = [each for each in fields if each.compare]
    values = _values_of(compared)
    if init and '__init__' not in own:
        cls.__init__ = _make_init(cls, fields, frozen)
    if repr and '__repr__' not in own:
        cls.__repr__ = _make_repr([each for each in fields if each.repr])
    if eq and '__eq__' not in own:
        cls.__eq__ = _make_order(values, lambda one, other: one == other)
        if not frozen and '__hash__' not in own:
            cls.__hash__ = None
    if unsafe_hash or (eq and frozen and own.get('__hash__') is None):
        hashed = _values_of([each for each in fields if (each.compare if each.hash is None else each.hash)])
        cls.__hash__ = lambda self: hash(hashed(self))
    if order:
        if not eq:
            raise ValueError('eq must be true if order is true')
        cls.__lt__ = _make_order(values, lambda one, other: one < other)
        cls.__le__ = _make_order(values, lambda one, other: one <= other)
        cls.__gt__ = _make_order(values, lambda one, other: one > other)
        cls.__ge__ = _make_order(values, lambda one, other: one >= other)
    if frozen:
        _make_frozen(cls, [each.name for each in fields])
    cls.__match_args__ = tuple([each.name for each in fields if each.init and not each.kw_only])
    return cls


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    if cls is not None:
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, kw_only)
    return lambda cls: _process(cls, init, repr, eq, order, unsafe_hash, frozen, kw_only)


def is_dataclass(value):
    return hasattr(value, '__dataclass_fields__')


def fields(value):
    if not is_dataclass(value):
        raise TypeError('must be called with a dataclass type or instance')
    return tuple(value.__dataclass_fields__.values())


def _inner(value, factory, whole):
    if is_dataclass(value) and not isinstance(value, type):
        return whole(value, factory)
    if isinstance(value, (list, tuple)):
        items = [_inner(item, factory, whole) for item in value]
        if isinstance(value, list):
            return items
        return type(value)(*items) if hasattr(value, '_fields') else tuple(items)
    if isinstance(value, dict):
        return {key: _inner(value[key], factory, whole) for key in value}
    return value


def _dict_of(value, factory):
    return factory([(each.name, _inner(getattr(value, each.name), factory, _dict_of)) for each in fields(value)])


def _tuple_of(value, factory):
    return factory([_inner(getattr(value, each.name), factory, _tuple_of) for each in fields(value)])


def asdict(value, *, dict_factory=dict):
    if not is_dataclass(value) or isinstance(value, type):
        raise TypeError('asdict() should be called on dataclass instances')
    return _dict_of(value, dict_factory)


def astuple(value, *, tuple_factory=tuple):
    if not is_dataclass(value) or isinstance(value, type):
        raise TypeError('astuple() should be called on dataclass instances')
    return _tuple_of(value, tuple_factory)


def replace(value, /, **changes):
    for each in fields(value):
        if not each.init:
            if each.name in changes:
                raise ValueError('field ' + each.name + ' is declared with init=False, it cannot be specified with replace()')
        elif each.name not in changes:
            changes[each.name] = getattr(value, each.name)
    return value.__class__(**changes)
