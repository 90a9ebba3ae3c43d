import { type IPty, spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';
import { onTestFinished } from 'vitest';
import { LIMIT_MS } from '../limit.ts';
import { command } from './terminal.ts';

/** The time between two chunks that a slow line carries. */
const LEAST_PAUSE_MS = 2;
const LOOK_MS = 5;

/** A terminal at the end of a line of limited rate; it reads nothing at rate 0. */
export class SlowTerminal {
  readonly #pty: IPty;
  readonly #emulator;
  readonly #ended: Promise<{ readonly exitCode: number; readonly signal: number }>;
  #rate: number;
  #bytes = 0;
  #hasEnded = false;
  #isDrawing = false;
  #resume: NodeJS.Timeout | undefined;

  /** @param rate bytes a second */
  constructor(args: readonly string[], columns: number, rows: number, rate: number) {
    this.#rate = rate;
    this.#emulator = new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
    for (const [final, begins] of [
      ['h', true],
      ['l', false],
    ] as const) {
      this.#emulator.parser.registerCsiHandler({ prefix: '?', final }, ([mode]) => {
        if (mode === 2026) this.#isDrawing = begins;
        return false;
      });
    }
    this.#pty = spawn(process.execPath, [command, ...args], {
      cols: columns,
      rows,
      encoding: null,
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        XDG_CONFIG_HOME: process.env['XDG_CONFIG_HOME'],
        XDG_STATE_HOME: process.env['XDG_STATE_HOME'],
        TERM: 'xterm-256color',
        COLORTERM: 'truecolor',
        LANG: 'C.UTF-8',
      },
    });
    this.#ended = new Promise((resolve) => {
      this.#pty.onExit(({ exitCode, signal }) => {
        this.#hasEnded = true;
        resolve({ exitCode, signal: signal ?? 0 });
      });
    });
    this.#pty.onData((data: string | Buffer) => this.#take(Buffer.from(data)));
  }

  get pid(): number {
    return this.#pty.pid;
  }

  /** Bytes taken so far. */
  get bytes(): number {
    return this.#bytes;
  }

  set rate(rate: number) {
    this.#rate = rate;
    clearTimeout(this.#resume);
    if (rate > 0) this.#pty.resume();
    else this.#pty.pause();
  }

  press(keys: string): void {
    this.#pty.write(keys);
  }

  resize(columns: number, rows: number): void {
    this.#emulator.resize(columns, rows);
    this.#pty.resize(columns, rows);
  }

  /** True while a frame is arriving. */
  get isDrawing(): boolean {
    return this.#isDrawing;
  }

  lines(): readonly string[] {
    const { active } = this.#emulator.buffer;
    return Array.from(
      { length: this.#emulator.rows },
      (_, row) => active.getLine(row)?.translateToString().trimEnd() ?? '',
    );
  }

  /** Resolves with the milliseconds until the screen has this text. */
  async until(isShown: (lines: readonly string[]) => boolean): Promise<number> {
    const begin = performance.now();
    while (!isShown(this.lines())) {
      if (this.#hasEnded) throw new Error(`ended:\n${this.lines().join('\n')}`);
      if (performance.now() - begin > LIMIT_MS) throw new Error(`not shown:\n${this.lines().join('\n')}`);
      await wait(LOOK_MS);
    }
    return performance.now() - begin;
  }

  /** Resolves when nothing has arrived for this time. */
  async quiet(milliseconds: number): Promise<void> {
    for (let before = -1; before !== this.#bytes; await wait(milliseconds)) before = this.#bytes;
  }

  /** Resolves with the milliseconds until the process has ended, whether the terminal reads or not. */
  async exit(): Promise<number> {
    const begin = performance.now();
    while (!this.#hasEnded && isAlive(this.pid)) {
      if (performance.now() - begin > LIMIT_MS) throw new Error('still running');
      await wait(LOOK_MS);
    }
    return performance.now() - begin;
  }

  /** The exit code, once the terminal reads again. */
  async exitCode(): Promise<number> {
    this.rate = Number.POSITIVE_INFINITY;
    return (await this.#ended).exitCode;
  }

  destroy(): void {
    clearTimeout(this.#resume);
    if (!this.#hasEnded) this.#pty.kill('SIGKILL');
    this.#emulator.dispose();
  }

  #take(data: Buffer): void {
    this.#bytes += data.length;
    this.#emulator.write(data);
    if (this.#rate === Number.POSITIVE_INFINITY) return;
    this.#pty.pause();
    clearTimeout(this.#resume);
    if (this.#rate === 0) return;
    const pause = Math.max(LEAST_PAUSE_MS, (1000 * data.length) / this.#rate);
    this.#resume = setTimeout(() => this.#pty.resume(), pause);
  }
}

/** Runs backprop-tui in a slow terminal, which ends with the test. */
export function openSlow(args: readonly string[], columns: number, rows: number, rate: number): SlowTerminal {
  const terminal = new SlowTerminal(args, columns, rows, rate);
  onTestFinished(() => terminal.destroy());
  return terminal;
}

/** True until the process has ended. One that its parent has not waited for has ended too. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

export function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
