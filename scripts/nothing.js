// Stands in for what the bundle leaves out.
export default {};
