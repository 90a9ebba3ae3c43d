import { constants } from 'node:os';
import { plainArguments } from './arguments.ts';
import { finish } from './exit.ts';
import { train } from './train.ts';

// `backprop-tui … | head -1` closes the pipe, a person closes the window: there is no reader any more.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  if (error.code === 'EIO') process.exit(128 + constants.signals.SIGHUP);
  throw error;
});

const args = process.argv.slice(2);
const plain = plainArguments(args);
if (plain === undefined) {
  const { runCommandLine } = await import('./command-line.ts');
  await runCommandLine(args);
} else await finish(await train(plain));
