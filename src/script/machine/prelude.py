# Built-in functions that call functions of the script, in Python. The machine runs them like the script itself, so a moment inside of
# them is a moment as any other; their lines are not counted, stepped or shown.
#
# `stand_ins` names the functions written in TypeScript that are replaced where objects of the script are among the arguments. Names
# that begin with one underscore and are not defined here are intrinsics of the machine.


# Operators of objects of the script. They are written out: a shared function would be one more call in each operation.

def _binary(left, right, forward, backward, symbol):
    if forward is not None:
        result = forward(left, right)
        if result is not NotImplemented:
            return result
    if backward is not None:
        result = backward(right, left)
        if result is not NotImplemented:
            return result
    raise _operand_error(symbol, left, right, False)


def _in_place(left, right, method, forward, backward, symbol):
    result = method(left, right)
    if result is not NotImplemented:
        return result
    if forward is not None:
        result = forward(left, right)
        if result is not NotImplemented:
            return result
    if backward is not None:
        result = backward(right, left)
        if result is not NotImplemented:
            return result
    raise _operand_error(symbol, left, right, True)


def _compare(left, right, forward, backward, symbol):
    if forward is not None:
        result = forward(left, right)
        if result is not NotImplemented:
            return result
    if backward is not None:
        result = backward(right, left)
        if result is not NotImplemented:
            return result
    if symbol == '==':
        return left is right
    if symbol == '!=':
        return left is not right
    raise _comparison_error(symbol, left, right)


def _differs(left, right):
    return not left == right


def _truth(value, method):
    result = method(value)
    if result is True or result is False:
        return result
    return result != 0


def _contains(container, item, method):
    return True if method(container, item) else False


def _found(container, item):
    for each in container:
        if each is item or each == item:
            return True
    return False


# Iteration.

def _iterate(value, method):
    iterator = method(value)
    step = _special(iterator, '__next__')
    if step is None:
        step = _special(iterator, 'next')
    if step is None:
        return iter(iterator)
    return _steps(iterator, step)


def _steps(iterator, step):
    while True:
        try:
            item = step(iterator)
        except StopIteration:
            return
        yield item


def _items(value, method):
    index = 0
    while True:
        try:
            item = method(value, index)
        except IndexError:
            return
        yield item
        index += 1


def _all(iterable):
    return [item for item in iterable]


def _call(function, argument):
    return function(argument)


def _next_of(iterator, method, fallback):
    try:
        return method(iterator)
    except StopIteration:
        return fallback


def _call_until(function, sentinel):
    while True:
        item = function()
        if item == sentinel:
            return
        yield item


def list_(iterable=()):
    return [item for item in iterable]


def tuple_(iterable=()):
    return tuple([item for item in iterable])


def set_(iterable=()):
    made = set()
    for item in iterable:
        made.add(item)
    return made


def frozenset_(iterable=()):
    return _frozen(set_(iterable))


def dict_(items=(), **names):
    made = {}
    if isinstance(items, dict) or _special(items, 'keys') is not None:
        for key in items.keys():
            made[key] = items[key]
    else:
        for key, value in items:
            made[key] = value
    for name in names:
        made[name] = names[name]
    return made


def _has_attribute(value, name):
    try:
        getattr(value, name)
    except AttributeError:
        return False
    return True


def _attribute_or(value, name, fallback):
    try:
        return getattr(value, name)
    except AttributeError:
        return fallback


def _apply(callee, values):
    return callee(*values)


def _item_at(values, index, method):
    return values[method(index)]


def _missing(values, key, factory):
    value = factory()
    values[key] = value
    return value


def _same_items(left, right, same):
    if len(left) != len(right):
        return not same
    for i in range(len(left)):
        if not (left[i] is right[i] or left[i] == right[i]):
            return not same
    return same


def enumerate_(iterable, start=0):
    index = start
    for item in iterable:
        yield index, item
        index += 1


def _zip(iterables):
    iterators = [iter(iterable) for iterable in iterables]
    while iterators:
        row = []
        for iterator in iterators:
            item = next(iterator, _END)
            if item is _END:
                return
            row.append(item)
        yield tuple(row)


def zip_(*iterables):
    rows = _zip(iterables)
    return list_(rows) if _version == 2 else rows


def _map(function, iterables):
    if len(iterables) == 1:
        for item in iterables[0]:
            yield function(item)
    else:
        for row in _zip(iterables):
            yield function(*row)


def map_(function, *iterables):
    if not iterables:
        raise TypeError('map() must have at least two arguments.')
    results = _map(function, [iter(iterable) for iterable in iterables])
    return list_(results) if _version == 2 else results


def _filter(function, iterable):
    for item in iterable:
        if item if function is None else function(item):
            yield item


def filter_(function, iterable):
    results = _filter(function, iter(iterable))
    return list_(results) if _version == 2 else results


def reversed_(value):
    method = _special(value, '__reversed__')
    if method is not None:
        return method(value)
    if _special(value, '__len__') is None or _special(value, '__getitem__') is None:
        raise TypeError("'" + type(value).__name__ + "' object is not reversible")
    return (value[index] for index in range(len_(value) - 1, -1, -1))


def sum_(iterable, start=0):
    total = start
    for item in iterable:
        total = total + item
    return total


def any_(iterable):
    for item in iterable:
        if item:
            return True
    return False


def all_(iterable):
    for item in iterable:
        if not item:
            return False
    return True


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


# Order.

def _sort(items, key, reverse):
    keys = items if key is None else [key(item) for item in items]
    if reverse:
        items.reverse()
        keys = keys if key is None else keys[::-1]
    if _has_objects(keys):
        order = _merge_sort(keys, [index for index in range(len(keys))])
    else:
        order = [pair[1] for pair in sorted([(keys[index], index) for index in range(len(keys))])]
    result = [items[index] for index in order]
    if reverse:
        result.reverse()
    return result


def _merge_sort(keys, order):
    if len(order) < 2:
        return order
    middle = len(order) // 2
    left = _merge_sort(keys, order[:middle])
    right = _merge_sort(keys, order[middle:])
    merged = []
    i = 0
    j = 0
    while i < len(left) and j < len(right):
        if keys[right[j]] < keys[left[i]]:
            merged.append(right[j])
            j += 1
        else:
            merged.append(left[i])
            i += 1
    return merged + left[i:] + right[j:]


class _Compared:
    def __init__(self, compare, value):
        self.compare = compare
        self.value = value

    def __lt__(self, other):
        return self.compare(self.value, other.value) < 0


def cmp_to_key(compare):
    return lambda value: _Compared(compare, value)


def sorted_(iterable, cmp=None, key=None, reverse=False):
    if cmp is not None:
        key = cmp_to_key(cmp)
    return _sort([item for item in iterable], key, reverse)


def list_sort(self, cmp=None, key=None, reverse=False):
    if cmp is not None and _version == 2:
        key = cmp_to_key(cmp)
    self[:] = _sort(self[:], key, reverse)


def _extreme(name, args, key, options, wins):
    if len(args) == 1:
        items = iter(args[0])
    else:
        if 'default' in options:
            raise TypeError('Cannot specify a default for ' + name + '() with multiple positional arguments')
        items = iter(args)
    best = next(items, _END)
    if best is _END:
        if 'default' in options:
            return options['default']
        raise ValueError(name + '() arg is an empty sequence')
    best_key = best if key is None else key(best)
    for item in items:
        item_key = item if key is None else key(item)
        if wins(item_key, best_key):
            best = item
            best_key = item_key
    return best


def min_(*args, key=None, **options):
    return _extreme('min', args, key, options, lambda one, other: one < other)


def max_(*args, key=None, **options):
    return _extreme('max', args, key, options, lambda one, other: one > other)


def list_index(self, value, start=0, stop=9007199254740991):
    for index in range(start, min(stop, len(self))):
        if self[index] is value or self[index] == value:
            return index
    raise ValueError('list.index(x): x not in list' if _version == 2 else repr_(value) + ' is not in list')


def list_count(self, value):
    return sum([1 for item in self if item is value or item == value])


def list_remove(self, value):
    for index in range(len(self)):
        if self[index] is value or self[index] == value:
            del self[index]
            return
    raise ValueError('list.remove(x): x not in list')


def list_extend(self, iterable):
    for item in iterable:
        self.append(item)


def _list_extend(self, iterable):
    for item in iterable:
        self.append(item)
    return self


def str_join(self, iterable):
    return self.join([_plain_value(item) for item in iterable])


def dict_update(self, items=(), **names):
    made = dict_(items, **names)
    for key in made:
        self[key] = made[key]


def dict_fromkeys(keys, value=None):
    made = {}
    for key in keys:
        made[key] = value
    return made


def counter_(items=(), **names):
    import collections
    made = collections.Counter(**names)
    if isinstance(items, dict):
        for key in items.keys():
            made[key] = items[key]
    else:
        for key in items:
            made[key] += 1
    return made


def set_update(self, *iterables):
    for iterable in iterables:
        for item in iterable:
            self.add(item)


# Keys that are objects of the script: a container finds the key that is equal, and then works on that one.

def _keyed(operation, container, key, rest):
    for each in _objects_of_key(key):
        _hashed(each, hash_(each))
    for other in _candidates(container, key):
        if other is key or other == key:
            return _keyed_operation(operation, container, other, rest)
    return _keyed_operation(operation, container, key, rest)


def _add_all(container, items):
    for item in items:
        container.add(item)
    return container


def _set_all(container, pairs):
    for index in range(0, len(pairs), 2):
        container[pairs[index]] = pairs[index + 1]
    return container


def _set_operation(symbol, left, right):
    if symbol == '|':
        return _add_all(set_(left), right)
    if symbol == '^':
        return _add_all(_set_operation('-', left, right), _set_operation('-', right, left))
    made = set()
    for item in left:
        if (item in right) == (symbol == '&'):
            made.add(item)
    return made


def _compare_sets(symbol, left, right):
    if symbol == '==' or symbol == '!=':
        return (len(left) == len(right) and all([item in right for item in left])) == (symbol == '==')
    if symbol[0] == '>':
        left, right = right, left
    if symbol in '<>' and len(left) == len(right):
        return False
    return all([item in right for item in left])


# Objects of classes that are derived from built-in types.

def _made(cls, base, values, names, init):
    value = _with_payload(cls, base(*values, **names))
    if init is not None:
        init(value, *values, **names)
    return value


def _fill_type(value, values, names):
    if isinstance(value, dict):
        value.update(*values, **names)
    elif isinstance(value, list):
        value[:] = list_(*values, **names)
    else:
        value.clear()
        value.update(*values, **names)


def _filled(made, value, values, names):
    _fill_type(value, values, names)
    return made


def _finish_class(cls, hooks, begin, names, init):
    for method, value, name in hooks:
        method(value, cls, name)
    if begin is not None:
        begin(cls, **names)
    if init is not None:
        init(cls, cls.__name__, cls.__bases__, {})
    return cls


# Numbers of objects.

def len_(value):
    method = _special(value, '__len__')
    if method is None:
        raise TypeError("object of type '" + type(value).__name__ + "' has no len()")
    return method(value)


def abs_(value):
    method = _special(value, '__abs__')
    if method is None:
        raise TypeError("bad operand type for abs(): '" + type(value).__name__ + "'")
    return method(value)


def float_(value=0.0):
    method = _special(value, '__float__')
    if method is None:
        raise TypeError("float() argument must be a string or a real number, not '" + type(value).__name__ + "'")
    return method(value)


def int_(value=0, *base):
    method = _special(value, '__int__')
    if method is None:
        raise TypeError("int() argument must be a string, a bytes-like object or a real number, not '"
                        + type(value).__name__ + "'")
    return method(value)


def bool_(value=False):
    return True if value else False


def round_(value, *digits):
    method = _special(value, '__round__')
    if method is None:
        raise TypeError('type ' + type(value).__name__ + " doesn't define __round__ method")
    return method(value, *digits)


def hash_(value):
    _check_hash(value)
    method = _special(value, '__hash__')
    return id(value) if method is None else method(value)


# Texts.

def _shown(value, name):
    method = _special(value, name)
    if method is None and name == '__str__':
        method = _special(value, '__repr__')
    if method is not None:
        if isinstance(value, BaseException) and _has_objects(value.args) and type(method) is type(len):
            if name == '__str__' and len(value.args) == 1:
                return repr_(value.args[0]) if isinstance(value, KeyError) else str_(value.args[0])
            return ('' if name == '__str__' else type(value).__name__) + repr_(value.args)
        text = method(value)
        if not isinstance(text, str):
            raise TypeError(name + ' returned non-string (type ' + type(text).__name__ + ')')
        return text
    objects = _objects(value)
    return _with_texts(value, name == '__str__', objects, [repr_(each) for each in objects])


def str_(value='', *rest):
    return _shown(value, '__str__')


def repr_(value):
    return _shown(value, '__repr__')


def print_(*values, sep=' ', end='\n', file=None, flush=False):
    if file is None:
        print(*[str_(value) for value in values], sep=sep, end=end)
    else:
        texts = [str_(value) for value in values]
        file.write((' ' if sep is None else sep).join(texts) + ('\n' if end is None else end))


def _keep_text(value, texts):
    texts.append(str_(value))


def _print_statement(values, newline, destination):
    texts = [str_(value) for value in values]
    if destination is None:
        _print_texts(texts, newline)
    else:
        destination.write(' '.join(texts) + ('\n' if newline else ' '))


def _format(value, conversion, spec):
    if conversion == 1:
        return format(str_(value), spec)
    if conversion >= 2:
        return format(repr_(value), spec)
    method = _special(value, '__format__')
    if method is not None:
        return method(value, spec)
    if spec == '':
        return str_(value)
    if _is_object(value):
        raise TypeError('unsupported format string passed to ' + type(value).__name__ + '.__format__')
    return format(value, spec)


def format_(value, spec=''):
    return _format(value, 0, spec)


def _plain(value):
    return str_(value) if _has_objects(value) else value


def _percent(text, values):
    if isinstance(values, dict):
        return text % {key: _plain(values[key]) for key in values}
    values = list(values) if isinstance(values, tuple) else [values]
    result = ''
    index = 0
    at = 0
    while at < len(text):
        if text[at] != '%':
            result += text[at]
            at += 1
            continue
        end = at + 1
        while end < len(text) and text[end] in '#0- +123456789.':
            end += 1
        kind = text[end:end + 1]
        if kind != '%':
            if index < len(values) and _has_objects(values[index]):
                values[index] = repr_(values[index]) if kind == 'r' else str_(values[index])
                kind = 's'
            index += 1
        result += text[at:end] + kind
        at = end + 1
    return result % tuple(values)


def str_format(self, *values, **names):
    return _fill(self, values, names, [0])


def _fill(text, values, names, counter):
    result = ''
    at = 0
    while at < len(text):
        letter = text[at]
        if letter == '}':
            if text[at:at + 2] != '}}':
                raise ValueError("Single '}' encountered in format string")
            result += letter
            at += 2
        elif letter != '{':
            result += letter
            at += 1
        elif text[at:at + 2] == '{{':
            result += letter
            at += 2
        else:
            end = _end_of_field(text, at + 1)
            result += _field(text[at + 1:end], values, names, counter)
            at = end + 1
    return result


def _end_of_field(text, at):
    level = 1
    while at < len(text):
        if text[at] == '{':
            level += 1
        elif text[at] == '}':
            level -= 1
            if level == 0:
                return at
        at += 1
    raise ValueError("expected '}' before end of string")


def _field(field, values, names, counter):
    field, colon, spec = field.partition(':')
    field, mark, conversion = field.partition('!')
    at = 0
    while at < len(field) and field[at] not in '.[':
        at += 1
    name = field[:at]
    if name == '':
        name = str(counter[0])
        counter[0] += 1
    value = values[int(name)] if name.isdigit() else names[name]
    while at < len(field):
        end = at + 1
        while end < len(field) and field[end] not in '.[':
            end += 1
        part = field[at + 1:end]
        if field[at] == '.':
            value = getattr(value, part)
        else:
            part = part.rstrip(']')
            value = value[int(part) if part.isdigit() else part]
        at = end
    kind = {'': 0, 's': 1, 'r': 2, 'a': 3}[conversion]
    return _format(value, kind, _fill(spec, values, names, counter))


# Objects.

def new_(cls, make, args, names):
    value = make(cls, *args, **names)
    if isinstance(value, cls):
        init = getattr(value, '__init__', None)
        if init is not None:
            init(*args, **names)
    return value


class vectorize:
    def __init__(self, pyfunc, otypes=None, doc=None, excluded=None, cache=False, signature=None):
        self.pyfunc = pyfunc
        self.otypes = otypes
        self.__name__ = getattr(pyfunc, '__name__', 'vectorize')

    def __call__(self, *args, **names):
        import numpy
        arrays = numpy.broadcast_arrays(*args)
        shape = arrays[0].shape
        columns = [array.ravel().tolist() for array in arrays]
        results = [self.pyfunc(*row, **names) for row in _zip(columns)]
        if not results:
            if self.otypes is None:
                raise ValueError('cannot call `vectorize` on size 0 inputs unless `otypes` is set')
            return numpy.zeros(shape, dtype=self.otypes[0])
        if isinstance(results[0], tuple):
            count = len(results[0])
            return tuple([self._pack(numpy, [result[i] for result in results], shape, i) for i in range(count)])
        return self._pack(numpy, results, shape, 0)

    def _pack(self, numpy, results, shape, index):
        kind = numpy.asarray(results[0]).dtype if self.otypes is None else self.otypes[index]
        return numpy.array(results).astype(kind).reshape(shape)


def apply_along_axis(func1d, axis, arr, *args, **names):
    import numpy
    arr = numpy.asarray(arr)
    axis = axis % arr.ndim
    moved = numpy.moveaxis(arr, axis, -1)
    rows = moved.reshape((-1, moved.shape[-1]))
    results = [numpy.asarray(func1d(row, *args, **names)) for row in rows]
    inner = results[0].shape
    result = numpy.array(results).reshape(moved.shape[:-1] + inner)
    if len(inner) == 1:
        return numpy.moveaxis(result, -1, axis)
    return result


def apply_over_axes(func, a, axes):
    import numpy
    result = numpy.asarray(a)
    for axis in (axes if isinstance(axes, (list, tuple)) else [axes]):
        result = numpy.expand_dims(func(result, axis), axis)
    return result


def fromfunction(function, shape, dtype=float, **names):
    import numpy
    return function(*numpy.indices(shape, dtype=dtype), **names)


stand_ins = {
    'list': list_, 'tuple': tuple_, 'set': set_, 'frozenset': frozenset_, 'dict': dict_, 'enumerate': enumerate_,
    'zip': zip_, 'map': map_, 'filter': filter_, 'reversed': reversed_, 'sum': sum_, 'any': any_, 'all': all_,
    'reduce': reduce, 'functools.reduce': reduce, 'sorted': sorted_, 'list.sort': list_sort, 'min': min_, 'max': max_,
    'list.index': list_index, 'list.count': list_count, 'list.remove': list_remove, 'list.extend': list_extend,
    'str.join': str_join, 'dict.update': dict_update, 'dict.fromkeys': dict_fromkeys, 'collections.Counter': counter_, 'set.update': set_update, 'len': len_, 'abs': abs_,
    'float': float_, 'int': int_, 'bool': bool_, 'round': round_, 'hash': hash_, 'str': str_, 'repr': repr_,
    'print': print_, 'format': format_, 'str.format': str_format, '__new__': new_,
}

module_parts = {
    'numpy': {'vectorize': vectorize, 'apply_along_axis': apply_along_axis, 'apply_over_axes': apply_over_axes,
              'fromfunction': fromfunction},
}
