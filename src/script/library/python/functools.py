from collections import namedtuple

_CacheInfo = namedtuple('CacheInfo', ['hits', 'misses', 'maxsize', 'currsize'])


class _END:
    pass


def reduce(function, iterable, *initial):
    iterator = iter(iterable)
    if initial:
        value = initial[0]
    else:
        value = next(iterator, _END)
        if value is _END:
            raise TypeError('reduce() of empty iterable with no initial value')
    for item in iterator:
        value = function(value, item)
    return value


class partial:
    def __init__(self, func, *args, **keywords):
        self.func = func
        self.args = args
        self.keywords = keywords

    def __call__(self, *args, **keywords):
        return self.func(*self.args, *args, **{**self.keywords, **keywords})


class partialmethod:
    def __init__(self, func, *args, **keywords):
        self.func = func
        self.args = args
        self.keywords = keywords

    def __get__(self, instance, owner):
        return partial(self.func, instance, *self.args, **self.keywords)


def update_wrapper(wrapper, wrapped, *rest):
    wrapper.__name__ = getattr(wrapped, '__name__', None)
    wrapper.__doc__ = getattr(wrapped, '__doc__', None)
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, *rest):
    def decorate(wrapper):
        return update_wrapper(wrapper, wrapped)
    return decorate


class _Memo:
    def __init__(self, function, maxsize):
        self.__wrapped__ = function
        self.__name__ = getattr(function, '__name__', None)
        self.__doc__ = getattr(function, '__doc__', None)
        self._maxsize = maxsize
        self.cache_clear()

    def cache_clear(self):
        self._results = {}
        self._hits = 0
        self._misses = 0

    def cache_info(self):
        return _CacheInfo(self._hits, self._misses, self._maxsize, len(self._results))

    def __call__(self, *args, **names):
        key = (args, tuple(sorted(names.items()))) if names else args
        value = self._results.get(key, _END)
        if value is not _END:
            self._hits += 1
            if self._maxsize is not None:
                self._results[key] = self._results.pop(key)
            return value
        value = self.__wrapped__(*args, **names)
        self._misses += 1
        self._results[key] = value
        if self._maxsize is not None and len(self._results) > self._maxsize:
            del self._results[next(iter(self._results))]
        return value

    def __get__(self, instance, owner):
        return self if instance is None else partial(self, instance)


def lru_cache(maxsize=128, typed=False):
    if callable(maxsize):
        return _Memo(maxsize, 128)
    return lambda function: _Memo(function, maxsize)


def cache(function):
    return _Memo(function, None)


class cached_property:
    def __init__(self, function):
        self.function = function
        self.name = None

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner):
        if instance is None:
            return self
        value = self.function(instance)
        instance.__dict__[self.name] = value
        return value


class _Compared:
    def __init__(self, compare, value):
        self.compare = compare
        self.value = value

    def __lt__(self, other):
        return self.compare(self.value, other.value) < 0


def cmp_to_key(compare):
    return lambda value: _Compared(compare, value)


def _from_less(cls):
    cls.__gt__ = lambda self, other: not (self < other or self == other)
    cls.__le__ = lambda self, other: self < other or self == other
    cls.__ge__ = lambda self, other: not self < other


def _from_greater(cls):
    cls.__lt__ = lambda self, other: not (self > other or self == other)
    cls.__ge__ = lambda self, other: self > other or self == other
    cls.__le__ = lambda self, other: not self > other


def _from_less_or_equal(cls):
    cls.__ge__ = lambda self, other: not self <= other or self == other
    cls.__lt__ = lambda self, other: self <= other and not self == other
    cls.__gt__ = lambda self, other: not self <= other


def _from_greater_or_equal(cls):
    cls.__le__ = lambda self, other: not self >= other or self == other
    cls.__gt__ = lambda self, other: self >= other and not self == other
    cls.__lt__ = lambda self, other: not self >= other


_orders = [('__lt__', _from_less), ('__le__', _from_less_or_equal), ('__gt__', _from_greater),
           ('__ge__', _from_greater_or_equal)]


def total_ordering(cls):
    own = {}
    for name, complete in _orders:
        if hasattr(cls, name):
            own[name] = getattr(cls, name)
    if not own:
        raise ValueError('must define at least one ordering operation: < > <= >=')
    for name, complete in _orders:
        if name in own:
            complete(cls)
            break
    for name in own:
        setattr(cls, name, own[name])
    return cls


def singledispatch(function):
    registry = {object: function}

    def dispatch(cls):
        for base in cls.__mro__:
            if base in registry:
                return registry[base]
        return function

    def wrapper(*args, **names):
        return dispatch(type(args[0]))(*args, **names)

    def register(cls, function=None):
        if function is None:
            def decorate(function):
                registry[cls] = function
                return function
            return decorate
        registry[cls] = function
        return function

    wrapper.__name__ = function.__name__
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = registry
    return wrapper
