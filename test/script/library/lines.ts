import { ScriptRun } from '../../../src/script/machine/script-run.ts';
import { parseModule } from '../../../src/script/syntax/module.ts';

/** A line of a recorded block: a statement, or statements and an expression. */
export interface Line {
  readonly line: string;
  readonly before?: string;
  readonly expression?: string;
  /** The repr of the expression, or the error; null for a statement. */
  readonly result: string | null;
  readonly printed: string;
}

export interface RunOptions {
  readonly version?: 2 | 3;
  readonly files?: Readonly<Record<string, string>>;
  readonly arguments?: readonly string[];
  readonly warn?: (text: string) => void;
}

/** The output of a script, and the exception that ended it. */
export function runText(source: string, options: RunOptions = {}): string {
  const version = options.version ?? 3;
  const { module, fault } = parseModule(source, { version });
  if (module === undefined) throw new Error(`${fault.message} at ${source.slice(fault.from, fault.to + 20)}`);
  const encoder = new TextEncoder();
  const run = new ScriptRun(module, {
    version,
    file: 'script.py',
    arguments: options.arguments ?? [],
    seed: 1,
    readFile(path) {
      const text = options.files?.[path];
      return text === undefined ? undefined : encoder.encode(text);
    },
  });
  let printed = '';
  run.state.heard = (text) => {
    printed += text;
  };
  run.state.heardWarning = options.warn;
  run.go({ kind: 'end' });
  const { uncaught } = run.state;
  return uncaught === null ? printed : `${printed}${uncaught.class.name}: ${uncaught.args.map(String).join(', ')}`;
}

const RESULT = '\u0001';
const END = '\u0002';

/** Runs the lines of a block with shared variables. @returns for each line the result and the printed text. */
export function runLines(
  lines: readonly Line[],
  options: RunOptions = {},
): Pick<Line, 'line' | 'result' | 'printed'>[] {
  let source = '';
  for (const { line, before, expression } of lines) {
    const body =
      expression === undefined
        ? `    ${line}\n    print("${RESULT}${END}", end="")\n`
        : `${before ? `    ${before}\n` : ''}    _ = (${expression})\n    print("${RESULT}=" + repr(_) + "${END}", end="")\n`;
    source += `try:\n${body}except BaseException as _:\n`;
    source += `    print("${RESULT}=" + type(_).__name__ + ": " + str(_) + "${END}", end="")\n`;
  }
  const parts = runText(source, options).split(END);
  return lines.map(({ line }, i) => {
    const [printed = '', result = ''] = (parts[i] ?? '').split(RESULT);
    return { line, result: result.startsWith('=') ? result.slice(1) : null, printed };
  });
}
