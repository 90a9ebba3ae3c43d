/** The text of a file, in the bundle (`scripts/raw-text.js`) and in the tests (Vite). */
declare module '*?raw' {
  const text: string;
  export default text;
}
