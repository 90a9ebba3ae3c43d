/* The end of a text by an exception or a bound, in words. */
import type { Module } from '../../script/syntax/tree.ts';
import type { Fit } from './fit.ts';
import { mistakeOf } from './mistakes.ts';
import type { Source } from './networks.ts';
import type { Failure, Pass } from './pass.ts';
import type { Findings } from './report.ts';
import { shapesInWords } from './shape-words.ts';
import { shapeText } from './values.ts';

/** Python's own words, with the shapes of both sides; for a name without a value, the line that assigns it. */
export function failRun(
  findings: Findings,
  module: Module,
  source: Source,
  failure: Failure,
  first?: { readonly pass: Pass; readonly fit: Fit },
): void {
  const start = module.source.lastIndexOf('\n', failure.from - 1) + 1;
  const place = { column: failure.from - start + 1, length: Math.max(1, failure.to - failure.from) };
  if (failure.kind === 'too long') {
    const sentence = 'This takes too long. Does a loop inside it never end?';
    findings.fail('shapes', failure.line, sentence);
    return;
  }
  if (failure.kind === 'input') {
    findings.fail('shapes', failure.line, 'input() waits for an answer, and a check cannot give one.');
    return;
  }
  const unknown = /^(?:NameError|UnboundLocalError): .*?'(\w+)'/.exec(failure.message)?.[1];
  if (unknown !== undefined) {
    const later = laterLine(module, unknown, failure.line);
    if (later !== undefined) {
      const own = findings.own(later) ?? later;
      const sentence = `${unknown} is read here, but gets its value only in line ${own}. ${mistakeOf('delta-too-soon').sentence(source)}`;
      findings.fail('values', failure.line, sentence, { ...place, mistake: 'delta-too-soon' });
      return;
    }
    findings.fail('values', failure.line, `${unknown} has no value here: no line assigns it.`, place);
    return;
  }
  const shapes = shapesInWords(module, failure);
  if (shapes !== undefined && /^ValueError/.test(failure.message)) {
    const earlier = first === undefined ? '' : strayText(findings, first.fit, first.pass);
    findings.fail('shapes', failure.line, `The shapes do not fit. ${shapes}${earlier}`, place);
    return;
  }
  const inner = failure.inner === undefined ? undefined : findings.own(failure.inner);
  const where = inner === undefined ? '' : `In line ${inner}, which is called here: `;
  const words = `${where}${failure.message}${failure.advice === undefined ? '' : `. ${failure.advice}`}`;
  findings.fail('shapes', failure.line, words, place);
  if (first !== undefined) findings.stage('values', 'open', 'not checked: an iteration does not end');
}

/** Names the first value before a failure that the reference lacks: the cause is often there. */
function strayText(findings: Findings, fit: Fit, { steps }: Pass): string {
  const parameters = new Set(fit.names.values());
  for (const step of steps) {
    for (const [name, { shape, cells }] of step.values) {
      if (cells.length < 2 || parameters.has(name) || fit.matches.get(step)?.has(name) === true) continue;
      const line = findings.own(step.line) ?? step.line;
      return ` Look at line ${line} first: ${name} is ${shapeText(shape)} there, and equals no value of the network.`;
    }
  }
  return '';
}

/** The line after another line that assigns a name. */
function laterLine({ source }: { readonly source: string }, name: string, line: number): number | undefined {
  const lines = source.split('\n');
  const pattern = new RegExp(`^\\s*(?:\\w+\\s*,\\s*)*${name}\\s*(?:,\\s*\\w+\\s*)*=(?!=)|;\\s*${name}\\s*=(?!=)`);
  const at = lines.findIndex((text, i) => i >= line && pattern.test(text));
  return at < 0 ? undefined : at + 1;
}
