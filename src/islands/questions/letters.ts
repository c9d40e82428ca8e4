/** The letters of options, in the order they are shown. */
export const letters = 'ABCDEF';
