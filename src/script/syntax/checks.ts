import { refuse } from './fault.ts';
import { checkNames } from './name-checks.ts';
import { MAX_DEPTH } from './reader.ts';
import { isNode, type Module, type Node, type Parameters } from './tree.ts';

/*
 * The faults that Python finds after it has parsed the file: names that are declared too late, `return` outside of a function,
 * `break` outside of a loop, and the like. Two walks over the whole tree, names first, as Python orders them.
 */

export function checkModule(module: Module): void {
  checkHeight(module);
  checkNames(module);
  walkFlow(module.body, { inFunction: false, inLoop: false });
}

/** Long chains such as `1 + 1 + …` make a high tree without deep brackets. */
function checkHeight(module: Module): void {
  const open: unknown[] = [module.body];
  const heights = [0];
  while (open.length > 0) {
    const value = open.pop();
    const height = heights.pop()!;
    if (!isNode(value)) continue;
    const next = value.kind === undefined ? height : height + 1;
    if (next > MAX_DEPTH) refuse('this statement is nested too deeply', value.from, value.to);
    if (Array.isArray(value)) {
      for (const item of value) {
        if (!isNode(item)) continue;
        open.push(item);
        heights.push(next);
      }
    } else {
      for (const field in value) {
        const child = value[field];
        if (!isNode(child)) continue;
        open.push(child);
        heights.push(next);
      }
    }
  }
}

interface Flow {
  readonly inFunction: boolean;
  readonly inLoop: boolean;
}

function walkFlow(value: unknown, flow: Flow): void {
  if (!isNode(value)) return;
  if (Array.isArray(value)) {
    for (const item of value) walkFlow(item, flow);
    return;
  }
  const { from, to } = value;
  switch (value.kind) {
    case 'return':
      if (!flow.inFunction) refuse("'return' outside function", from, to);
      break;
    case 'yield':
    case 'yield from':
      if (!flow.inFunction) refuse("'yield' outside function", from, to);
      break;
    case 'break':
      if (!flow.inLoop) refuse("'break' outside loop", from, to);
      return;
    case 'continue':
      if (!flow.inLoop) refuse("'continue' not properly in loop", from, to);
      return;
    case 'name':
    case 'integer':
    case 'float':
    case 'string':
    case 'constant':
      return;
    case 'call':
      checkKeywords(value['arguments'] as readonly Node[]);
      break;
    case 'assign':
      for (const target of value['targets'] as readonly Node[]) checkStars(target, false);
      if (isStarred(value['value']))
        refuse("can't use starred expression here", value['value'].from, value['value'].to);
      break;
    case 'expression':
    case 'augmented':
      if (isStarred(value['value']))
        refuse("can't use starred expression here", value['value'].from, value['value'].to);
      break;
    case 'try':
      checkHandlers(value['handlers'] as readonly Node[]);
      break;
    case 'for':
      checkStars(value['target'] as Node, false);
      walkFlow(value['target'], flow);
      walkFlow(value['iterable'], flow);
      walkFlow(value['body'], { ...flow, inLoop: true });
      walkFlow(value['otherwise'], flow);
      return;
    case 'while':
      walkFlow(value['test'], flow);
      walkFlow(value['body'], { ...flow, inLoop: true });
      walkFlow(value['otherwise'], flow);
      return;
    case 'def':
    case 'lambda':
      walkFlow(value['decorators'], flow);
      for (const parameter of value['parameters'] as Parameters) walkFlow(parameter.defaultValue, flow);
      walkFlow(value['body'], { inFunction: true, inLoop: false });
      return;
    case 'class':
      walkFlow(value['decorators'], flow);
      checkKeywords(value['bases'] as readonly Node[]);
      walkFlow(value['bases'], flow);
      walkFlow(value['body'], { inFunction: false, inLoop: false });
      return;
    default:
  }
  for (const field in value) {
    const child = value[field];
    if (isNode(child)) walkFlow(child, flow);
  }
}

function isStarred(value: unknown): value is Node {
  return isNode(value) && value.kind === 'starred';
}

function checkKeywords(given: readonly Node[]): void {
  const names = new Set<unknown>();
  for (const argument of given) {
    if (argument.kind !== 'keyword') continue;
    if (names.has(argument['name'])) {
      refuse(`keyword argument repeated: ${argument['name']}`, argument.from, argument.to);
    }
    names.add(argument['name']);
  }
}

function checkStars(target: Node, inside: boolean): void {
  if (target.kind === 'starred') {
    if (!inside) refuse('starred assignment target must be in a list or tuple', target.from, target.to);
    checkStars(target['value'] as Node, false);
  } else if (target.kind === 'tuple' || target.kind === 'list') {
    const items = target['items'] as readonly Node[];
    if (items.filter(isStarred).length > 1) {
      refuse('multiple starred expressions in assignment', target.from, target.to);
    }
    for (const item of items) checkStars(item, true);
  }
}

function checkHandlers(handlers: readonly Node[]): void {
  for (const handler of handlers.slice(0, -1)) {
    if (handler['exception'] === undefined) refuse("default 'except:' must be last", handler.from, handler.to);
  }
}
