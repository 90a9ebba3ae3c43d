import time

default_timer = time.perf_counter
default_number = 1000000


def timeit(stmt='pass', setup='pass', timer=default_timer, number=default_number, globals=None):
    if not callable(stmt):
        raise RuntimeError('timeit() of a text is not supported here')
    if callable(setup):
        setup()
    start = timer()
    for _ in range(number):
        stmt()
    return timer() - start


def repeat(stmt='pass', setup='pass', timer=default_timer, repeat=5, number=default_number, globals=None):
    return [timeit(stmt, setup, timer, number) for _ in range(repeat)]
