// A pseudo-terminal that runs the dashboard, for measuring: the times of its frames, and the values in them.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';

export const command = fileURLToPath(new URL('../../bin/backprop-tui.js', import.meta.url));

const ENVIRONMENT = {
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  TERM: 'xterm-256color',
  COLORTERM: 'truecolor',
  LANG: 'C.UTF-8',
};
const END_OF_FRAME = '\u001b[?2026l';
const CLOCK_TICKS_PER_SECOND = 100;
const settings = /(starting|running|paused|finished|solved|diverged|crashed) .* seed (\d+) /;
const progress = /^ *([\d,]+) \/ ([\d,]+) /;

/** Starts a Node program in a terminal without an emulator, which would take time from the measurement. */
export function openPlain(args, { columns = 120, rows = 40, env = {} } = {}) {
  return spawn(process.execPath, args, { cols: columns, rows, env: { ...ENVIRONMENT, ...env } });
}

/** Resolves with the milliseconds from the start of a program to its first whole frame, or to its end without one. */
export async function timeToFirstFrame(args) {
  const begin = performance.now();
  const pty = openPlain(args);
  let text = '';
  const time = await new Promise((resolve) => {
    pty.onData((data) => {
      text += data;
      if (text.includes(END_OF_FRAME)) resolve(performance.now() - begin);
    });
    pty.onExit(() => resolve(performance.now() - begin));
  });
  pty.kill('SIGTERM');
  return time;
}

/** A running dashboard, and the values in its header. */
export class Dashboard {
  #pty;
  #emulator;
  #watchers = new Set();
  #ended;
  /** The time of the newest frame. */
  #latest = performance.now();
  header = { state: '', seed: 0, iteration: 0 };
  /** Frames with a new iteration. */
  redraws = 0;

  constructor(args, { columns = 120, rows = 40, env = {} } = {}) {
    this.#emulator = new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
    this.#pty = openPlain([command, ...args], { columns, rows, env });
    this.#ended = new Promise((resolve) => this.#pty.onExit(resolve));
    this.#pty.onData((data) => {
      // The time at which a frame arrived, not the time at which it was parsed.
      const time = performance.now();
      this.#emulator.write(data, () => this.#look(time));
    });
  }

  get pid() {
    return this.#pty.pid;
  }

  press(keys) {
    this.#pty.write(keys);
  }

  /** Resolves with the time at which the header first satisfied the predicate. */
  async until(predicate) {
    return await new Promise((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error(`waited in vain for ${predicate}:\n${this.#rows(2)}`)), 60_000);
      const look = (time) => {
        if (!predicate(this.header)) return;
        clearTimeout(limit);
        this.#watchers.delete(look);
        resolve(time);
      };
      this.#watchers.add(look);
      look(this.#latest);
    });
  }

  async quit() {
    this.press('q');
    await this.#ended;
    this.#emulator.dispose();
  }

  #look(time) {
    const [first, second] = this.#rows(2).split('\n');
    const [, state, seed] = settings.exec(first) ?? [];
    const [, iteration] = progress.exec(second) ?? [];
    if (state === undefined || iteration === undefined) return;
    const { iteration: before } = this.header;
    this.header = { state, seed: Number(seed), iteration: Number(iteration.replaceAll(',', '')) };
    if (this.header.iteration !== before) this.redraws++;
    this.#latest = time;
    for (const look of [...this.#watchers]) look(time);
  }

  #rows(count) {
    const { active } = this.#emulator.buffer;
    return Array.from({ length: count }, (_, row) => active.getLine(row)?.translateToString(true)).join('\n');
  }
}

/** CPU seconds used by each thread of a process, by its number; on Linux only. */
export function cpuOfThreads(pid) {
  return new Map(
    readdirSync(`/proc/${pid}/task`).map((thread) => {
      const fields = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8').split(') ')[1].split(' ');
      return [Number(thread), (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS_PER_SECOND];
    }),
  );
}

/** CPU seconds of the drawing thread. */
export function cpuOfMainThread(pid) {
  return cpuOfThreads(pid).get(pid);
}

/** Resident memory of a process in MB. */
export function residentMemory(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}

const folder = mkdtempSync(join(tmpdir(), 'backprop-tui-'));
process.on('exit', () => rmSync(folder, { recursive: true }));

/** Writes a scenario to a folder that is removed with this process; returns its path. */
export function scenarioFile(name, scenario) {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify({ name, ...scenario }));
  return file;
}

/** Invented data, always the same, with any number of rows, inputs and outputs. */
export function inventedData(rows, inputs, outputs) {
  const table = (columns, value) =>
    Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => value(r, c)));
  return {
    inputs: table(inputs, (r, c) => Math.round(50 * (1 + Math.sin(r * 31 + c * 17))) / 100),
    targets: table(outputs, (r, c) => (r % outputs === c ? 1 : 0)),
  };
}

export async function sleep(milliseconds) {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** The smallest value with at least `share` of the values at or below it. */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

export function median(values) {
  return quantile(values, 0.5);
}
