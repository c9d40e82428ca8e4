/** The Node.js runtimes a function can have, with what is to know of each on a day. */
export interface RuntimeChoice {
  readonly id: string;
  readonly deprecated: boolean;
  readonly note: string;
}

export const nodeRuntimes = (_asOf: string): RuntimeChoice[] =>
  ['nodejs24.x', 'nodejs22.x', 'nodejs20.x'].map((id) => ({ id, deprecated: false, note: '' }));
