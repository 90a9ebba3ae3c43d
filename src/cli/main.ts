import { constants } from 'node:os';
import { plainArguments } from './arguments.ts';
import { finish } from './exit.ts';
import { train } from './train.ts';

// The reader is gone: `… | head -1` has closed the pipe (EPIPE), or the terminal window was closed (EIO).
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  if (error.code === 'EIO') process.exit(128 + constants.signals.SIGHUP);
  const reason = error.code === 'ENOSPC' || error.code === 'EDQUOT' ? 'a full disk' : (error.code ?? error.message);
  process.stderr.write(`backprop-tui: the output cannot be written: ${reason}\n`);
  process.exit(1);
});

const args = process.argv.slice(2);
const plain = plainArguments(args);
if (plain === undefined) {
  const { runCommandLine } = await import('./command-line.ts');
  await runCommandLine(args);
} else await finish(await train(plain));
