/** Exit code of a command line, a file or a scenario that cannot be used. */
export const UNUSABLE = 2;

/** Prints why a command cannot be carried out. Returns its exit code. */
export function refuse(lines: readonly string[]): number {
  for (const line of lines) process.stderr.write(`${line}\n`);
  return UNUSABLE;
}

/** Exits once everything written has reached its reader. */
export async function finish(exitCode: number): Promise<void> {
  // A pipe takes what its reader has room for; the rest waits in this process.
  for (const stream of [process.stdout, process.stderr]) await new Promise((resolve) => stream.write('', resolve));
  process.exit(exitCode);
}
