/* The next part of an unfinished program. */
import type { Change, Fit } from './fit.ts';
import { mistakeOf } from './mistakes.ts';
import { parametersOf } from './networks.ts';
import type { Pass } from './pass.ts';
import type { Findings } from './report.ts';
import { shapeText } from './values.ts';

/** Says which part comes next, where no line is wrong. */
export function findMissing(findings: Findings, fit: Fit, pass: Pass): void {
  const { source, changes, names } = fit;
  const found = new Set<string>();
  for (const own of fit.matches.values()) for (const { quantity } of own.values()) found.add(quantity.name);
  const still = changes.filter(({ isZero }) => isZero);
  if (changes.some(({ isZero }) => !isZero) && still.length > 0) {
    const [first] = still as [Change];
    const sentence = `${first.name} (${shapeText(pass.before.get(first.name)?.shape ?? [])}) never changes. ${mistakeOf('no-update').sentence(source)}`;
    findings.missing = { label: 'update', sentence, mistake: 'no-update' };
    findings.stage('updates', 'open', sentence);
    return;
  }
  // Joined lines leave names out: the first line after the last one that was found.
  const parameters = new Set(parametersOf(source));
  const lines = source.iteration.filter(({ target }) => target !== 'l0' && !/^v_/.test(target));
  // A gradient is made of the delta, in a line of its own or not.
  const isIn = (target: string): boolean => [...found].some((own) => own === target || own.endsWith(`.T @ ${target}`));
  const last = lines.findLastIndex(({ target }) => isIn(target));
  const next = lines[last + 1] ?? lines.find(({ target }) => parameters.has(target));
  const label = next?.label ?? 'update';
  const all = names.size > 1 && next !== undefined && parameters.has(next.target);
  const sentence =
    all || next === undefined
      ? 'Next: the updates. No weights change yet.'
      : `Next: ${label === 'how wrong' ? 'how wrong the prediction is' : label === 'forward' ? 'the forward lines' : label === 'backward' ? 'the backward lines' : 'the updates'}.`;
  const isUpdate = next !== undefined && parameters.has(next.target);
  findings.missing = { label, sentence, mistake: isUpdate ? 'no-update' : undefined };
}
