import { describe, expect, test } from 'vitest';
import { type CommandToRun, neverWaits, waitsForJourney, waitsForStep } from '../../src/worker/waiting-commands.ts';

const number = { run: 1, request: 2 };
const commands: Readonly<Record<string, CommandToRun>> = {
  resume: { type: 'resume', ...number },
  pause: { type: 'pause', ...number },
  step: { type: 'step', iterations: 1, ...number },
  'go to the newest iteration': { type: 'travel', travel: { to: 'newest' }, ...number },
  'run the next line': { type: 'travel', travel: { to: 'line', by: 1 }, ...number },
  edit: { type: 'edit', edits: [], ...number },
  undo: { type: 'undo', ...number },
  look: { type: 'inspect', line: 0, cell: { row: 0, column: 0 }, ...number },
  recall: { type: 'recall', mark: { iteration: 0, changes: 0 }, ...number },
  'check gradients': { type: 'checkGradients', ...number },
  'report the learned values': { type: 'reportLearned', ...number },
  'set a stop condition': { type: 'setStop', stop: {}, ...number },
  'set watches': { type: 'setWatches', watches: [], ...number },
  cancel: { type: 'cancel', ...number },
  save: { type: 'save', ...number },
  'set the speed': { type: 'setSpeed', speed: 10, ...number },
  'show a view': { type: 'setViewRequest', viewRequest: {}, ...number },
};
const harmless = ['cancel', 'save', 'set the speed', 'show a view'];

/** The commands that are taken at once. */
function atOnce(waits: (command: CommandToRun) => boolean): readonly string[] {
  const names = Object.entries(commands).filter(([, command]) => neverWaits(command) || !waits(command));
  return names.map(([name]) => name);
}

test('a step is finished before every command but those that stop it, are steps or change only how it is seen', () => {
  expect(atOnce(waitsForStep)).toEqual(['pause', 'step', ...harmless]);
});

describe('a journey is finished before every command but those that end it, take its place or leave the run as it is:', () => {
  test.each([
    ['travel', ['pause', 'go to the newest iteration', ...harmless]],
    ['look', ['pause', 'look', 'recall', ...harmless]],
    ['change', ['pause', ...harmless]],
  ] as const)('%s', (purpose, wanted) => {
    expect(atOnce((command) => waitsForJourney(command, { purpose, canBeCancelled: true }))).toEqual(wanted);
  });

  test('a search for a non-finite value cannot be ended by a pause', () => {
    expect(atOnce((command) => waitsForJourney(command, { purpose: 'search', canBeCancelled: false }))).toEqual(
      harmless,
    );
  });
});
