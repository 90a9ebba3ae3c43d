import { checkModule } from './checks.ts';
import { decode } from './decode.ts';
import { SyntaxFaultError } from './fault.ts';
import { Reader } from './reader.ts';
import { parseFile } from './statements.ts';
import { type Tokens, tokenize } from './tokens.ts';
import type { Module, PythonVersion, SyntaxFault } from './tree.ts';
import { importsPrintFunction, looksLikePython2 } from './version.ts';

type ParseResult =
  | { readonly module: Module; readonly fault?: undefined }
  /** `source` is the text that the place of the fault points into. */
  | { readonly module?: undefined; readonly fault: SyntaxFault; readonly source: string };

interface ParseOptions {
  /** The rules to read the file by. Without it, Python 2's when the file has a print statement or calls `xrange` or `raw_input`. */
  readonly version?: PythonVersion;
}

/** Parses a Python file. The bytes may be UTF-8 or Latin-1, with any line ends. */
export function parseModule(file: Uint8Array | string, options: ParseOptions = {}): ParseResult {
  const source = decode(file);
  if (typeof source !== 'string') return { fault: source, source: '' };
  const tokens = tokenize(source);
  const printStatement = !importsPrintFunction(tokens.list);
  const version = options.version ?? (looksLikePython2(tokens.list, printStatement) ? 2 : 3);
  const result = parseTokens(source, tokens, version, printStatement);
  if (version === 3 || options.version !== undefined || result.fault === undefined) return result;
  // A Python 3 file with one print statement that was typed from habit: the fault is that statement.
  const python3 = parseTokens(source, tokens, 3, false);
  return python3.fault?.message.startsWith('Missing parentheses') && usesPython3(result.fault, source)
    ? python3
    : result;
}

/** True when the fault by Python 2's rules is at something that only Python 3 has. */
function usesPython3(fault: SyntaxFault, source: string): boolean {
  const text = source.slice(fault.from, fault.to + 1);
  return /^(?:[=@]|:|->|["'f]|nonlocal|from)/i.test(text);
}

function parseTokens(source: string, tokens: Tokens, version: PythonVersion, printStatement: boolean): ParseResult {
  // Python reports a fault of the tokenizer, wherever it is, before any other.
  let first = tokens.fault;
  const { tabFault, unclosed } = tokens;
  if (version === 3 && tabFault !== undefined && (first === undefined || tabFault.from < first.from)) first = tabFault;
  const reader = new Reader(source, tokens.list, version, printStatement);
  if (first !== undefined) return { fault: indentBefore(reader, first) ?? first, source };
  try {
    const body = parseFile(reader);
    const module: Module = { version, source, body };
    checkModule(module);
    return { module };
  } catch (error) {
    if (!(error instanceof SyntaxFaultError)) throw error;
    const { token } = reader;
    if (unclosed !== undefined && (token.kind === 'end' || token.line > unclosed.line)) {
      return { fault: unclosedFault(unclosed.text, unclosed.from), source };
    }
    return { fault: error.fault, source };
  }
}

/** An unexpected indent comes first, too: Python stops there. */
function indentBefore(reader: Reader, first: SyntaxFault): SyntaxFault | undefined {
  try {
    parseFile(reader);
  } catch (error) {
    if (!(error instanceof SyntaxFaultError)) throw error;
    const { fault } = error;
    if (fault.message === 'unexpected indent' && fault.from < first.from) return fault;
  }
  return undefined;
}

function unclosedFault(bracket: string, from: number): SyntaxFault {
  return {
    type: 'SyntaxError',
    message: `'${bracket}' was never closed`,
    advice: 'Add the closing bracket, or remove this one.',
    from,
    to: from + 1,
  };
}
