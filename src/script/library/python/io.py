class StringIO:
    def __init__(self, initial_value='', newline='\n'):
        self._text = initial_value
        self._at = 0

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError('string argument expected, got ' + repr(type(text).__name__))
        self._text = self._text[:self._at] + text + self._text[self._at + len(text):]
        self._at += len(text)
        return len(text)

    def getvalue(self):
        return self._text

    def read(self, size=-1):
        text = self._text[self._at:] if size is None or size < 0 else self._text[self._at:self._at + size]
        self._at += len(text)
        return text

    def readline(self):
        end = self._text.find('\n', self._at)
        end = len(self._text) if end < 0 else end + 1
        text = self._text[self._at:end]
        self._at = end
        return text

    def readlines(self):
        return [line for line in self]

    def __iter__(self):
        line = self.readline()
        while line:
            yield line
            line = self.readline()

    def seek(self, offset, whence=0):
        self._at = offset if whence == 0 else len(self._text) + offset
        return self._at

    def tell(self):
        return self._at

    def truncate(self, size=None):
        self._text = self._text[:self._at if size is None else size]
        return len(self._text)

    def flush(self):
        pass

    def close(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, kind, exception, traceback):
        return None
