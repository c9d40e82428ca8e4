import { describe, expect, it } from 'vitest';
import { erlangB, erlangC, littlesLaw, lossService, queueService, servedPerSecond, serversFor } from '#simulator';

describe('Little’s law', () => {
  it.each([
    [100, 1, 100],
    [100, 0.5, 50],
    [200, 0.25, 50],
    [5000, 0.2, 1000],
    [30_000, 0.02, 600],
  ])('gives AWS’s own examples: %d requests a second of %d s run %d at once', (rate, serviceS, concurrency) => {
    expect(littlesLaw(rate, serviceS)).toBeCloseTo(concurrency, 9);
    expect(servedPerSecond(concurrency, serviceS)).toBeCloseTo(rate, 6);
  });
});

describe('Erlang’s B formula', () => {
  it('turns 0.504455 of 1,000 requests a second of 2.016 s away from 1,000 servers', () => {
    expect(erlangB(1000, littlesLaw(1000, 2.016))).toBeCloseTo(0.504455, 6);
  });

  it('agrees with the formula where that can be worked out by hand', () => {
    // Two servers, one erlang: (1/2) / (1 + 1 + 1/2).
    expect(erlangB(2, 1)).toBeCloseTo(0.2, 12);
    expect(erlangB(3, 2)).toBeCloseTo(8 / 6 / (1 + 2 + 2 + 8 / 6), 12);
  });

  it('turns all away where nobody serves, and nobody where nothing comes', () => {
    expect([erlangB(0, 5), erlangB(5, 0)]).toEqual([1, 0]);
  });

  it('refuses what is no service', () => {
    expect(() => erlangB(-1, 1)).toThrow(RangeError);
  });
});

describe('Erlang’s C formula', () => {
  it('is the share of a single server’s time that is used', () => {
    expect(erlangC(1, 0.7)).toBeCloseTo(0.7, 12);
  });

  it('has everybody wait when the load is too much', () => {
    expect(erlangC(3, 3)).toBe(1);
  });
});

describe('a service', () => {
  it('that turns away serves what it does not turn away', () => {
    const { load, inService, lost, utilization } = lossService(1000, 2.016, 1000);
    expect(inService).toBeCloseTo(load * (1 - lost), 9);
    expect(utilization).toBeCloseTo(0.99902, 5);
  });

  it('with a queue has the mean wait of the textbook: one server at 80 % has four services to wait for', () => {
    const { meanWaitS, inQueue } = queueService(0.8, 1, 1);
    expect(meanWaitS).toBeCloseTo(4, 9);
    expect(inQueue).toBeCloseTo(3.2, 9);
  });

  it('with a queue and too little of it has waits without end', () => {
    expect(queueService(20, 1, 10)).toMatchObject({ utilization: 1, inQueue: Infinity, waits: 1 });
  });

  it('for which nothing comes is idle', () => {
    expect(queueService(0, 1, 10)).toMatchObject({ utilization: 0, inQueue: 0, meanWaitS: 0 });
  });

  it('needs so many servers that fewer would turn more away', () => {
    const servers = serversFor(100, 0.01);
    expect(erlangB(servers, 100)).toBeLessThanOrEqual(0.01);
    expect(erlangB(servers - 1, 100)).toBeGreaterThan(0.01);
  });
});
