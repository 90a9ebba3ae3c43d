import type { ArgumentsCamelCase, Argv, CommandModule } from 'yargs';
import { finish } from './exit.ts';

/*
 * A command of the command line. A description stands alone in the help: it is a fragment, the term and the unit first. The code of a
 * command is imported when it is called.
 */

/**
 * A command whose arguments have the types of its options.
 * @param handler carries it out, and returns the exit code; undefined lets the process end by itself.
 */
export function commandOf<Parent, Own>(
  command: string,
  describe: string,
  builder: (command: Argv<Parent>) => Argv<Own>,
  handler: (options: ArgumentsCamelCase<Own>) => Promise<number | undefined>,
): CommandModule<Parent, Own> {
  return {
    command,
    describe,
    builder,
    handler: async (options) => {
      const exitCode = await handler(options);
      if (exitCode !== undefined) await finish(exitCode);
    },
  };
}
