import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runHeadless } from '../src/cli/headless.ts';
import { parseScenario } from '../src/scenario/parse.ts';
import { readScenario } from '../src/scenario/read.ts';
import { readWatches } from '../src/scenario/watches.ts';
import { keyTable } from '../src/ui/keys/key-table.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

describe('README.md', () => {
  it('lists every key as the program has it (npm run generate writes the table)', () => {
    const table = /<!-- keys -->\n([\s\S]*?)<!-- \/keys -->/.exec(readme)?.[1]?.trim().split('\n').slice(2);
    const rows = keyTable().flatMap(({ lines }) =>
      lines.map(({ keys, description }) => `| \`${keys}\` | ${description} |`),
    );
    expect(table).toEqual(rows);
  });

  it('shows a scenario that is valid and that its network solves', async () => {
    const parsed = parseScenario(/```json\n([\s\S]*?)```/.exec(readme)?.[1] ?? '');
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
    const result = JSON.parse((await headless(parsed.scenario, true)).at(-1) ?? '') as { prediction: number[][] };
    const misses = result.prediction.map(([predicted], row) =>
      Math.abs((predicted as number) - (parsed.scenario.data.targets[row]?.[0] as number)),
    );
    expect(Math.max(...misses)).toBeLessThan(0.1);
  });

  it('shows changes and watches that can be added to that scenario', async () => {
    const [, scenario = ''] = /```json\n([\s\S]*?)```/.exec(readme) ?? [];
    const [more = ''] = /^ {4}"changes": [\s\S]*?"watches": .*$/m.exec(readme) ?? [];
    const parsed = parseScenario(scenario.replace(/\n}\s*$/, `,\n${more}\n}`));
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
    expect(parsed.scenario.changes).toHaveLength(2);
    expect(await readWatches(parsed.scenario)).toMatchObject({ ok: true, watches: [{}, {}] });
  });

  it('quotes what a headless run of XOR prints', async () => {
    const quoted = /\$ npx backprop-tui scenarios\/xor.json --headless\n([\s\S]*?)\n\n/.exec(readme)?.[1];
    const parsed = await readScenario('scenarios/xor.json');
    if (!parsed.ok) throw new Error('xor.json is not valid');
    const printed = (await headless(parsed.scenario, false)).join('\n').split('\n');
    expect(quoted?.split('\n').map((line) => line.slice(4))).toEqual(printed);
  });
});

async function headless(scenario: Parameters<typeof runHeadless>[0], json: boolean): Promise<readonly string[]> {
  const lines: string[] = [];
  await runHeadless(scenario, json, { line: (text) => lines.push(text), warn: () => {}, ready: async () => {} });
  return lines;
}
