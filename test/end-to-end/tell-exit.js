// Preloaded into a process, this tells a server of its end: the connection to the socket that WITNESS names goes with it,
// and the last thing that comes is the exit code.
import { connect } from 'node:net';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  const line = connect(process.env.WITNESS).unref();
  process.on('exit', (code) => line.write(String(code)));
}
