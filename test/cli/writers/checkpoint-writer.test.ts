import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findCheckpoint } from '../../../src/cli/checkpoint/resume.ts';
import { scenarioOf } from '../../../src/cli/save.ts';
import { subjectOf } from '../../../src/cli/subject.ts';
import { CheckpointWriter } from '../../../src/cli/writers/checkpoint-writer.ts';
import { parseScenario } from '../../../src/scenario/parse.ts';
import type { Scenario } from '../../../src/scenario/schema.ts';
import { scenarioText } from '../../../src/scenario/write.ts';
import type { Command, Report, RunChange, Snapshot, Trainer } from '../../../src/worker/protocol.ts';
import { TrainingSession } from '../../../src/worker/session.ts';
import { shipped, varied } from '../../scenarios/run-scenario.ts';

const folder = mkdtempSync(join(tmpdir(), 'checkpoint-writer-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A dashboard whose thread is a session in this one, with a clock that stands still. */
function openSaved(scenario: Scenario, file: string, every?: number) {
  let tell: (report: Report) => void = () => {};
  const session = new TrainingSession(
    (report) => tell(report),
    () => 0,
  );
  const sent: Command['type'][] = [];
  const thread: Trainer = {
    send(command) {
      sent.push(command.type);
      session.receive(command);
      session.turn();
    },
    listen: (listener) => {
      tell = listener;
    },
    close: async () => {},
  };
  const writer = new CheckpointWriter(file, every, scenario);
  const trainer = writer.wrap(thread);
  const heard: Report['type'][] = [];
  let request = 0;
  const say = (what: object): void => trainer.send({ ...what, run: 1, request: ++request } as Command);
  let latest: Snapshot | undefined;
  trainer.listen((report) => {
    heard.push(report.type);
    if (report.type === 'snapshot') latest = report;
  });
  say({ type: 'start', subject: subjectOf(scenario), seed: scenario.training.seed, speed: 'unlimited', paused: true });
  const step = (iterations: number): void => {
    say({ type: 'step', iterations });
    say({ type: 'acknowledge' });
  };
  return {
    say,
    step,
    sent,
    heard,
    writer,
    changes: () => latest?.changes as readonly RunChange[],
    close: trainer.close,
  };
}

const xor = varied(shipped('xor'), { training: { iterations: 1000 } });

function savedIn(file: string, scenario: Scenario = xor): number | string | undefined {
  if (!existsSync(file)) return undefined;
  const found = findCheckpoint(file, scenario, 1e9);
  return found.ok ? found.checkpoint.saved.iteration : found.faults.map(({ path }) => path).join();
}

describe('the checkpoint writer of a dashboard', () => {
  test('writes at every multiple, at the end, and when the dashboard closes', async () => {
    const file = join(folder, 'xor.ckpt');
    const { step, heard, writer, close } = openSaved(xor, file, 100);
    step(99);
    expect(savedIn(file)).toBeUndefined();
    step(3);
    expect(savedIn(file)).toBe(100);
    step(97);
    expect(savedIn(file)).toBe(100);
    step(50);
    expect(savedIn(file)).toBe(200);
    step(751);
    expect(savedIn(file)).toBe(1000);
    step(7);
    await close();
    expect(savedIn(file)).toBe(1007);
    expect(writer.problem).toBeUndefined();
    expect(heard).not.toContain('checkpoint');
  });

  test('writes nothing before the first iteration, and says so', async () => {
    const file = join(folder, 'none.ckpt');
    const { writer, close } = openSaved(xor, file, 1);
    await close();
    expect(savedIn(file)).toBeUndefined();
    expect([writer.problem, writer.remark]).toEqual([undefined, 'no checkpoint is written before the first iteration']);
  });

  test('says why a checkpoint cannot be written', async () => {
    const { step, writer, close } = openSaved(xor, join(folder, 'nowhere', 'xor.ckpt'));
    step(1);
    await close();
    expect(writer.problem).toBe('the checkpoint cannot be written: no file or folder of this name');
  });

  test('writes a run that was edited by hand as one of the scenario that it would be saved as', async () => {
    const file = join(folder, 'changed.ckpt');
    const { say, step, changes: changesNow, close } = openSaved(xor, file);
    step(40);
    say({ type: 'edit', edits: [{ kind: 'settings', set: { optimizer: 'momentum', learningRate: 0.5 } }] });
    step(10);
    const changes = changesNow();
    await close();
    expect(savedIn(file)).toBe('changes');
    const what = { seed: 1, subject: subjectOf(xor), iterations: 1000, changes, watches: [] };
    const parsed = parseScenario(scenarioText(scenarioOf(xor, what)));
    if (!parsed.ok) throw new Error('not valid');
    expect(savedIn(file, parsed.scenario)).toBe(50);
  });
});
