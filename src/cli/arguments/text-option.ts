/** An option that is followed by a text, most often the name of a file. */
export const textOption = { type: 'string', requiresArg: true } as const;

/** One that is followed by several, and may be said again for more. */
export const listOption = { type: 'string', array: true, nargs: 1, requiresArg: true } as const;
