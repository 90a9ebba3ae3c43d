import type { SyntaxFault } from './tree.ts';

/** Thrown inside of the parser; `parseModule` returns its fault. */
export class SyntaxFaultError extends Error {
  readonly fault: SyntaxFault;
  constructor(fault: SyntaxFault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** A fault with Python's message and the advice for it. */
export function fault(
  message: string,
  from: number,
  to: number,
  type: SyntaxFault['type'] = 'SyntaxError',
): SyntaxFault {
  return { type, message, advice: adviceFor(message), from, to: Math.max(from, to) };
}

export function refuse(message: string, from: number, to: number, type?: SyntaxFault['type']): never {
  throw new SyntaxFaultError(fault(message, from, to, type));
}

const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/was never closed/, 'Add the closing bracket, or remove this one.'],
  [/^unmatched/, 'Remove this bracket, or add the opening one before it.'],
  [/^closing parenthesis/, 'Close each bracket with its own kind, the innermost first.'],
  [/^too many nested parentheses/, 'Split the expression into several lines with names for its parts.'],
  [/nested too deeply/, 'Split it into several lines with names for its parts.'],
  [/^expected ':'/, 'End the line that opens a block with a colon.'],
  [/^unterminated/, 'Close the string with the quote that it began with.'],
  [/^expected an indented block/, 'Indent the lines of the block, or write pass for an empty one.'],
  [/^unexpected indent/, 'Give this line the indentation of the line before it.'],
  [/^unindent does not match/, 'Give this line exactly the indentation of an earlier block.'],
  [/^inconsistent use of tabs/, 'Indent all lines with spaces.'],
  [/^too many levels of indentation/, 'Move inner blocks into functions.'],
  [/^Missing parentheses in call/, 'Put parentheses around the values.'],
  [/Perhaps you forgot a comma/, 'Put a comma or an operator between the two expressions.'],
  [/Maybe you meant '=='/, 'Compare with ==; a single = assigns.'],
  [/perhaps you meant "=="/, 'Write name=value for an argument, or compare with ==.'],
  [/^cannot assign to|^cannot delete/, 'Write a name, an attribute or an element on the left.'],
  [/outside function$/, 'Move this line into a function, or check its indentation.'],
  [/outside loop$|not properly in loop$/, 'Move this line into a loop, or check its indentation.'],
  [/^unexpected character after line continuation/, 'Let the backslash be the last character of its line.'],
  [/^invalid non-printable character|^invalid character/, 'Type this character again; it may come from a web page.'],
  [/^leading zeros/, 'Remove the leading zeros, or write 0o for an octal number.'],
  [
    /^invalid .* literal|^invalid digit/,
    'Write the number in one of the forms 12, 1.5, 1e-3 or 0xff; a name cannot begin with a digit.',
  ],
  [/^non-default argument/, 'Move the arguments that have a default behind the others.'],
  [/^positional argument follows/, 'Move the arguments without a name before those with one.'],
  [/^Generator expression must be parenthesized/, 'Put parentheses around the generator expression.'],
  [/^keyword argument repeated|^duplicate argument/, 'Remove one of the two.'],
  [/^expected 'else'/, 'A conditional expression needs both: a if condition else b.'],
  [/^f-string/, 'Check the braces; write {{ and }} for braces in the text.'],
  [/is not supported|are not supported/, 'Rewrite this line without it.'],
  [/source code (string )?cannot contain null bytes/, 'Save the file as plain text in UTF-8.'],
  [/^illegal target for annotation|^only single target/, 'Annotate a single name, or remove the colon.'],
  [/global|nonlocal/, 'Put the declaration at the top of the function, before the name is used.'],
  [/^expected 'except'/, 'Add an except or a finally block.'],
  [/larger than/, 'Split the file, or load its data from a file beside it.'],
  [/codec|encoding/, 'Save the file in UTF-8.'],
];

function adviceFor(message: string): string {
  return ADVICE.find(([pattern]) => pattern.test(message))?.[1] ?? 'Check this line and the end of the line before it.';
}
