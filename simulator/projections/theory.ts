/**
 * What queueing theory says of a service: overlays for charts, and checks of the simulation. Rates are
 * per second, times are seconds; pure arithmetic.
 */

/**
 * Little's law: how many are served at once on average.
 * @param ratePerSecond arrivals that are let in
 * @param serviceS time each takes
 */
export const littlesLaw = (ratePerSecond: number, serviceS: number): number => ratePerSecond * serviceS;

/** Requests a second that so much concurrency can serve, by the same law. */
export const servedPerSecond = (concurrency: number, serviceS: number): number =>
  serviceS === 0 ? Infinity : concurrency / serviceS;

/**
 * Erlang's B formula: the share of random arrivals that find all servers busy and are turned away, as
 * throttled requests are. By its recurrence B(0) = 1, B(n) = load · B(n - 1) / (n + load · B(n - 1)),
 * which holds for any distribution of service times.
 * @param servers concurrency limit, a whole number from 0
 * @param load offered load in erlangs: rate times service time
 * @throws RangeError when either is less than 0
 */
export function erlangB(servers: number, load: number): number {
  if (servers < 0 || load < 0) throw new RangeError(`no such service: ${servers} servers, ${load} erlangs`);
  let blocked = 1;
  for (let n = 1; n <= servers; n++) blocked = (load * blocked) / (n + load * blocked);
  return blocked;
}

/**
 * Erlang's C formula: the share of random arrivals that have to wait where they queue instead of being
 * turned away; 1 when the load is more than the servers can do.
 */
export function erlangC(servers: number, load: number): number {
  if (load >= servers) return 1;
  const blocked = erlangB(servers, load);
  return (servers * blocked) / (servers - load * (1 - blocked));
}

/** A service of equal servers with random arrivals and random service times, in the long run. */
export interface Service {
  /** Rate times service time. */
  load: number;
  /** Share of the servers' time that is used, 0 to 1. */
  utilization: number;
  /** Average number in service. */
  inService: number;
}

/** Where what finds no server is turned away (M/G/c/c): throttled requests that nobody sends again. */
export function lossService(ratePerSecond: number, serviceS: number, servers: number): Service & { lost: number } {
  const load = littlesLaw(ratePerSecond, serviceS);
  const lost = erlangB(servers, load);
  const inService = load * (1 - lost);
  return { load, utilization: servers === 0 ? 1 : inService / servers, inService, lost };
}

/** Where it waits in a queue without end (M/M/c): asynchronous events. All waits are endless when the load is too much. */
export function queueService(
  ratePerSecond: number,
  serviceS: number,
  servers: number,
): Service & { waits: number; inQueue: number; meanWaitS: number } {
  const load = littlesLaw(ratePerSecond, serviceS);
  const waits = erlangC(servers, load);
  const isTooMuch = load >= servers;
  const inQueue = isTooMuch ? (load === 0 ? 0 : Infinity) : (waits * load) / (servers - load);
  return {
    load,
    utilization: isTooMuch ? 1 : load / servers,
    inService: Math.min(load, servers),
    waits,
    inQueue,
    meanWaitS: ratePerSecond === 0 ? 0 : inQueue / ratePerSecond,
  };
}

/** The least number of servers with which at most this share is turned away. @throws RangeError for a share of 0 or less */
export function serversFor(load: number, share: number): number {
  if (share <= 0) throw new RangeError('no number of servers turns nobody away');
  let servers = 0;
  for (let blocked = 1; blocked > share;) {
    servers++;
    blocked = (load * blocked) / (servers + load * blocked);
  }
  return servers;
}
