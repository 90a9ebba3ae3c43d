import { transformSync } from 'rolldown/utils';
import { vi } from 'vitest';
import type { Outcome } from './our-run.ts';

const ROWS = `const rows_ = (value) => Array.isArray(value) ? value :
  Array.from({ length: value.rows }, (_, row) => [...value.cells.subarray(row * value.columns, (row + 1) * value.columns)]);`;

/** The number before a unit. */
function numberAfter(text = ''): number {
  return Number(text.split(' ')[0]);
}

/** Makes each module different: Node runs equal modules only once. */
let runs = 0;

/** Runs a script as a module of this process. */
export async function runTypeScript(
  script: string,
  values: Readonly<Record<string, string>>,
  iterations: number,
): Promise<Outcome & { readonly printed: readonly string[] }> {
  const results = Object.entries(values).map(([name, text]) => `${JSON.stringify(name)}: rows_(${text})`);
  const { code } = transformSync('script.ts', script);
  const module = `// ${runs++}\n${code}\n${ROWS}\nexport const values_ = { ${results.join(', ')} };`;
  const printed: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((text) => printed.push(String(text)));
  try {
    const address = `data:text/javascript;base64,${Buffer.from(module).toString('base64')}`;
    const { values_ } = (await import(/* @vite-ignore */ address)) as { values_: Outcome['values'] };
    const stopped = printed.map((line) => /^Stopped after (\d+)/.exec(line)?.[1]).find((own) => own !== undefined);
    const errors = printed.filter((line) => line.startsWith('Error:')).map((line) => numberAfter(line.split(':')[1]));
    const measure = /^(Accuracy|R2|Error of [^:]+|Test error|Test accuracy|Test R2|Test error of [^:]+):(.*)$/;
    const measures = Object.fromEntries(
      printed.flatMap((line) => {
        const [, label, value] = measure.exec(line) ?? [];
        return label === undefined ? [] : [[label, numberAfter(value)]];
      }),
    );
    return {
      measures,
      iterations: stopped === undefined ? iterations : Number(stopped),
      errors,
      values: values_,
      printed,
    };
  } finally {
    log.mockRestore();
  }
}
