/** What the host offers to the guest: see host-functions.ts. Set once, before anything runs. */
export let host;

export function setHost(functions) {
  host = functions;
}
