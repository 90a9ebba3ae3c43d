// Takes the picture of the dashboard that README.md shows: runs the built command in a pseudo-terminal until XOR is
// trained, and writes what is on the screen then to docs/dashboard.svg.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';

const COLUMNS = 112;
const ROWS = 32;
const CELL = { width: 8.4, height: 17 };
const COLOURS = { ground: '#1e1f22', text: '#d6d9de' };

const root = fileURLToPath(new URL('..', import.meta.url));
const terminal = new xterm.Terminal({ cols: COLUMNS, rows: ROWS, allowProposedApi: true });
await run();
await writeFile(`${root}docs/dashboard.svg`, svg());

/** Trains as fast as it goes to the end, then sets the speed back to what a person would find. */
async function run() {
  const env = { ...process.env, TERM: 'xterm-256color', COLORTERM: 'truecolor', LANG: 'C.UTF-8' };
  delete env.NO_COLOR;
  delete env.LC_ALL;
  const command = [`${root}bin/backprop-tui.js`, 'xor'];
  const child = spawn(process.execPath, command, { name: 'xterm-256color', cols: COLUMNS, rows: ROWS, cwd: root, env });
  const shows = (text) =>
    new Promise((resolve) => {
      const heard = child.onData((data) =>
        terminal.write(data, () => {
          if (!screen().includes(text)) return;
          heard.dispose();
          resolve();
        }),
      );
    });
  await shows('running');
  child.write('+++++');
  await shows('– finished');
  child.write('----');
  await shows('speed 3k');
  const ended = new Promise((resolve) => child.onExit(resolve));
  child.kill();
  await ended;
}

function screen() {
  return Array.from({ length: ROWS }, (_, row) => terminal.buffer.active.getLine(row).translateToString(true)).join(
    '\n',
  );
}

function svg() {
  const width = COLUMNS * CELL.width + 24;
  const height = ROWS * CELL.height + 24;
  const runs = Array.from({ length: ROWS }, (_, row) => runsOf(row)).flat();
  const font = 'ui-monospace, SFMono-Regular, Menlo, Consolas, DejaVu Sans Mono, monospace';
  return `<svg xmlns="http://www.w3.org/2000/svg" shape-rendering="crispEdges" viewBox="0 0 ${width} ${height}" font-family="${font}" font-size="14">
<title>backprop-tui after training XOR</title>
<rect width="${width}" height="${height}" rx="8" fill="${COLOURS.ground}"/>
${runs.join('\n')}
</svg>
`;
}

/** The cells of a row as one element for each run of the same style. */
function runsOf(row) {
  const line = terminal.buffer.active.getLine(row);
  const runs = [];
  for (let column = 0; column < COLUMNS; column++) {
    const cell = line.getCell(column);
    const style = JSON.stringify([colour(cell, 'Fg'), colour(cell, 'Bg'), Boolean(cell.isBold())]);
    const last = runs.at(-1);
    const character = cell.getChars() || ' ';
    if (last?.style === style) last.text += character;
    else runs.push({ style, text: character, column });
  }
  return runs.flatMap((run) => elements(run, row));
}

function elements({ style, text, column }, row) {
  const [foreground, background, bold] = JSON.parse(style);
  const x = round(12 + column * CELL.width);
  const y = 12 + row * CELL.height;
  const width = round(text.length * CELL.width);
  const ground =
    background && `<rect x="${x}" y="${y}" width="${width}" height="${CELL.height}" fill="${background}"/>`;
  const escaped = text.replace(/[&<>]/g, (character) => `&#${character.codePointAt(0)};`);
  const attributes = `x="${x}" y="${y + 13}" textLength="${width}" xml:space="preserve" fill="${foreground ?? COLOURS.text}"`;
  const words = text.trim() && `<text ${attributes}${bold ? ' font-weight="bold"' : ''}>${escaped}</text>`;
  return [ground, words].filter(Boolean);
}

function colour(cell, ground) {
  return cell[`is${ground}RGB`]() ? `#${cell[`get${ground}Color`]().toString(16).padStart(6, '0')}` : undefined;
}

function round(value) {
  return Math.round(value * 100) / 100;
}
