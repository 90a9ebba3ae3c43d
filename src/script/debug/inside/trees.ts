/* The trees of the files that a run executes, and the parts of their statements and expressions that have values. */
import type { Code, Source } from '../../machine/code.ts';
import { parseModule } from '../../syntax/module.ts';
import { type Expression, isNode, type Place, type Statement } from '../../syntax/tree.ts';

interface File {
  /** By the place at which they begin. */
  readonly statements: ReadonlyMap<number, Statement>;
  /** Lambdas and comprehensions by name and place of their code. */
  readonly bodies: ReadonlyMap<string, Expression>;
}

/** Statements and lambdas of files, read when they are first asked for. */
export class Trees {
  readonly #files = new Map<Source, File>();

  /** The statement that begins at a place; undefined for a class body and other code without one. */
  statementAt(source: Source, place: Place): Statement | undefined {
    return this.#read(source).statements.get(place.from);
  }

  /** The lambda or comprehension whose code this is. */
  expressionOf({ source, name, ops, from, to }: Code): Expression | undefined {
    // The last instruction has the place of a comprehension, or of the end of a lambda's body.
    const at = ops.length - 1;
    const key = `${name} ${from[at]} ${to[at]}`;
    return this.#read(source).bodies.get(key);
  }

  #read(source: Source): File {
    let file = this.#files.get(source);
    if (file === undefined) {
      const statements = new Map<number, Statement>();
      const bodies = new Map<string, Expression>();
      const { module } = parseModule(source.text, { version: source.version });
      const visit = (value: unknown): void => {
        if (Array.isArray(value)) {
          for (const item of value) visit(item);
          return;
        }
        if (!isNode(value)) return;
        if (value.kind !== undefined && STATEMENTS.has(value.kind)) statements.set(value.from, value as never);
        if (value.kind === 'lambda') {
          const { body } = value as unknown as { readonly body: Expression };
          bodies.set(`<lambda> ${body.to} ${body.to}`, value as never);
        }
        if (value.kind === 'comprehension') {
          const { makes } = value as unknown as { readonly makes: keyof typeof names };
          bodies.set(`${names[makes]} ${value.from} ${value.to}`, value as never);
        }
        for (const part of Object.values(value)) visit(part);
      };
      visit(module?.body ?? []);
      file = { statements, bodies };
      this.#files.set(source, file);
    }
    return file;
  }
}

/** The names of the code of comprehensions. */
const names = { list: '<listcomp>', set: '<setcomp>', dict: '<dictcomp>', generator: '<genexpr>' };

/** The kinds of nodes that are statements. */
const STATEMENTS: ReadonlySet<string> = new Set([
  'expression',
  'assign',
  'augmented',
  'annotated',
  'if',
  'while',
  'for',
  'def',
  'class',
  'return',
  'pass',
  'break',
  'continue',
  'import',
  'import from',
  'delete',
  'assert',
  'raise',
  'try',
  'with',
  'print',
]);
