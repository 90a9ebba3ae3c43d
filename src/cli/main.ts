import { plainArguments } from './arguments.ts';
import { endWithOutput, finish } from './exit.ts';
import { train } from './train.ts';

endWithOutput();

const args = process.argv.slice(2);
const plain = plainArguments(args);
if (plain === undefined) {
  const { runCommandLine } = await import('./command-line.ts');
  await runCommandLine(args);
} else await finish(await train(plain));
