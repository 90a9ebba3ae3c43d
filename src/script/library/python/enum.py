class auto:
    pass


_METHODS = ('function', 'property', 'staticmethod', 'classmethod', 'builtin_function_or_method', 'type')


class EnumMeta(type):
    def __init__(cls, name, bases, namespace):
        members = {}
        values = {}
        built_in = None
        has_init = False
        for base in cls.__mro__:
            if base.__module__ == 'builtins' and base is not object:
                built_in = base
            if base.__module__ != 'enum' and base.__module__ != 'builtins' and '__init__' in base.__dict__:
                has_init = True
        own = cls.__dict__
        last = 0
        for key in own:
            value = own[key]
            if key.startswith('_') or type(value).__name__ in _METHODS or hasattr(value, '__get__'):
                continue
            if isinstance(value, auto):
                value = key.lower() if issubclass(cls, str) else last + 1
            if isinstance(value, int):
                last = value
            member = None
            for other in members.values():
                if other._value_ == value:
                    member = other
            if member is None:
                parts = value if isinstance(value, tuple) else (value,)
                member = object.__new__(cls) if built_in is None else object.__new__(cls, *parts)
                object.__setattr__(member, '_name_', key)
                object.__setattr__(member, '_value_', value)
                if has_init:
                    member.__init__(*parts)
            members[key] = member
            type.__setattr__(cls, key, member)
        type.__setattr__(cls, '_member_map_', members)
        if built_in is not None:
            for key in ('__repr__', '__str__', '__format__', '__reduce__'):
                if key not in own and key in Enum.__dict__:
                    source = Enum if key == '__repr__' or not issubclass(cls, ReprEnum) else ReprEnum
                    type.__setattr__(cls, key, getattr(source, key))

    def __call__(cls, value, *rest):
        if isinstance(value, cls):
            return value
        for member in cls._member_map_.values():
            if member._value_ == value:
                return member
        missing = getattr(cls, '_missing_', None)
        found = None if missing is None else missing(value)
        if found is not None:
            return found
        raise ValueError(repr(value) + ' is not a valid ' + cls.__qualname__)

    def __iter__(cls):
        return iter([cls._member_map_[key] for key in cls._member_map_ if cls._member_map_[key]._name_ == key])

    def __reversed__(cls):
        return iter([member for member in cls][::-1])

    def __len__(cls):
        return len([member for member in cls])

    def __bool__(cls):
        return True

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __contains__(cls, member):
        if not isinstance(member, Enum):
            raise TypeError('unsupported operand type(s) for \'in\': ' + repr(type(member).__qualname__) + ' and '
                            + repr(cls.__class__.__qualname__))
        return isinstance(member, cls)

    def __repr__(cls):
        return '<enum ' + repr(cls.__name__) + '>'

    def __setattr__(cls, name, value):
        if name in getattr(cls, '_member_map_', {}):
            raise AttributeError('cannot reassign member ' + repr(name))
        type.__setattr__(cls, name, value)

    @property
    def __members__(cls):
        return dict(cls._member_map_)


EnumType = EnumMeta


class Enum(metaclass=EnumMeta):
    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_

    def __repr__(self):
        return '<' + self.__class__.__name__ + '.' + self._name_ + ': ' + repr(self._value_) + '>'

    def __str__(self):
        return self.__class__.__name__ + '.' + self._name_

    def __format__(self, spec):
        return format(str(self), spec)

    def __setattr__(self, name, value):
        if name == 'name' or name == 'value':
            raise AttributeError('<enum ' + repr(self.__class__.__name__) + '> cannot set attribute ' + repr(name))
        object.__setattr__(self, name, value)

    def __deepcopy__(self, memo):
        return self


class ReprEnum(Enum):
    def __str__(self):
        return str(self._value_)

    def __format__(self, spec):
        return format(self._value_, spec)


class IntEnum(int, ReprEnum):
    pass


class StrEnum(str, ReprEnum):
    pass


def unique(cls):
    for name in cls._member_map_:
        if cls._member_map_[name]._name_ != name:
            raise ValueError('duplicate values found in ' + repr(cls) + ': ' + name + ' -> '
                             + cls._member_map_[name]._name_)
    return cls
