import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Agenda } from '../../simulator/kernel/agenda.ts';

test('entries come out by instant, and those of one instant in the order they went in', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 3000 }), (instants) => {
      const agenda = new Agenda();
      instants.forEach((atUs, i) => agenda.schedule(atUs, i % 8, i));
      const expected = instants.map((atUs, i) => ({ atUs, i })).sort((a, b) => a.atUs - b.atUs || a.i - b.i);
      for (const { atUs, i } of expected) {
        expect(agenda.nextAtUs).toBe(atUs);
        expect(agenda.take()).toBe(true);
        expect([agenda.atUs, agenda.kind, agenda.target]).toEqual([atUs, i % 8, i]);
      }
      expect(agenda.take()).toBe(false);
      expect(agenda.nextAtUs).toBe(Infinity);
    }),
    { numRuns: 50 },
  );
});

test('entries added while others are taken keep their place', () => {
  const agenda = new Agenda();
  agenda.schedule(5, 1, 1);
  agenda.schedule(1, 1, 2);
  agenda.take();
  agenda.schedule(5, 1, 3);
  agenda.schedule(3, 1, 4);
  const targets: number[] = [];
  while (agenda.take()) targets.push(agenda.target);
  expect(targets).toEqual([4, 1, 3]);
});
