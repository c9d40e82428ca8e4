/** The invocation that log lines belong to. */
export const request = {
  /** `undefined` until the first event has come, and printed as that word. */
  id: undefined,
};
