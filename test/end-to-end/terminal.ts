import { StringDecoder } from 'node:string_decoder';
import { fileURLToPath } from 'node:url';
import { type IPty, spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';
import { onTestFinished } from 'vitest';
import { LIMIT_MS } from '../limit.ts';

/** The launcher that is installed. */
export const command = fileURLToPath(new URL('../../bin/backprop-tui.js', import.meta.url));

export interface TerminalOptions {
  readonly columns?: number;
  readonly rows?: number;
  /** The program and its first arguments; the checkout's own command by default. */
  readonly command?: readonly string[];
  /** The working directory. */
  readonly folder?: string;
  /** Added to the environment of the tests; undefined removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** The state after the command. */
export interface Ending {
  /** The exit code that the shell sees. */
  readonly exitCode: number;
  /** The lines on the normal screen that the command printed at its end. */
  readonly lines: readonly string[];
  readonly alternateScreen: boolean;
  readonly cursorVisible: boolean;
  /** True when the line (echo, line mode, signals) and the terminal (bracketed paste, mouse, frames) have their earlier modes again. */
  readonly modesRestored: boolean;
}

/**
 * The shell around a command. It prints the number of the process, so that a test can send it a signal, and compares the
 * settings of the line before and after, as `stty` prints them.
 *
 * It stays when the command has ended: node-pty closes its end 200 ms after the shell's exit, read or not, and on a busy
 * machine bytes that are still in the pseudo-terminal are lost. So everything has arrived once the last line has, and the
 * test ends the shell. Keys that send a signal reach the shell, too: it catches them, and the command has them as before.
 * Its own lines end with a full stop: a line may arrive in two reads.
 */
const shell = `
trap : INT QUIT
modes=$(stty -g)
sh -c 'echo "process $$."; exec "$@"' sh "$@"
code=$?
[ "$modes" = "$(stty -g)" ] && modes=restored || modes=changed
echo "exit $code modes $modes."
exec sleep 600
`;
const started = /^process (\d+)\.$/m;
/** On a busy machine the last answer of the training thread may take a second, and the command says so. */
const waiting = /^backprop-tui: waiting for the training thread/;
const ended = /^exit (\d+) modes (\w+)\.$/m;

/** Runs backprop-tui in a terminal of its own. It ends with the test. */
export function open(args: readonly string[], options: TerminalOptions = {}): Terminal {
  const terminal = new Terminal(args, options);
  onTestFinished(() => terminal.destroy());
  return terminal;
}

/** A terminal that runs a command: a test presses keys and reads the screen. */
export class Terminal {
  readonly #pty: IPty;
  readonly #emulator;
  readonly #decoder = new StringDecoder('utf8');
  readonly #watchers = new Set<() => void>();
  readonly #received: Buffer[] = [];
  #isCursorVisible = true;
  /** The screen before the frame that is arriving. */
  #frameBefore: readonly string[] | undefined;
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
      // Bytes, not characters: a test may look for bytes that must not appear.
      encoding: null,
    });
    this.#pty.onData((data: string | Buffer) => {
      const bytes = Buffer.from(data);
      this.#received.push(bytes);
      // The emulator loses cells after a character whose bytes come in two reads.
      this.#emulator.write(this.#decoder.write(bytes), () => this.#look());
    });
    this.#pty.onExit(() => {
      // After everything before it has been drawn.
      this.#emulator.write('', () => {
        this.#isGone = true;
        this.#look();
      });
    });
  }

  /** The rows of the screen, without the spaces at their ends; while a frame is arriving, those of the frame before it. */
  screen(): readonly string[] {
    return this.#frameBefore ?? this.#rows();
  }

  #rows(): readonly string[] {
    const buffer = this.#emulator.buffer.active;
    return Array.from({ length: this.#emulator.rows }, (_, row) => {
      return (
        buffer
          .getLine(buffer.viewportY + row)
          ?.translateToString()
          .trimEnd() ?? ''
      );
    });
  }

  text(): string {
    return this.screen().join('\n');
  }

  /** The reports of the mouse that the program has asked for. */
  get mouse(): string {
    return this.#emulator.modes.mouseTrackingMode;
  }

  /** Every byte received so far. */
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

  /** Another program writes to the screen. */
  write(text: string): void {
    this.#emulator.write(text, () => this.#look());
  }

  press(keys: string): void {
    this.#pty.write(keys);
  }

  resize(columns: number, rows: number): void {
    this.#emulator.resize(columns, rows);
    this.#pty.resize(columns, rows);
  }

  /** The number of the process of the command. */
  get pid(): number {
    const [, pid] = started.exec(this.normalText()) ?? [];
    if (pid === undefined) throw new Error(`the command has not started:\n${this.text()}`);
    return Number(pid);
  }

  signal(name: NodeJS.Signals): void {
    process.kill(this.pid, name);
  }

  /** Resolves once the screen, between two frames, has a text, or with the value that a function finds in it. */
  async waitFor<Found>(what: string | RegExp | ((text: string) => Found | undefined | false)): Promise<Found> {
    const find = typeof what === 'function' ? what : (text: string) => contains(text, what) && (text as Found);
    return await new Promise<Found>((resolve, reject) => {
      const look = (): void => {
        if (this.#frameBefore !== undefined) return;
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

  /** Resolves when the command has ended and the shell has the terminal again. */
  async exit(): Promise<Ending> {
    const [, exitCode, modes] = await this.waitFor(() => ended.exec(this.normalText()) ?? undefined);
    const lines = this.normalText().split('\n');
    const { bracketedPasteMode, mouseTrackingMode, synchronizedOutputMode } = this.#emulator.modes;
    return {
      exitCode: Number(exitCode),
      lines: lines
        .slice(
          lines.findIndex((line) => started.test(line)) + 1,
          lines.findIndex((line) => ended.test(line)),
        )
        .filter((line) => !waiting.test(line)),
      alternateScreen: this.isAlternateScreen,
      cursorVisible: this.#isCursorVisible,
      modesRestored:
        modes === 'restored' && !bracketedPasteMode && mouseTrackingMode === 'none' && !synchronizedOutputMode,
    };
  }

  /** Removes the terminal from the running command, as closing a window does. */
  vanish(): void {
    this.#isGone = true;
    // The types of node-pty lack it.
    (this.#pty as IPty & { destroy(): void }).destroy();
  }

  /** Ends the shell and its command. */
  destroy(): void {
    if (!this.#isGone) this.#pty.kill('SIGHUP');
    this.#emulator.dispose();
  }

  /** True once the command has ended and the shell has printed its last line: nothing more will come. */
  #hasEnded(): boolean {
    return !this.isAlternateScreen && ended.test(this.normalText());
  }

  #look(): void {
    // A killed command may leave its last frame unfinished. The shell then prints at the cursor, within a line.
    if (this.#frameBefore !== undefined && /exit \d+ modes \w+\./.test(this.#rows().join('\n')))
      this.#frameBefore = undefined;
    for (const look of [...this.#watchers]) look();
  }

  /**
   * The normal screen with its scrollback, with wrapped lines joined. A busy test may read a line of the shell together with the
   * alternate screen that follows it, and never sees it on the screen.
   */
  normalText(): string {
    const buffer = this.#emulator.buffer.normal;
    let text = '';
    for (let row = 0; row < buffer.length; row++) {
      const line = buffer.getLine(row);
      const continues = buffer.getLine(row + 1)?.isWrapped === true;
      text += `${line?.translateToString(!continues)}${continues ? '' : '\n'}`;
    }
    return text;
  }

  /** Follows modes that the emulator does not report: the cursor, and the beginning and end of a frame. */
  #followModes(): void {
    for (const [final, set] of [
      ['h', true],
      ['l', false],
    ] as const) {
      this.#emulator.parser.registerCsiHandler({ prefix: '?', final }, ([mode]) => {
        if (mode === 25) this.#isCursorVisible = set;
        if (mode === 2026) {
          this.#frameBefore = set ? this.#rows() : undefined;
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

/** An environment without the machine's own settings for colour and locale. */
function environment(added: TerminalOptions['env'] = {}): Record<string, string> {
  const own: Record<string, string | undefined> = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    XDG_CONFIG_HOME: process.env['XDG_CONFIG_HOME'],
    XDG_STATE_HOME: process.env['XDG_STATE_HOME'],
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
    LANG: 'C.UTF-8',
    ...added,
  };
  return Object.fromEntries(Object.entries(own).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
