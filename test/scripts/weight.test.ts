import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/*
 * The JavaScript that Node reads before anything is on the screen: all of it is parsed, and most of it runs. Code for one key,
 * one option or one kind of file belongs behind an `import()`. The limits are a few kilobytes above the size.
 * The sizes of parts below are about those of their files, minified.
 * Small changes divide the modules into one file more or less, and that is up to 3 kB.
 */

const dist = 'dist';
const files = readdirSync(dist).filter((file) => file.endsWith('.js'));

/** The built file of a module that is an entry or is imported with `import()`, and that of the group of modules with its name. */
function filesOf(module: string): readonly string[] {
  const found = files.filter((file) => file === `${module}.js` || file.replace(/-[\w-]{8}\.js$/, '') === module);
  if (found.length === 0) throw new Error(`${module} is in no file of its own: something imports it at once`);
  return found;
}

/** The files that Node reads for these modules before any `import()`. */
function readWith(...modules: readonly string[]): readonly string[] {
  const read = new Set<string>();
  const visit = (file: string): void => {
    if (read.has(file)) return;
    read.add(file);
    // An `import()` is a `require` in an arrow function.
    for (const [, next] of textOf(file).matchAll(/(?<!=>)require\("\.\/([^"]+)"\)/g)) visit(next as string);
  };
  for (const module of modules) filesOf(module).forEach(visit);
  return [...read];
}

function textOf(file: string): string {
  return readFileSync(join(dist, file), 'utf8');
}

function kilobytes(read: readonly string[]): number {
  return read.reduce((sum, file) => sum + statSync(join(dist, file)).size, 0) / 1000;
}

/** A text of each package, and of large parts, that minifying leaves as it is. */
const marks = {
  yargs: '--get-yargs-completions',
  react: 'react.transitional.element',
  yoga: 'yoga.wasm',
  parser: 'is neither a name nor a number',
  checkUp: 'kind:`zeroedInputs`',
  explanation: ' cannot be explained',
};

function marksIn(read: readonly string[]): readonly string[] {
  const text = read.map(textOf).join('\n');
  return Object.entries(marks).flatMap(([name, mark]) => (text.includes(mark) ? [name] : []));
}

describe('the JavaScript', () => {
  // A scenario is validated before its first frame: schema, findings and zod are 73 kB, the network and its lines 58 kB. The places of
  // the panes depend on all of their content, so that nothing moves after the first frame: 8 kB. Light themes, and the places of words and cells for the mouse, are 3 kB.
  // The loan of the terminal to an editor, and the reasons why a scenario is not edited, are 2 kB.
  // The header of a script, the places of its panes and its roles are 8 kB: nothing moves after its first frame, either. The panes come later.
  // Cutting names to their room, in tables and over matrices, is 1 kB. The trainings of a script in header and chart, its edits, and the
  // reasons why its inputs are not known are 4 kB. The names that one file gives to another are 43 kB.
  // Trainings of other loops, and the words for predictions that differ from those of the table, are 1 kB.
  // The other runs of a race are 1 kB: they begin with the run.
  // Marks with their notes, of a scenario, of a run whose file is read again, and as they are typed, are 2 kB: the run meets them from its start.
  // The titles of scrolled panes count lines, not headings and rows, in 1 kB.
  // The verdict of a run that went back to its beginning, and tables that keep all inputs, are half a kB.
  // Places of characters behind joined ones, quantities of one value, and the bound on updates of a run that rests are 1 kB.
  test('before the first frame is at most 352 kB, without Ink, React and yargs', () => {
    const read = readWith('main', 'dashboard');
    expect(marksIn(read)).toEqual([]);
    expect(kilobytes(read)).toBeLessThan(352);
  });

  // The session is that of the dashboard, with the judge: each keyframe has its state, and so has each checkpoint.
  // The past of watches is 6 kB: it is recorded as the run trains. The ranges of settings, for files and options, are 1 kB.
  // The turns that gauges take between the slices are 3 kB, those of the loss surface and of a race 2 kB. The roles of a script, as a kind
  // of subject, are 1 kB; schedules that have ended are found in another 1 kB. Commands for scripts, and the facts that their subjects have, are 2 kB. The compiler of
  // programs is 60 kB: every long run uses it. 21 kB of it are elementary functions in WebAssembly, 11 kB are for 32-bit floats. The
  // types of expressions and the functions of 32-bit floats are another 4 kB. Loops that programs share with the arrays of scripts, and the
  // norm of the gradient within a compiled call, are 5 kB.
  // The faults of words that are no choice, and the table of e^x, are 1 kB.
  test('of a headless run is at most 430 kB', () => {
    const read = readWith('main', 'headless');
    expect(marksIn(read)).toEqual([]);
    expect(kilobytes(read)).toBeLessThan(430);
  });

  // Judge and verdict are about 80 kB: a dead first layer is named before the first iteration. A look finds the causes at once,
  // since they decide the kind of the verdict and its iteration.
  // The past of watches is 6 kB, the ranges of settings are 1 kB, the turns that gauges take between the slices are 3 kB,
  // and those of the loss surface and of a race are 2 kB.
  // Commands for scripts, and the facts that their subjects have, are 2 kB.
  // The compiler of programs is 60 kB, as above. It is read with the thread, while the first frame is already on the screen: a run
  // changes over to the compiled program in the middle of a slice, which cannot wait for an import.
  // The loops that programs share with the arrays of scripts take 3 kB more than those of the interpreter alone did.
  // The sampler of errors is half a kB.
  test('of the training thread is at most 311 kB, without checks and explanations', () => {
    const read = readWith('thread');
    expect(marksIn(read)).toEqual([]);
    expect(kilobytes(read)).toBeLessThan(311);
  });

  test('that is imported later holds these packages, so the marks are right', () => {
    expect(marksIn(readWith('command-line'))).toEqual(['yargs']);
    expect(marksIn(readWith('interactive'))).toEqual(['react', 'yoga']);
    expect(marksIn(readWith('aside'))).toEqual(['checkUp']);
    expect(marksIn(readWith('inspect'))).toEqual(['explanation']);
  });
});
