import { describe, expect, test } from 'vitest';
import type { Edit } from '../../src/network/edits.ts';
import { changesOf, refusalOf, settingsIn, subjectAfter } from '../../src/worker/subject.ts';
import { buildProgram } from '../network/build-program.ts';
import { asNetwork, xorSubject } from './subjects.ts';

const xor = xorSubject(100);
const alpha: Edit = { kind: 'settings', set: { learningRate: 2 } };
const cell: Edit = { kind: 'cell', name: 'syn0', row: 0, column: 1, value: 0.5 };

describe('a subject after edits', () => {
  test('has the program of the new settings, and the same data', () => {
    const after = subjectAfter(xor, [alpha]);
    const settings = { ...asNetwork(xor).settings, learningRate: 2 };
    expect(settingsIn(after)).toEqual(settings);
    expect(after.program).toEqual(buildProgram(settings, 4));
    expect(after.inputs).toBe(xor.inputs);
  });

  test('is the same object where no edit changes its program', () => {
    expect(subjectAfter(xor, [cell])).toBe(xor);
  });

  test('is the known one where that is the answer already', () => {
    const known = subjectAfter(xor, [alpha]);
    expect(subjectAfter(xor, [cell, alpha], known)).toBe(known);
  });
});

test('an edit that the data does not allow is refused with a reason', () => {
  expect(refusalOf(xor, [alpha, cell])).toBeUndefined();
  const softmax: Edit = { kind: 'settings', set: { activations: ['sigmoid', 'softmax'] } };
  expect(refusalOf(xor, [softmax])).toMatch(/softmax/);
});

test('a planned edit becomes a change at its iteration', () => {
  const [first, second] = changesOf(xor, [
    { at: 5, edits: [cell] },
    { at: 9, edits: [alpha] },
  ]);
  expect(first).toMatchObject({ at: 5, cells: [{ name: 'syn0', value: 0.5 }] });
  expect(first?.program).toBe(xor.program);
  expect(second).toEqual({ at: 9, cells: [], program: subjectAfter(xor, [alpha]).program });
});

test('a subject is plain data: a clone is equal', () => {
  expect(structuredClone(xor)).toEqual(xor);
});
