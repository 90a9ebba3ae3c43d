/* The compiler: the tree of a file → code objects. It resolves local and global names to slots, and gives each instruction its place. */
import type { Module, Statement } from '../syntax/tree.ts';
import { Assembler } from './assembler.ts';
import { type Code, Source } from './code.ts';
import { compileExpression } from './compile/expressions.ts';
import { docstringOf } from './compile/functions.ts';
import { compileStatement } from './compile/statements.ts';
import { type GlobalSlots, type Shared, Unit } from './compile/unit.ts';
import { findScopes, type Scope } from './scopes.ts';

/**
 * Compiles a file.
 * @param hidden for the prelude: no statement is counted or stepped.
 */
export function compileModule(module: Module, file: string, globals: GlobalSlots, hidden = false): Code {
  const source = new Source(file, module.source, module.version);
  const scopes = findScopes(module);
  const shared: Shared = {
    source,
    scopes,
    globals,
    hidden,
    trueDivision: module.version === 3 || importsDivision(module.body),
    version: module.version,
    expression: compileExpression,
    statement: compileStatement,
  };
  const unit = new Unit(shared, new Assembler('<module>', '', scopes.get(module) as Scope));
  unit.block(module.body);
  return unit.end('module', { from: module.source.length, to: module.source.length }, docstringOf(module.body));
}

function importsDivision(body: readonly Statement[]): boolean {
  return body.some(
    (s) =>
      s.kind === 'import from' &&
      s.module === '__future__' &&
      s.names !== '*' &&
      s.names.some(({ name }) => name === 'division'),
  );
}
