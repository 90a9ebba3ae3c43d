class ABCMeta(type):
    _abc_impl = None

    def register(cls, subclass):
        return subclass


class ABC:
    _abc_impl = None


def abstractmethod(function):
    function.__isabstractmethod__ = True
    return function


def abstractproperty(function):
    return property(abstractmethod(function))
