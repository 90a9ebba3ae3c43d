// The cost of what a run observes: the run beside the compiled iterations alone. The samples are those of training.js.
export function prepare() {
  return {
    rows: [
      { title: 'observed run, XOR: / bare iterations', over: ['xor run', 'xor compiled'], atMost: 1.25 },
      { title: 'observed run, 64-32-10: / bare iterations', over: ['digits run', 'digits compiled'], atMost: 1.05 },
      { title: 'observed run, 784-128-10: / bare iterations', over: ['images run', 'images compiled'], atMost: 1.05 },
    ],
  };
}
