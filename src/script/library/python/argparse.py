import sys


class Namespace:
    def __init__(self, **names):
        for name in names:
            setattr(self, name, names[name])

    def __repr__(self):
        return 'Namespace(' + ', '.join([name + '=' + repr(value) for name, value in vars(self).items()]) + ')'

    def __eq__(self, other):
        return isinstance(other, Namespace) and vars(self) == vars(other)

    def __contains__(self, name):
        return name in vars(self)


class ArgumentError(Exception):
    pass


class ArgumentTypeError(Exception):
    pass


class ArgumentDefaultsHelpFormatter:
    pass


class RawTextHelpFormatter:
    pass


class RawDescriptionHelpFormatter:
    pass


SUPPRESS = '==SUPPRESS=='


class _Argument:
    def __init__(self, flags, action, options):
        self.flags = [flag for flag in flags if flag.startswith('-')]
        self.action = action
        long = [flag for flag in flags if flag.startswith('--')]
        name = (long or list(flags))[0]
        self.name = options.get('dest') or name.lstrip('-').replace('-', '_')
        self.type = options.get('type')
        self.nargs = options.get('nargs')
        self.const = options.get('const')
        self.choices = options.get('choices')
        self.help = options.get('help')
        self.metavar = options.get('metavar')
        self.required = options.get('required', not self.flags and self.nargs not in ('?', '*'))
        self.default = options.get('default')
        if action == 'store_true':
            self.default = options.get('default', False)
        elif action == 'store_false':
            self.default = options.get('default', True)

    def shown(self):
        return '/'.join(self.flags) or self.metavar or self.name


class ArgumentParser:
    def __init__(self, prog=None, usage=None, description=None, epilog=None, **options):
        self.prog = sys.argv[0].split('/')[-1] if prog is None else prog
        self.description = description
        self.arguments = []
        self.defaults = {}

    def add_argument(self, *flags, action='store', **options):
        argument = _Argument(flags, action, options)
        self.arguments.append(argument)
        return argument

    def add_argument_group(self, *names, **options):
        return self

    def add_mutually_exclusive_group(self, **options):
        return self

    def set_defaults(self, **names):
        self.defaults.update(names)

    def print_usage(self, file=None):
        print(self._usage())

    def print_help(self, file=None):
        print(self.format_help())

    def _usage(self):
        parts = []
        for argument in self.arguments:
            part = argument.flags[0] if argument.flags else argument.shown()
            if argument.flags and argument.action == 'store':
                part += ' ' + (argument.metavar or argument.name.upper())
            parts.append(part if argument.required else '[' + part + ']')
        return 'usage: ' + ' '.join([self.prog, '[-h]'] + parts)

    def format_help(self):
        lines = [self._usage(), '']
        if self.description:
            lines += [self.description, '']
        lines.append('options:')
        for argument in self.arguments:
            lines.append('  ' + (', '.join(argument.flags) or argument.shown()) + '  ' + (argument.help or ''))
        return '\n'.join(lines)

    def error(self, message):
        print(self._usage())
        print(self.prog + ': error: ' + message)
        sys.exit(2)

    def _convert(self, argument, text):
        value = text
        if argument.type is not None:
            try:
                value = argument.type(text)
            except (TypeError, ValueError):
                kind = getattr(argument.type, '__name__', 'value')
                self.error('argument ' + argument.shown() + ': invalid ' + kind + ' value: ' + repr(text))
        if argument.choices is not None and value not in argument.choices:
            listed = ', '.join([repr(choice) for choice in argument.choices])
            self.error('argument ' + argument.shown() + ': invalid choice: ' + repr(value) + ' (choose from ' + listed + ')')
        return value

    def parse_known_args(self, args=None, namespace=None):
        words = list(sys.argv[1:] if args is None else args)
        result = Namespace() if namespace is None else namespace
        for argument in self.arguments:
            default = argument.default
            if isinstance(default, str) and argument.type is not None:
                default = self._convert(argument, default)
            setattr(result, argument.name, default)
        for name in self.defaults:
            setattr(result, name, self.defaults[name])
        seen = []
        positional = [argument for argument in self.arguments if not argument.flags]
        unknown = []
        while words:
            word = words.pop(0)
            if word in ('-h', '--help'):
                self.print_help()
                sys.exit(0)
            if not word.startswith('-') or _is_number(word):
                if not positional:
                    unknown.append(word)
                    continue
                argument = positional.pop(0)
                words.insert(0, word)
                self._take(argument, words, result, seen)
                continue
            flag, mark, text = word.partition('=')
            found = [argument for argument in self.arguments if flag in argument.flags]
            if not found and flag.startswith('--'):
                found = [argument for argument in self.arguments if any([own.startswith(flag) for own in argument.flags])]
            if not found:
                unknown.append(word)
                continue
            if mark:
                words.insert(0, text)
            self._take(found[0], words, result, seen)
        missing = [argument.shown() for argument in self.arguments if argument.required and argument not in seen]
        if missing:
            self.error('the following arguments are required: ' + ', '.join(missing))
        return result, unknown

    def _take(self, argument, words, result, seen):
        seen.append(argument)
        action = argument.action
        if action == 'store_true' or action == 'store_false':
            setattr(result, argument.name, action == 'store_true')
        elif action == 'store_const':
            setattr(result, argument.name, argument.const)
        elif action == 'count':
            setattr(result, argument.name, (getattr(result, argument.name) or 0) + 1)
        elif argument.nargs is None or argument.nargs == '?':
            if not words or words[0].startswith('-') and not _is_number(words[0]):
                if argument.nargs is None:
                    self.error('argument ' + argument.shown() + ': expected one argument')
                setattr(result, argument.name, argument.const)
                return
            value = self._convert(argument, words.pop(0))
            if action == 'append':
                value = (getattr(result, argument.name) or []) + [value]
            setattr(result, argument.name, value)
        else:
            values = []
            most = argument.nargs if isinstance(argument.nargs, int) else len(words)
            while words and len(values) < most and (not words[0].startswith('-') or _is_number(words[0])):
                values.append(self._convert(argument, words.pop(0)))
            if argument.nargs == '+' and not values:
                self.error('argument ' + argument.shown() + ': expected at least one argument')
            if isinstance(argument.nargs, int) and len(values) < argument.nargs:
                self.error('argument ' + argument.shown() + ': expected ' + str(argument.nargs) + ' arguments')
            setattr(result, argument.name, values)

    def parse_args(self, args=None, namespace=None):
        result, unknown = self.parse_known_args(args, namespace)
        if unknown:
            self.error('unrecognized arguments: ' + ' '.join(unknown))
        return result


def _is_number(text):
    try:
        float(text)
    except ValueError:
        return False
    return True
