def count(start=0, step=1):
    while True:
        yield start
        start = start + step


def cycle(iterable):
    saved = []
    for item in iterable:
        yield item
        saved.append(item)
    while saved:
        for item in saved:
            yield item


def repeat(object, times=None):
    if times is None:
        while True:
            yield object
    for _ in range(times):
        yield object


def chain(*iterables):
    for iterable in iterables:
        for item in iterable:
            yield item


def _from_iterable(iterables):
    for iterable in iterables:
        for item in iterable:
            yield item


chain.from_iterable = _from_iterable


def accumulate(iterable, func=None, *, initial=None):
    iterator = iter(iterable)
    total = initial
    if total is None:
        for total in iterator:
            break
        else:
            return
    yield total
    for item in iterator:
        total = total + item if func is None else func(total, item)
        yield total


def islice(iterable, *bounds):
    part = slice(*bounds)
    start = part.start or 0
    step = 1 if part.step is None else part.step
    stop = part.stop
    for bound in (start, 0 if stop is None else stop):
        if not isinstance(bound, int) or bound < 0:
            raise ValueError('Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.')
    return _islice(iter(iterable), start, stop, step)


def _islice(iterator, start, stop, step):
    index = 0
    wanted = start
    if stop is not None and stop <= wanted:
        for _ in range(min(start, stop)):
            next(iterator, None)
        return
    for item in iterator:
        if index == wanted:
            yield item
            wanted = wanted + step
        index = index + 1
        if stop is not None and index >= stop:
            return


def product(*iterables, repeat=1):
    pools = [tuple(iterable) for iterable in iterables] * repeat
    indices = [0] * len(pools)
    for pool in pools:
        if not pool:
            return
    while True:
        yield tuple([pools[i][indices[i]] for i in range(len(pools))])
        for i in range(len(pools) - 1, -1, -1):
            indices[i] += 1
            if indices[i] < len(pools[i]):
                break
            indices[i] = 0
        else:
            return


def permutations(iterable, r=None):
    pool = tuple(iterable)
    n = len(pool)
    r = n if r is None else r
    if r > n:
        return
    indices = list(range(n))
    cycles = list(range(n, n - r, -1))
    yield tuple([pool[i] for i in indices[:r]])
    while n:
        for i in range(r - 1, -1, -1):
            cycles[i] -= 1
            if cycles[i] == 0:
                indices[i:] = indices[i + 1:] + indices[i:i + 1]
                cycles[i] = n - i
            else:
                j = cycles[i]
                indices[i], indices[-j] = indices[-j], indices[i]
                yield tuple([pool[i] for i in indices[:r]])
                break
        else:
            return


def combinations(iterable, r):
    pool = tuple(iterable)
    n = len(pool)
    if r > n:
        return
    indices = list(range(r))
    yield tuple([pool[i] for i in indices])
    while True:
        for i in range(r - 1, -1, -1):
            if indices[i] != i + n - r:
                break
        else:
            return
        indices[i] += 1
        for j in range(i + 1, r):
            indices[j] = indices[j - 1] + 1
        yield tuple([pool[i] for i in indices])


def combinations_with_replacement(iterable, r):
    pool = tuple(iterable)
    n = len(pool)
    if not n and r:
        return
    indices = [0] * r
    yield tuple([pool[i] for i in indices])
    while True:
        for i in range(r - 1, -1, -1):
            if indices[i] != n - 1:
                break
        else:
            return
        indices[i:] = [indices[i] + 1] * (r - i)
        yield tuple([pool[i] for i in indices])


def zip_longest(*iterables, fillvalue=None):
    iterators = [iter(iterable) for iterable in iterables]
    end = object()
    while iterators:
        row = [next(iterator, end) for iterator in iterators]
        if all([item is end for item in row]):
            return
        yield tuple([fillvalue if item is end else item for item in row])


izip_longest = zip_longest


def izip(*iterables):
    iterators = [iter(iterable) for iterable in iterables]
    end = object()
    while iterators:
        row = []
        for iterator in iterators:
            item = next(iterator, end)
            if item is end:
                return
            row.append(item)
        yield tuple(row)


def imap(function, *iterables):
    for row in izip(*iterables):
        yield function(*row)


def starmap(function, iterable):
    for arguments in iterable:
        yield function(*arguments)


def takewhile(predicate, iterable):
    for item in iterable:
        if not predicate(item):
            return
        yield item


def dropwhile(predicate, iterable):
    iterator = iter(iterable)
    for item in iterator:
        if not predicate(item):
            yield item
            break
    for item in iterator:
        yield item


def filterfalse(predicate, iterable):
    for item in iterable:
        if not (item if predicate is None else predicate(item)):
            yield item


def compress(data, selectors):
    for item, selector in zip(list(data), list(selectors)):
        if selector:
            yield item


def pairwise(iterable):
    iterator = iter(iterable)
    for before in iterator:
        break
    else:
        return
    for item in iterator:
        yield before, item
        before = item


def groupby(iterable, key=None):
    group = []
    last = object()
    for item in iterable:
        own = item if key is None else key(item)
        if group and own == last:
            group.append(item)
        else:
            if group:
                yield last, iter(group)
            group = [item]
            last = own
    if group:
        yield last, iter(group)


def tee(iterable, n=2):
    items = list(iterable)
    return tuple([iter(items) for _ in range(n)])
