/** The way to a value in a parsed file: ['network', 'hidden', 1]. */
export type Path = readonly (string | number)[];

/** `network.hidden[1]` */
export function printPath(path: Path): string {
  return path.reduce<string>((printed, step) => {
    if (typeof step === 'number') return `${printed}[${step}]`;
    return printed === '' ? step : `${printed}.${step}`;
  }, '');
}

/** The section that the object at a path is: its path without numbers, `changes[].set`. */
export function sectionAt(path: Path): string {
  return printPath(path).replace(/\[\d+\]/g, '[]');
}

/** The value at a path, undefined where the path leads nowhere; what an object inherits is not looked at. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((parent, step) => memberOf(parent, step), value);
}

function memberOf(parent: unknown, step: string | number): unknown {
  return typeof parent === 'object' && parent !== null && Object.hasOwn(parent, step)
    ? (parent as Record<string | number, unknown>)[step]
    : undefined;
}
