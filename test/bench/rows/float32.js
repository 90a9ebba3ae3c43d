// Training in float32, beside NumPy's float32.
export function prepare() {
  return { rows: [{ title: '784-128-10, 32 rows f32: × NumPy f32', missing: 'no float32 yet' }] };
}
