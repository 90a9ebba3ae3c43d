class _END:
    pass



class ContextDecorator:
    def __call__(self, function):
        def inner(*args, **names):
            with self:
                return function(*args, **names)
        return inner


class AbstractContextManager:
    def __enter__(self):
        return self

    def __exit__(self, kind, exception, traceback):
        return None


class _Context(ContextDecorator):
    def __init__(self, generator):
        self.generator = generator

    def __enter__(self):
        return next(self.generator)

    def __exit__(self, kind, exception, traceback):
        if exception is None:
            if next(self.generator, _END) is not _END:
                raise RuntimeError("generator didn't stop")
            return False
        try:
            self.generator.throw(exception)
        except StopIteration:
            return True
        except BaseException as raised:
            if raised is not exception:
                raise
            return False
        raise RuntimeError("generator didn't stop after throw()")


def contextmanager(function):
    def make(*args, **names):
        return _Context(function(*args, **names))
    make.__name__ = function.__name__
    make.__doc__ = function.__doc__
    return make


class suppress:
    def __init__(self, *exceptions):
        self.exceptions = exceptions

    def __enter__(self):
        return None

    def __exit__(self, kind, exception, traceback):
        return exception is not None and isinstance(exception, self.exceptions)


class nullcontext:
    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    def __exit__(self, kind, exception, traceback):
        return None


class closing:
    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, kind, exception, traceback):
        self.thing.close()


class ExitStack:
    def __init__(self):
        self._exits = []

    def __enter__(self):
        return self

    def enter_context(self, manager):
        value = manager.__enter__()
        self._exits.append(manager.__exit__)
        return value

    def push(self, manager):
        self._exits.append(manager.__exit__)
        return manager

    def callback(self, function, *args, **names):
        def leave(kind, exception, traceback):
            function(*args, **names)
        self._exits.append(leave)
        return function

    def pop_all(self):
        other = ExitStack()
        other._exits = self._exits
        self._exits = []
        return other

    def close(self):
        self.__exit__(None, None, None)

    def __exit__(self, kind, exception, traceback):
        given = exception
        while self._exits:
            leave = self._exits.pop()
            try:
                if leave(None if exception is None else type(exception), exception, None):
                    exception = None
            except BaseException as raised:
                exception = raised
        if exception is not None and exception is not given:
            raise exception
        return given is not None and exception is None
