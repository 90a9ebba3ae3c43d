/** An option that is followed by a text, most often the name of a file. */
export const textOption = { type: 'string', requiresArg: true } as const;
