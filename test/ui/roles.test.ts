import { expect, test } from 'vitest';
import { matrix } from '../../src/language/expression.ts';
import { assign, type Program, type Roles } from '../../src/language/program.ts';
import { createTheme } from '../../src/ui/theme/theme.ts';
import { view } from '../../src/ui/views/view.ts';
import { subjectOf, XOR_INPUTS, XOR_TARGETS } from './subjects.ts';
import { Rehearsal } from './training.ts';

/** A program that writes its data itself, as a script does. */
function withOwnData({ setup, ...program }: Program): Program {
  return {
    ...program,
    given: [],
    setup: [assign('X', matrix(XOR_INPUTS)), assign('y', matrix(XOR_TARGETS)), ...setup],
  };
}

/** XOR whose program has these roles only. */
function rehearse(roles: Roles): Rehearsal {
  const subject = subjectOf();
  const program = roles.examples === undefined ? withOwnData(subject.program) : subject.program;
  return new Rehearsal({ ...subject, program: { ...program, roles } });
}

const roles: readonly (readonly [string, Roles])[] = [
  ['no roles', { layers: [] }],
  ['data only', { examples: 'X', target: 'y', layers: [] }],
  ['an error only', { error: 'l2_error', layers: [] }],
  ['all but an error', { examples: 'X', target: 'y', inputs: 'l0', prediction: 'l2', layers: [] }],
];

test.each(roles)('a program with %s runs, goes back, and is drawn in every view', (_, own) => {
  const rehearsal = rehearse(own);
  const theme = createTheme(8, true);
  for (const key of ['s', 't', 'n', 'b', 'B', 'v', 'p', 'f', 'i', 'c', 'enter', 'o', 'm', 'M', 'K', '?']) {
    const model = rehearsal.press(key);
    expect(view(model, theme).length, `after ${key}`).toBeGreaterThan(0);
    expect(model.snapshot?.state, `after ${key}`).not.toBe('crashed');
    rehearsal.press('escape');
  }
  expect(rehearsal.store.current().snapshot?.iteration).toBeGreaterThan(5);
});
