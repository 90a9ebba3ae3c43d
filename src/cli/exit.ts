/** Exit code of a command line, a file or a scenario that cannot be used. */
export const UNUSABLE = 2;

/** Prints why a command cannot be carried out. Returns its exit code. */
export function refuse(lines: readonly string[]): number {
  for (const line of lines) process.stderr.write(`${line}\n`);
  return UNUSABLE;
}

/** Time to take the last lines for a terminal, and after a signal for any reader. One that reads nothing must not keep the process alive. */
const LAST_MS = 200;

/** Exits once everything written has reached its reader. */
export async function finish(exitCode: number): Promise<void> {
  // A pipe takes what its reader has room for; the rest waits in this process.
  await Promise.all([process.stdout, process.stderr].map((stream) => flush(stream, exitCode > 128)));
  process.exit(exitCode);
}

/** @param isHurried after a signal. */
function flush(stream: NodeJS.WriteStream, isHurried: boolean): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve());
    if (stream.isTTY || isHurried) setTimeout(resolve, LAST_MS);
  });
}
