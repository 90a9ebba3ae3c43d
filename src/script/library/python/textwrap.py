def wrap(text, width=70, *, initial_indent='', subsequent_indent='', break_long_words=True, max_lines=None,
         placeholder=' [...]', **options):
    lines = []
    words = text.split()
    line = ''
    while words:
        indent = subsequent_indent if lines else initial_indent
        room = width - len(indent)
        word = words.pop(0)
        if not line and len(word) > room and break_long_words:
            words.insert(0, word[room:])
            lines.append(indent + word[:room])
            continue
        if not line:
            line = word
        elif len(line) + 1 + len(word) <= room:
            line += ' ' + word
        else:
            lines.append(indent + line)
            line = ''
            words.insert(0, word)
    if line:
        lines.append((subsequent_indent if lines else initial_indent) + line)
    if max_lines is not None and len(lines) > max_lines:
        kept = lines[max_lines - 1].split()
        while kept and len(' '.join(kept) + placeholder) > width:
            kept.pop()
        lines = lines[:max_lines - 1] + [' '.join(kept) + placeholder if kept else placeholder.lstrip()]
    return lines


def fill(text, width=70, **options):
    return '\n'.join(wrap(text, width, **options))


def shorten(text, width, *, placeholder=' [...]'):
    return fill(' '.join(text.split()), width, max_lines=1, placeholder=placeholder)


def dedent(text):
    margin = None
    lines = text.split('\n')
    for line in lines:
        bare = line.lstrip(' \t')
        if not bare:
            continue
        own = line[:len(line) - len(bare)]
        if margin is None:
            margin = own
        while not own.startswith(margin):
            margin = margin[:-1]
    margin = margin or ''
    return '\n'.join([line[len(margin):] if line.strip(' \t') else '' for line in lines])


def indent(text, prefix, predicate=None):
    lines = []
    for line in text.splitlines(True):
        wanted = line.strip() if predicate is None else predicate(line)
        lines.append(prefix + line if wanted else line)
    return ''.join(lines)
