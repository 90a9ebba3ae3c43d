import { printFaults } from '../../src/scenario/fault.ts';
import { parseScenario } from '../../src/scenario/parse.ts';

/** The lines that a terminal shows for the text of a scenario file called mine.json; none if it is valid. */
export function messagesOf(text: string): readonly string[] {
  const parsed = parseScenario(text);
  return parsed.ok ? [] : printFaults('mine.json', parsed.faults);
}

/** The parts of a small valid scenario as the file has them, some of them replaced or left out. */
export function scenarioText(parts: Readonly<Record<string, string | undefined>> = {}): string {
  const all = { name: '"AND"', data: '{"inputs": [[0, 1], [1, 1]], "targets": [[0], [1]]}', ...parts };
  const lines = Object.entries(all).flatMap(([key, value]) => (value === undefined ? [] : [`"${key}": ${value}`]));
  return `{\n${lines.join(',\n')}\n}\n`;
}
