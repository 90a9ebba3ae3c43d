import sys
import time

CRITICAL = FATAL = 50
ERROR = 40
WARNING = WARN = 30
INFO = 20
DEBUG = 10
NOTSET = 0
_names = {50: 'CRITICAL', 40: 'ERROR', 30: 'WARNING', 20: 'INFO', 10: 'DEBUG', 0: 'NOTSET'}
BASIC_FORMAT = '%(levelname)s:%(name)s:%(message)s'


def getLevelName(level):
    if isinstance(level, str):
        return _level(level)
    return _names.get(level, 'Level ' + str(level))


def addLevelName(level, name):
    _names[level] = name


def _level(level):
    if isinstance(level, int):
        return level
    for number in _names:
        if _names[number] == level:
            return number
    raise ValueError('Unknown level: ' + repr(level))


class LogRecord:
    def __init__(self, name, level, message, args):
        self.name = name
        self.levelno = level
        self.levelname = getLevelName(level)
        self.msg = message
        self.args = args
        self.created = time.time()

    def getMessage(self):
        message = str(self.msg)
        if not self.args:
            return message
        if len(self.args) == 1 and isinstance(self.args[0], dict):
            return message % self.args[0]
        return message % self.args


class Formatter:
    def __init__(self, fmt=None, datefmt=None, style='%'):
        self.fmt = '%(message)s' if fmt is None else fmt
        self.datefmt = datefmt
        self.style = style

    def format(self, record):
        when = time.strftime(self.datefmt or '%Y-%m-%d %H:%M:%S', time.localtime(record.created))
        if self.datefmt is None:
            when += ',000'
        parts = {'levelname': record.levelname, 'name': record.name, 'message': record.getMessage(), 'asctime': when,
                 'levelno': record.levelno, 'created': record.created, 'process': 1, 'thread': 1, 'lineno': 0,
                 'module': '', 'filename': '', 'pathname': '', 'funcName': '', 'threadName': 'MainThread',
                 'processName': 'MainProcess', 'msecs': 0.0, 'relativeCreated': 0.0}
        if self.style == '{':
            return self.fmt.format(**parts)
        return self.fmt % parts


class Handler:
    def __init__(self, level=NOTSET):
        self.level = _level(level)
        self.formatter = None

    def setLevel(self, level):
        self.level = _level(level)

    def setFormatter(self, formatter):
        self.formatter = formatter

    def format(self, record):
        return record.getMessage() if self.formatter is None else self.formatter.format(record)

    def handle(self, record):
        if record.levelno >= self.level:
            self.emit(record)

    def emit(self, record):
        pass

    def flush(self):
        pass

    def close(self):
        pass


NullHandler = Handler


class StreamHandler(Handler):
    def __init__(self, stream=None):
        super().__init__()
        self.stream = sys.stderr if stream is None else stream

    def emit(self, record):
        self.stream.write(self.format(record) + '\n')


class FileHandler(Handler):
    def __init__(self, filename, *rest, **names):
        raise PermissionError('logging to a file is not supported here')


class Logger:
    def __init__(self, name, level=NOTSET, parent=None):
        self.name = name
        self.level = level
        self.parent = parent
        self.handlers = []
        self.propagate = True
        self.disabled = False

    def setLevel(self, level):
        self.level = _level(level)

    def getEffectiveLevel(self):
        logger = self
        while logger is not None:
            if logger.level:
                return logger.level
            logger = logger.parent
        return NOTSET

    def isEnabledFor(self, level):
        return level >= self.getEffectiveLevel()

    def addHandler(self, handler):
        if handler not in self.handlers:
            self.handlers.append(handler)

    def removeHandler(self, handler):
        if handler in self.handlers:
            self.handlers.remove(handler)

    def hasHandlers(self):
        return len(self.handlers) > 0 or (self.parent is not None and self.parent.hasHandlers())

    def log(self, level, message, *args, **names):
        if self.disabled or not self.isEnabledFor(level):
            return
        record = LogRecord(self.name, level, message, args)
        logger = self
        found = False
        while logger is not None:
            for handler in logger.handlers:
                found = True
                handler.handle(record)
            logger = logger.parent if logger.propagate else None
        if not found and level >= WARNING:
            sys.stderr.write(record.getMessage() + '\n')

    def debug(self, message, *args, **names):
        self.log(DEBUG, message, *args, **names)

    def info(self, message, *args, **names):
        self.log(INFO, message, *args, **names)

    def warning(self, message, *args, **names):
        self.log(WARNING, message, *args, **names)

    warn = warning

    def error(self, message, *args, **names):
        self.log(ERROR, message, *args, **names)

    exception = error

    def critical(self, message, *args, **names):
        self.log(CRITICAL, message, *args, **names)


root = Logger('root', WARNING)
_loggers = {}


def getLogger(name=None):
    if name is None or name == 'root':
        return root
    if name not in _loggers:
        parent = root
        at = name.rfind('.')
        if at > 0:
            parent = getLogger(name[:at])
        _loggers[name] = Logger(name, NOTSET, parent)
    return _loggers[name]


def basicConfig(*, level=None, format=BASIC_FORMAT, datefmt=None, style='%', stream=None, handlers=None, filename=None,
                filemode=None, force=False, encoding=None):
    if filename is not None:
        FileHandler(filename)
    if force:
        root.handlers = []
    if root.handlers:
        return
    for handler in [StreamHandler(stream)] if handlers is None else handlers:
        if handler.formatter is None:
            handler.setFormatter(Formatter(format, datefmt, style))
        root.addHandler(handler)
    if level is not None:
        root.setLevel(level)


def log(level, message, *args, **names):
    if not root.handlers:
        basicConfig()
    root.log(level, message, *args, **names)


def debug(message, *args, **names):
    log(DEBUG, message, *args, **names)


def info(message, *args, **names):
    log(INFO, message, *args, **names)


def warning(message, *args, **names):
    log(WARNING, message, *args, **names)


warn = warning


def error(message, *args, **names):
    log(ERROR, message, *args, **names)


exception = error


def critical(message, *args, **names):
    log(CRITICAL, message, *args, **names)


def disable(level=CRITICAL):
    root.setLevel(level + 1)


def shutdown():
    pass


def captureWarnings(capture):
    pass
