import { Writable } from 'node:stream';
import type { WriteStream } from 'node:tty';
import { expect, test } from 'vitest';
import { openVoice, type Voice } from '../../../src/ui/plain/voice.ts';

/** A voice in a terminal of 40 columns, and everything that it has written. */
function voiceIn(): { readonly voice: Voice; readonly written: () => string } {
  let text = '';
  const terminal = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  const voice = openVoice(Object.assign(terminal, { columns: 40 }) as Writable as WriteStream);
  return { voice, written: () => text };
}

function lines(...texts: readonly string[]): Parameters<Voice['say']>[0] {
  return texts.map((text) => ({ kind: 'line', text }));
}

test('lines end between words where the window ends', () => {
  const { voice, written } = voiceIn();
  voice.say(lines('Paused at iteration 0 of 60,000: no error yet.'), undefined);
  expect(written()).toBe('Paused at iteration 0 of 60,000: no\nerror yet.\n');
});

test('typed characters go on in the line of the question', () => {
  const { voice, written } = voiceIn();
  voice.say(lines('Question.'), 'go to: ');
  voice.say([{ kind: 'typed', text: '1' }], 'go to: 1');
  voice.say([{ kind: 'typed', text: '2' }], 'go to: 12');
  voice.say(lines('Running.'), undefined);
  expect(written()).toBe('Question.\ngo to: 12\nRunning.\n');
});

test('a line that comes while a question is open is followed by the question again', () => {
  const { voice, written } = voiceIn();
  voice.say(lines('Question.'), 'go to: ');
  voice.say([{ kind: 'typed', text: '1' }], 'go to: 1');
  voice.say(lines('Finished.'), 'go to: 1');
  expect(written()).toBe('Question.\ngo to: 1\nFinished.\ngo to: 1');
});

test('nothing is written for nothing, nor after the end', async () => {
  const { voice, written } = voiceIn();
  voice.say([], undefined);
  voice.say(lines('Question.'), 'go to: ');
  await voice.close();
  voice.say(lines('Finished.'), undefined);
  expect(written()).toBe('Question.\ngo to: \n');
});

test('a question goes on after the program was stopped', () => {
  const { voice, written } = voiceIn();
  voice.say(lines('Question.'), 'go to: 7');
  voice.suspend();
  voice.resume();
  expect(written()).toBe('Question.\ngo to: 7\nContinued.\ngo to: 7');
});
