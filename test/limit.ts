/** The longest wait of a test, on a slow, busy machine too: it passes only when the awaited thing never comes. */
export const LIMIT_MS = 20_000;
