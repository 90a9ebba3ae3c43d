def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    return _Printer(indent, width, compact, sort_dicts).text(object, 0, 0)


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True,
           underscore_numbers=False):
    text = pformat(object, indent, width, depth, compact=compact, sort_dicts=sort_dicts)
    if stream is None:
        print(text)
    else:
        stream.write(text + '\n')


def pp(object, *args, sort_dicts=False, **names):
    pprint(object, *args, sort_dicts=sort_dicts, **names)


class PrettyPrinter:
    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True,
                 underscore_numbers=False):
        self._stream = stream
        self._options = {'indent': indent, 'width': width, 'compact': compact, 'sort_dicts': sort_dicts}

    def pprint(self, object):
        pprint(object, self._stream, **self._options)

    def pformat(self, object):
        return pformat(object, **self._options)


class _Printer:
    def __init__(self, indent, width, compact, sort_dicts):
        self.indent = indent
        self.width = width
        self.compact = compact
        self.sort_dicts = sort_dicts

    def line(self, object):
        if type(object) is dict:
            return '{' + ', '.join([self.line(key) + ': ' + self.line(object[key]) for key in self.keys(object)]) + '}'
        if type(object) is list:
            return '[' + ', '.join([self.line(item) for item in object]) + ']'
        if type(object) is tuple:
            items = [self.line(item) for item in object]
            return '(' + items[0] + ',)' if len(items) == 1 else '(' + ', '.join(items) + ')'
        return repr(object)

    def keys(self, object):
        if not self.sort_dicts:
            return list(object)
        try:
            return sorted(object)
        except TypeError:
            return sorted(object, key=lambda key: (str(type(key)), str(key)))

    def text(self, object, start, allowance):
        line = self.line(object)
        if len(line) <= self.width - start - allowance or not object:
            return line
        if type(object) is dict:
            return self.entries(object, start, allowance)
        if type(object) is list:
            return self.items(object, '[', ']', start, allowance)
        if type(object) is tuple:
            return self.items(object, '(', ',)' if len(object) == 1 else ')', start, allowance)
        if type(object) is set:
            return self.items(sorted(object), '{', '}', start, allowance)
        if type(object) is str:
            return self.words(object, start, allowance)
        return line

    def entries(self, object, start, allowance):
        inner = start + self.indent
        keys = self.keys(object)
        lines = []
        for key in keys:
            name = self.line(key)
            after = allowance + 1 if key is keys[-1] else 1
            lines.append(name + ': ' + self.text(object[key], inner + len(name) + 2, after))
        return '{' + ' ' * (self.indent - 1) + (',\n' + ' ' * inner).join(lines) + '}'

    def items(self, items, opening, closing, start, allowance):
        inner = start + self.indent
        after = allowance + len(closing)
        separator = ',\n' + ' ' * inner
        if not self.compact:
            last = len(items) - 1
            lines = [self.text(items[i], inner, after if i == last else 1) for i in range(len(items))]
            return opening + ' ' * (self.indent - 1) + separator.join(lines) + closing
        room = self.width - inner
        text = ''
        left = room
        for i in range(len(items)):
            own = self.line(items[i])
            needed = len(own) + (after if i == len(items) - 1 else 2)
            if text and left < needed:
                text += separator
                left = room
            elif text:
                text += ', '
            text += own if len(own) <= room else self.text(items[i], inner, after if i == len(items) - 1 else 1)
            left -= len(own) + 2
        return opening + ' ' * (self.indent - 1) + text + closing

    def words(self, text, start, allowance):
        chunks = []
        current = ''
        room = self.width - start - 2
        parts = text.split(' ')
        for i in range(len(parts)):
            part = parts[i] + (' ' if i < len(parts) - 1 else '')
            after = allowance if i == len(parts) - 1 else 0
            if current and len(repr(current + part)) > room + 1 - after:
                chunks.append(current)
                current = ''
            current += part
        if current:
            chunks.append(current)
        if len(chunks) == 1:
            return repr(text)
        inside = start > 0
        shown = ('\n' + ' ' * (start + (0 if inside else 1))).join([repr(chunk) for chunk in chunks])
        return shown if inside else '(' + shown + ')'
