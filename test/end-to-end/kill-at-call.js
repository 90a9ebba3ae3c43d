// Preloaded into a process: kills it at a call of the file system. KILL_AT names the call and its number from 1, `renameSync 3`. A write
// is killed when half of it is done.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  const [name, number] = process.env.KILL_AT.split(' ');
  const own = fs[name];
  let calls = 0;
  fs[name] = (...args) => {
    const [handle, bytes] = args;
    // Output and errors are no files.
    if (handle > 2 || typeof handle === 'string') calls++;
    if (calls === Number(number)) {
      if (name === 'writeSync') own(handle, bytes.subarray(0, bytes.length / 2));
      process.kill(process.pid, 'SIGKILL');
    }
    return own(...args);
  };
  syncBuiltinESMExports();
}
