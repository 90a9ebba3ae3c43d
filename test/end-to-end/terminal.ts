import { fileURLToPath } from 'node:url';
import { type IPty, spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';
import { onTestFinished } from 'vitest';

/** The command as it is installed. */
export const command = fileURLToPath(new URL('../../bin/backprop-tui.js', import.meta.url));

/** Long enough for a slow, busy machine: it passes only when something that a test waits for never comes. */
const LIMIT_MS = 20_000;

export interface TerminalOptions {
  readonly columns?: number;
  readonly rows?: number;
  /** The program and its first arguments; the checkout's own command by default. */
  readonly command?: readonly string[];
  /** Where the command is run. */
  readonly folder?: string;
  /** Added to an environment of the test's own; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** What the command left behind. */
export interface Ending {
  /** As the shell sees it. */
  readonly exitCode: number;
  /** What stands on the normal screen after the command that was typed there: what the command printed at its end. */
  readonly lines: readonly string[];
  readonly alternateScreen: boolean;
  readonly cursorVisible: boolean;
  /** True when the line (echo, line by line, signals) and the terminal (pasted text is marked) have their modes from before. */
  readonly modesRestored: boolean;
}

/**
 * The shell around a command. It prints the number of the process, so that a test can send it a signal, and compares the
 * settings of the line before and after, as `stty` prints them.
 *
 * It stays when the command has ended: node-pty closes its end 200 ms after the shell's exit, read or not, and on a busy
 * machine bytes that are still in the pseudo-terminal are lost. So everything has arrived once the last line has, and the
 * test ends the shell.
 */
const shell = `
modes=$(stty -g)
sh -c 'echo "process $$"; exec "$@"' sh "$@"
code=$?
[ "$modes" = "$(stty -g)" ] && modes=restored || modes=changed
echo "exit $code modes $modes"
exec sleep 600
`;
const started = /^process (\d+)$/m;
const ended = /^exit (\d+) modes (\w+)$/m;

/** Runs backprop-tui in a terminal of its own, which ends with the test. */
export function open(args: readonly string[], options: TerminalOptions = {}): Terminal {
  const terminal = new Terminal(args, options);
  onTestFinished(() => terminal.destroy());
  return terminal;
}

/** A terminal with a command in it, and a person who presses keys and looks at the screen. */
export class Terminal {
  readonly #pty: IPty;
  readonly #emulator;
  readonly #watchers = new Set<() => void>();
  readonly #received: Buffer[] = [];
  #isCursorVisible = true;
  #insideUpdate = false;
  #frames = 0;
  #isGone = false;

  constructor(args: readonly string[], options: TerminalOptions) {
    const { columns = 120, rows = 40, command: start = [process.execPath, command], folder, env } = options;
    this.#emulator = new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
    this.#followModes();
    this.#pty = spawn('sh', ['-c', shell, 'sh', ...start, ...args], {
      cols: columns,
      rows,
      ...(folder === undefined ? {} : { cwd: folder }),
      env: environment(env),
      // Bytes, not characters: a test may look for those that should not be there.
      encoding: null,
    });
    this.#pty.onData((data: string | Buffer) => {
      const bytes = Buffer.from(data);
      this.#received.push(bytes);
      this.#emulator.write(bytes, () => this.#look());
    });
    this.#pty.onExit(() => {
      // Once everything that came before has been drawn.
      this.#emulator.write('', () => {
        this.#isGone = true;
        this.#look();
      });
    });
  }

  /** The rows of the screen, without the spaces at their ends. */
  screen(): readonly string[] {
    const buffer = this.#emulator.buffer.active;
    return Array.from({ length: this.#emulator.rows }, (_, row) => {
      return buffer.getLine(buffer.viewportY + row)?.translateToString(true) ?? '';
    });
  }

  text(): string {
    return this.screen().join('\n');
  }

  /** Every byte that has come so far. */
  bytes(): Buffer {
    return Buffer.concat(this.#received);
  }

  /** Frames drawn so far. */
  get frames(): number {
    return this.#frames;
  }

  get isAlternateScreen(): boolean {
    return this.#emulator.buffer.active.type === 'alternate';
  }

  get isCursorVisible(): boolean {
    return this.#isCursorVisible;
  }

  press(keys: string): void {
    this.#pty.write(keys);
  }

  resize(columns: number, rows: number): void {
    this.#emulator.resize(columns, rows);
    this.#pty.resize(columns, rows);
  }

  signal(name: NodeJS.Signals): void {
    const [, process_] = started.exec(this.#normalText()) ?? [];
    if (process_ === undefined) throw new Error(`the command has not started:\n${this.text()}`);
    process.kill(Number(process_), name);
  }

  /** Resolves once the screen, between two frames, has something: a text, or whatever the function finds on it. */
  async waitFor<Found>(what: string | RegExp | ((text: string) => Found | undefined | false)): Promise<Found> {
    const find = typeof what === 'function' ? what : (text: string) => contains(text, what) && (text as Found);
    return await new Promise<Found>((resolve, reject) => {
      const look = (): void => {
        if (this.#insideUpdate) return;
        const found = find(this.text());
        if (found !== undefined && found !== false) finish(() => resolve(found));
        else if (this.#isGone || this.#hasEnded())
          finish(() => reject(new Error(`ended while waiting for ${what}:\n${this.text()}`)));
      };
      const limit = setTimeout(() => {
        finish(() => reject(new Error(`${what} did not come within ${LIMIT_MS} ms:\n${this.text()}`)));
      }, LIMIT_MS);
      const finish = (settle: () => void): void => {
        clearTimeout(limit);
        this.#watchers.delete(look);
        settle();
      };
      this.#watchers.add(look);
      look();
    });
  }

  /** Resolves when the command has ended and the shell has its terminal back. */
  async exit(): Promise<Ending> {
    const [, exitCode, modes] = await this.waitFor(() => ended.exec(this.#normalText()) ?? undefined);
    const lines = this.#normalText().split('\n');
    return {
      exitCode: Number(exitCode),
      lines: lines.slice(
        lines.findIndex((line) => started.test(line)) + 1,
        lines.findIndex((line) => ended.test(line)),
      ),
      alternateScreen: this.isAlternateScreen,
      cursorVisible: this.#isCursorVisible,
      modesRestored: modes === 'restored' && !this.#emulator.modes.bracketedPasteMode,
    };
  }

  /** Takes the terminal away from under the command, as closing a window does. */
  vanish(): void {
    this.#isGone = true;
    // The type of a terminal does not mention it.
    (this.#pty as IPty & { destroy(): void }).destroy();
  }

  /** Ends what may still run. */
  destroy(): void {
    if (!this.#isGone) this.#pty.kill('SIGHUP');
    this.#emulator.dispose();
  }

  /** True once the command has ended and the shell has printed its last line: nothing more will come. */
  #hasEnded(): boolean {
    return !this.isAlternateScreen && ended.test(this.#normalText());
  }

  #look(): void {
    for (const look of [...this.#watchers]) look();
  }

  /** The normal screen with everything that scrolled off it, long lines unbroken. */
  #normalText(): string {
    const buffer = this.#emulator.buffer.normal;
    let text = '';
    for (let row = 0; row < buffer.length; row++) {
      const line = buffer.getLine(row);
      const continues = buffer.getLine(row + 1)?.isWrapped === true;
      text += `${line?.translateToString(!continues)}${continues ? '' : '\n'}`;
    }
    return text;
  }

  /** Takes note of what the emulator follows but does not tell: the cursor, and where frames begin and end. */
  #followModes(): void {
    for (const [final, set] of [
      ['h', true],
      ['l', false],
    ] as const) {
      this.#emulator.parser.registerCsiHandler({ prefix: '?', final }, ([mode]) => {
        if (mode === 25) this.#isCursorVisible = set;
        if (mode === 2026) {
          this.#insideUpdate = set;
          if (!set) {
            this.#frames++;
            this.#look();
          }
        }
        return false;
      });
    }
  }
}

function contains(text: string, what: string | RegExp): boolean {
  return typeof what === 'string' ? text.includes(what) : what.test(text);
}

/** Nothing of the machine's own that decides how a program draws. */
function environment(added: TerminalOptions['env'] = {}): Record<string, string> {
  const own: Record<string, string | undefined> = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
    LANG: 'C.UTF-8',
    ...added,
  };
  return Object.fromEntries(Object.entries(own).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
