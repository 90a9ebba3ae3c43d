/*
 * A spreadsheet takes a cell that begins with = + - @ or a control character for a formula, and runs it. A class or a
 * name that begins so is written with an apostrophe before it; reading removes it. Numbers are written as they are.
 */

const FORMULA = /^'*[=+\-@\t\r\n]/;
const NUMBER = /^'*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** A text to write into a table: with an apostrophe before a beginning that a spreadsheet would run. */
export function protectedText(text: string): string {
  return isFormula(text) ? `'${text}` : text;
}

/** The text that `protectedText` was given. Other texts keep their apostrophe: `'s-Hertogenbosch`. */
export function unprotectedText(text: string): string {
  return text.startsWith("'") && isFormula(text) ? text.slice(1) : text;
}

function isFormula(text: string): boolean {
  return FORMULA.test(text) && !NUMBER.test(text);
}
