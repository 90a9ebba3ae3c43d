import { describe, expect, it } from 'vitest';
import { printFaults } from '../../src/scenario/fault.ts';
import { readScenario } from '../../src/scenario/read.ts';
import { scenarioText } from './messages.ts';

async function messagesOf(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  const status = { isDirectory: () => false, isFile: () => true, size: bytes.length };
  const parsed = await readScenario('mine.json', { statSync: () => status, readFileSync: () => bytes });
  return parsed.ok ? '' : printFaults('mine.json', parsed.faults).join('\n');
}

describe('a word of another library', () => {
  it.each([
    [{ training: '{"loss": "mse"}' }, 'mean-squared'],
    [{ training: '{"loss": "log_loss"}' }, 'binary-cross-entropy'],
    [{ network: '{"activation": "logistic"}' }, 'sigmoid'],
    [{ network: '{"initial": "glorot_uniform"}' }, 'xavier-uniform'],
    [{ network: '{"initial": "kaiming"}' }, 'he-normal'],
    [{ data: '{"file": "a.csv", "kind": "regression"}' }, 'numeric'],
    [{ data: '{"file": "a.csv", "scale": "z-score"}' }, 'standard'],
    [{ data: '{"file": "a.csv", "missing": "dropna"}' }, 'drop'],
  ])('is reported with our own: %j', async (parts, word) => {
    expect(await messagesOf(scenarioText(parts))).toContain(`; did you mean "${word}"?`);
  });

  it('is a text where a list of texts belongs, written as one', async () => {
    const text = scenarioText({ data: '{"file": "a.csv", "targets": "species"}' });
    expect(await messagesOf(text)).toContain('; write ["species"]');
  });
});
