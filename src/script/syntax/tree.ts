/*
 * The syntax tree of a Python file: what the parser gives, and what the compiler reads. Its shapes follow Python's own `ast` module.
 * Plain data. Every node has its place, from which messages, steps and explanations point into the file.
 */

/** A stretch of the source text, in UTF-16 offsets: `from` is inside, `to` is after the end. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

/** The line of an offset in a text, from 1. It reads the text up to there: `Source` is for many places of one text. */
export function lineAt(source: string, offset: number): number {
  return source.slice(0, offset).split('\n').length;
}

/** Any node of the tree, seen by its fields. */
export type Node = Place & { readonly kind?: string; readonly [field: string]: unknown };

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

/** The rules that a file is read by. In Python 2, `print` may be a statement and `/` divides integers to an integer. */
export type PythonVersion = 2 | 3;

export interface Module {
  readonly version: PythonVersion;
  /** The text that places point into: without a byte order mark, lines end with '\n'. */
  readonly source: string;
  readonly body: readonly Statement[];
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**' | '@' | '<<' | '>>' | '&' | '|' | '^';
export type UnaryOperator = '-' | '+' | '~' | 'not';
export type ComparisonOperator = '<' | '<=' | '>' | '>=' | '==' | '!=' | 'in' | 'not in' | 'is' | 'is not';

/** An integer of more than 53 bits is rounded here; the machine raises `int`'s OverflowError where it is computed. */
export type Expression = Place &
  (
    | { readonly kind: 'integer'; readonly value: number }
    | { readonly kind: 'float'; readonly value: number }
    | { readonly kind: 'string'; readonly value: string }
    | { readonly kind: 'bytes'; readonly value: string }
    /** An f-string: literal texts and fields, in their order. */
    | { readonly kind: 'formatted'; readonly parts: readonly (string | FormattedField)[] }
    | { readonly kind: 'constant'; readonly value: boolean | null | 'ellipsis' }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'tuple' | 'list' | 'set'; readonly items: readonly Expression[] }
    /** An entry without a key is `**value`. */
    | {
        readonly kind: 'dict';
        readonly entries: readonly { readonly key: Expression | undefined; readonly value: Expression }[];
      }
    | {
        readonly kind: 'comprehension';
        readonly makes: 'list' | 'set' | 'dict' | 'generator';
        /** The item; of a dict, the key. */
        readonly item: Expression;
        /** Only of a dict. */
        readonly value: Expression | undefined;
        readonly clauses: readonly ComprehensionClause[];
      }
    | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Expression }
    | {
        readonly kind: 'binary';
        readonly operator: BinaryOperator;
        readonly left: Expression;
        readonly right: Expression;
      }
    | { readonly kind: 'boolean'; readonly operator: 'and' | 'or'; readonly operands: readonly Expression[] }
    /** `first op[0] rest[0] op[1] rest[1] …` */
    | {
        readonly kind: 'comparison';
        readonly first: Expression;
        readonly operators: readonly ComparisonOperator[];
        readonly rest: readonly Expression[];
      }
    | {
        readonly kind: 'conditional';
        readonly test: Expression;
        readonly whenTrue: Expression;
        readonly whenFalse: Expression;
      }
    | { readonly kind: 'lambda'; readonly parameters: Parameters; readonly body: Expression }
    | { readonly kind: 'call'; readonly callee: Expression; readonly arguments: readonly Argument[] }
    | { readonly kind: 'attribute'; readonly object: Expression; readonly name: string }
    | { readonly kind: 'subscript'; readonly object: Expression; readonly index: Expression }
    /** Only inside of the index of a subscript. */
    | {
        readonly kind: 'slice';
        readonly start: Expression | undefined;
        readonly stop: Expression | undefined;
        readonly step: Expression | undefined;
      }
    /** `*value` in a display, a target or a call. */
    | { readonly kind: 'starred'; readonly value: Expression }
    /** `name := value` */
    | { readonly kind: 'named'; readonly name: string; readonly value: Expression }
    | { readonly kind: 'yield'; readonly value: Expression | undefined }
    | { readonly kind: 'yield from'; readonly value: Expression }
  );

/** `{value!conversion:spec}`; with `=`, `text` is the text before the value, as in `{x=}`. */
export interface FormattedField extends Place {
  readonly value: Expression;
  readonly conversion: 's' | 'r' | 'a' | undefined;
  readonly spec: readonly (string | FormattedField)[] | undefined;
  readonly text: string | undefined;
}

/** `for target in iterable if condition …` */
export interface ComprehensionClause {
  readonly target: Expression;
  readonly iterable: Expression;
  readonly conditions: readonly Expression[];
}

/** An argument of a call: `value`, `name=value`, `*value` or `**value`. */
export interface Argument extends Place {
  readonly kind: 'positional' | 'keyword' | 'star' | 'double star';
  /** Only of a keyword. */
  readonly name: string | undefined;
  readonly value: Expression;
}

export interface Parameter extends Place {
  readonly name: string;
  readonly kind: 'positional only' | 'positional' | 'star' | 'keyword only' | 'double star';
  readonly defaultValue: Expression | undefined;
}
export type Parameters = readonly Parameter[];

export type Statement = Place &
  (
    | { readonly kind: 'expression'; readonly value: Expression }
    /** `targets[0] = targets[1] = … = value` */
    | { readonly kind: 'assign'; readonly targets: readonly Expression[]; readonly value: Expression }
    | {
        readonly kind: 'augmented';
        readonly operator: BinaryOperator;
        readonly target: Expression;
        readonly value: Expression;
      }
    /** `target: annotation = value`; an annotation is not computed. */
    | {
        readonly kind: 'annotated';
        readonly target: Expression;
        readonly annotation: Place;
        readonly value: Expression | undefined;
      }
    | {
        readonly kind: 'if';
        readonly test: Expression;
        readonly body: readonly Statement[];
        readonly otherwise: readonly Statement[];
      }
    | {
        readonly kind: 'while';
        readonly test: Expression;
        readonly body: readonly Statement[];
        readonly otherwise: readonly Statement[];
      }
    | {
        readonly kind: 'for';
        readonly target: Expression;
        readonly iterable: Expression;
        readonly body: readonly Statement[];
        readonly otherwise: readonly Statement[];
      }
    | {
        readonly kind: 'def';
        readonly name: string;
        readonly parameters: Parameters;
        readonly body: readonly Statement[];
        readonly decorators: readonly Expression[];
      }
    | {
        readonly kind: 'class';
        readonly name: string;
        readonly bases: readonly Argument[];
        readonly body: readonly Statement[];
        readonly decorators: readonly Expression[];
      }
    | { readonly kind: 'return'; readonly value: Expression | undefined }
    | { readonly kind: 'pass' | 'break' | 'continue' }
    | { readonly kind: 'import'; readonly modules: readonly ImportedName[] }
    /** `from module import names`; `'*'` is every name. */
    | { readonly kind: 'import from'; readonly module: string; readonly names: readonly ImportedName[] | '*' }
    | { readonly kind: 'global' | 'nonlocal'; readonly names: readonly string[] }
    | { readonly kind: 'delete'; readonly targets: readonly Expression[] }
    | { readonly kind: 'assert'; readonly test: Expression; readonly message: Expression | undefined }
    | { readonly kind: 'raise'; readonly exception: Expression | undefined; readonly cause: Expression | undefined }
    | {
        readonly kind: 'try';
        readonly body: readonly Statement[];
        readonly handlers: readonly Handler[];
        readonly otherwise: readonly Statement[];
        readonly finally: readonly Statement[];
      }
    | {
        readonly kind: 'with';
        readonly items: readonly { readonly context: Expression; readonly target: Expression | undefined }[];
        readonly body: readonly Statement[];
      }
    /** Python 2's print statement: `print >>destination, values,`; a comma at the end keeps the line. */
    | {
        readonly kind: 'print';
        readonly destination: Expression | undefined;
        readonly values: readonly Expression[];
        readonly newline: boolean;
      }
  );

/** `name as alias`; without an alias `import a.b` binds `a`. */
export interface ImportedName extends Place {
  readonly name: string;
  readonly alias: string | undefined;
}

/** `except exception as name:`; without an exception it handles all. */
export interface Handler extends Place {
  readonly exception: Expression | undefined;
  readonly name: string | undefined;
  readonly body: readonly Statement[];
}

/** A fault for which Python refuses the whole file. */
export interface SyntaxFault extends Place {
  readonly type: 'SyntaxError' | 'IndentationError' | 'TabError';
  /** Python's message. */
  readonly message: string;
  /** One sentence that says what to do. */
  readonly advice: string;
}
