/** Asks a thread to end when it gets to it. */
export const endMessage = 'end';
