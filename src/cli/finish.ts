/** Leaves with a code once everything written has reached its reader. */
export async function finish(exitCode: number): Promise<void> {
  // A pipe takes what its reader has room for; the rest waits in this process.
  for (const stream of [process.stdout, process.stderr]) await new Promise((resolve) => stream.write('', resolve));
  process.exit(exitCode);
}
