// Preloaded into a process: connects to the socket that WITNESS names and sends the exit code. The connection ends with the
// process.
import { connect } from 'node:net';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  const line = connect(process.env.WITNESS).unref();
  process.on('exit', (code) => line.write(String(code)));
}
