QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE = range(4)


class Error(Exception):
    pass


def _convert(text, quoted, quoting):
    return float(text) if quoting == QUOTE_NONNUMERIC and not quoted else text


class _Reader:
    def __init__(self, lines, dialect='excel', delimiter=None, quotechar='"', skipinitialspace=False, quoting=QUOTE_MINIMAL,
                 **options):
        self._lines = iter(lines)
        self._delimiter = delimiter or ('\t' if dialect == 'excel-tab' else ',')
        self._quote = quotechar
        self._skips = skipinitialspace
        self._quoting = quoting
        self.line_num = 0

    def __iter__(self):
        return self

    def __next__(self):
        line = self._line()
        text = line.rstrip('\r\n')
        if self._quoting == QUOTE_NONE or self._quote is None or self._quote not in text:
            if text == '':
                return []
            parts = text.split(self._delimiter)
            if self._skips:
                parts = [part.lstrip(' ') for part in parts]
            return [_convert(part, False, self._quoting) for part in parts]
        return self._quoted(line)

    def next(self):
        return self.__next__()

    def _line(self):
        line = next(self._lines)
        self.line_num += 1
        if not isinstance(line, str):
            raise Error('iterator should return strings, not %s (the file should be opened in text mode)' % type(line).__name__)
        return line

    def _quoted(self, line):
        fields = []
        field = ''
        quoted = inside = False
        begins = True
        k = 0
        while True:
            if k >= len(line):
                if not inside:
                    break
                try:
                    line = self._line()
                except StopIteration:
                    break
                k = 0
                continue
            c = line[k]
            k += 1
            if inside:
                if c != self._quote:
                    field += c
                elif line[k:k + 1] == c:
                    field += c
                    k += 1
                else:
                    inside = False
            elif c == self._quote and begins:
                quoted = inside = True
                begins = False
            elif c == self._delimiter:
                fields.append(_convert(field, quoted, self._quoting))
                field = ''
                quoted = False
                begins = True
            elif c in '\r\n':
                break
            elif not (c == ' ' and begins and self._skips):
                field += c
                begins = False
        fields.append(_convert(field, quoted, self._quoting))
        return fields


def reader(csvfile, dialect='excel', **options):
    return _Reader(csvfile, dialect, **options)


class DictReader:
    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect='excel', **options):
        self.reader = reader(f, dialect, **options)
        self._fieldnames = fieldnames
        self.restkey = restkey
        self.restval = restval

    @property
    def line_num(self):
        return self.reader.line_num

    @property
    def fieldnames(self):
        if self._fieldnames is None:
            try:
                self._fieldnames = next(self.reader)
            except StopIteration:
                pass
        return self._fieldnames

    def __iter__(self):
        return self

    def __next__(self):
        names = self.fieldnames
        row = next(self.reader)
        while row == []:
            row = next(self.reader)
        found = dict(zip(names, row))
        if len(row) > len(names):
            found[self.restkey] = row[len(names):]
        for name in names[len(row):]:
            found[name] = self.restval
        return found

    def next(self):
        return self.__next__()


def writer(*args, **options):
    raise RuntimeError('csv.writer is not supported here: files cannot be written')


DictWriter = writer
