/* The next part of an unfinished program. */
import type { Module, Statement } from '../../script/syntax/tree.ts';
import { updateOf } from './factors.ts';
import type { Change, Fit } from './fit.ts';
import { mistakeOf } from './mistakes.ts';
import { flowOf, type Loop, statementsByPlace } from './names.ts';
import { parametersOf } from './networks.ts';
import type { Pass } from './pass.ts';
import type { Findings } from './report.ts';
import { shapeText } from './values.ts';
import { variableOf } from './variables.ts';

/** An update that the first iteration never runs: it is after the loop, or under a condition. */
export function findIdleUpdate(
  findings: Findings,
  { body, source }: Module,
  loop: Loop,
  { fit, pass }: { readonly fit: Fit; readonly pass: Pass },
): void {
  if (pass.failure !== undefined) return;
  const still = fit.changes.filter(({ isZero, name }) => isZero && updateOf(pass, name) === undefined);
  const ran = new Set(pass.steps.map(({ statement }) => statement.from));
  // The functions that the iteration has called: a line of theirs may have been left out.
  const functions = [...statementsByPlace(body).values()].filter(({ kind }) => kind === 'def');
  const functionOf = (from: number): Statement | undefined =>
    functions.filter((own) => from > own.from && from < own.to).toSorted((one, other) => other.from - one.from)[0];
  const called = new Set(pass.steps.filter(({ depth }) => depth > 0).map((step) => functionOf(step.statement.from)));
  for (const statement of statementsByPlace(body).values()) {
    if (statement.kind !== 'assign' && statement.kind !== 'augmented') continue;
    const { from } = statement;
    const isAfter = from >= loop.to;
    const own = functionOf(from);
    const isIn = from > loop.from || (own !== undefined && called.has(own));
    const { writes } = flowOf(statement);
    // In the loop, a line may change one of a list of weights.
    const change =
      isIn &&
      !ran.has(from) &&
      still.find(({ name }) => writes.has(name) || (!isAfter && writes.has(variableOf(name))));
    if (!change) continue;
    const line = source.slice(0, from).split('\n').length;
    const sentence = isAfter
      ? `This line is after the loop: ${change.name} changes once, and no iteration learns. Indent it as the lines of the loop.`
      : `This line does not run in iteration 1: ${change.name} does not change.`;
    findings.fail('updates', line, sentence, isAfter ? { mistake: 'no-update' } : {});
    return;
  }
}

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
