// Going to an iteration of a run that has been there.
export function prepare() {
  return {
    rows: [
      { title: 'going to any of 60,000 iterations of XOR', missing: 'not measured yet', atMost: 1e-3 },
      { title: 'going to any of 2,000 iterations of digits', missing: 'not measured yet', atMost: 50e-3 },
    ],
  };
}
