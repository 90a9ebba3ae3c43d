import { isScriptCommand, plainArguments } from './arguments.ts';
import { endWithOutput, finish, refuse } from './exit.ts';
import { train } from './train.ts';

endWithOutput();

const args = process.argv.slice(2);
void run();

async function run(): Promise<void> {
  const plain = plainArguments(args);
  if (isScriptCommand(args)) {
    const { runScriptCommand } = await import('./script.ts');
    await finish(await runScriptCommand(args));
  } else if (plain === undefined && !hasCurrentFolder()) {
    await finish(refuse(['backprop-tui: the current folder does not exist, or cannot be read: change to another one']));
  } else if (plain === undefined) {
    const { runCommandLine } = await import('./command-line.ts');
    await runCommandLine(args);
  } else await finish(await train(plain));
}

/** False in a folder that has been removed. The code that reads options needs it. */
function hasCurrentFolder(): boolean {
  try {
    return process.cwd() !== '';
  } catch {
    return false;
  }
}
