/** Not farther than this from its target a prediction is right: on the right side of one half by a wide margin. */
export const MARGIN = 0.1;
