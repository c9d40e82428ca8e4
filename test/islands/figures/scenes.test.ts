import { describe, expect, test } from 'vitest';
import { factsOn, parseScenario } from '#simulator';
import { eventLives } from '../../../src/islands/figures/asynchronous/event-lives.ts';
import { crowd } from '../../../src/islands/figures/asynchronous/crowd.ts';
import { outage } from '../../../src/islands/figures/asynchronous/outage.ts';
import { allowedCurve, suddenTraffic } from '../../../src/islands/figures/scaling/sudden-traffic.ts';
import { throttleReasons } from '../../../src/islands/figures/scaling/throttle-reasons.ts';
import { tryingAgain } from '../../../src/islands/figures/scaling/trying-again.ts';
import { sceneRun } from '../../../src/islands/figures/scene-run.ts';
import { firstValues, sceneScenario, type Scene, type Values } from '../../../src/islands/figures/scene.ts';
import { rollout } from '../../../src/islands/figures/versions/rollout.ts';
import { weights } from '../../../src/islands/figures/versions/weights.ts';
import { runScenario } from '../../../src/workers/run-view.ts';

const run = (scene: Scene, values: Values, believed = false) => {
  const { view } = runScenario(parseScenario(sceneScenario(scene, values, believed)));
  return sceneRun(scene, view, view.series);
};
const told = (scene: Scene, changes: Values = {}, believed = false) => {
  const values = { ...firstValues(scene), ...changes };
  return scene.say(run(scene, values, believed).told, values);
};

const scenes: Readonly<Record<string, Scene>> = { suddenTraffic, tryingAgain, outage, crowd, weights, rollout };

const all = Object.entries(scenes);
const having = (part: 'belief' | 'bet') => all.filter(([, scene]) => scene[part] !== undefined);

describe.each(all)('the scene %s', (_, scene) => {
  test('runs with every knob at either end, and has a sentence for it', () => {
    for (const knob of scene.knobs)
      for (const value of [knob.least, knob.most]) {
        expect(knob.shown(value)).not.toMatch(/undefined|NaN/);
        expect(told(scene, { [knob.id]: value })).not.toMatch(/undefined|NaN/);
      }
  });
});

test.each(having('belief'))('the scene %s says something else under the wrong model that it offers', (_, scene) => {
  expect(told(scene, {}, true)).not.toBe(told(scene));
});

test.each(having('bet'))('the bet of the scene %s has an answer that can be entered', (_, scene) => {
  const bet = scene.bet!;
  const right = bet.answer(run(scene, firstValues(scene)).told);
  expect(right).toBeGreaterThanOrEqual(bet.least);
  expect(right).toBeLessThanOrEqual(bet.most);
  for (const guess of [bet.least, right, bet.most]) expect(bet.lesson(guess, right).length).toBeGreaterThan(20);
});

test('environments never pass the curve of what the rate allows', () => {
  const facts = factsOn('2026-11-21');
  const atOnce = facts['limits.scaling.environments'];
  const { atUs, value } = allowedCurve({ atOnce, aSecond: atOnce / facts['scaling.window'] }, 3000);
  const { series } = run(suddenTraffic, firstValues(suddenTraffic));
  series!.live.forEach((live, bin) => {
    const endUs = (bin + 1) * series!.binUs;
    const step = atUs.findLastIndex((at) => at <= endUs + 250_000);
    expect(live).toBeLessThanOrEqual(value[step]!);
  });
  expect(value[0]).toBe(atOnce);
});

test('an event is tried again after the waits of the facts, and given up when the last attempt failed', () => {
  const facts = factsOn('2026-11-21');
  const { timeline } = run(outage, firstValues(outage));
  const lives = eventLives(timeline);
  expect(lives.map(({ isGivenUp }) => isGivenUp)).toEqual([true, true, false, false, false, false]);
  // From the end of one attempt to the end of the next: the wait, the handler, and sometimes an init.
  const atMostUs = 500_000 + 200_000;
  for (const { attempts } of lives) {
    expect(attempts).toHaveLength(3);
    const waitsUs = attempts.slice(1).map(({ atUs }, i) => atUs - attempts[i]!.atUs);
    [facts['async.retryWait.second'], facts['async.retryWait.third']].forEach((seconds, i) => {
      expect(waitsUs[i]).toBeGreaterThan(seconds * 1_000_000);
      expect(waitsUs[i]).toBeLessThanOrEqual(seconds * 1_000_000 + atMostUs);
    });
  }
});

test('a deployment with an alarm harms fewer callers, unless it is over at once', () => {
  const harmed = (changes: Values): number => run(rollout, { ...firstValues(rollout), ...changes }).told.functionErrors;
  expect(harmed({ way: 1, alarm: 1 })).toBeLessThan(harmed({ way: 1, alarm: 0 }));
  expect(harmed({ way: 2, alarm: 1 })).toBeLessThan(harmed({ way: 2, alarm: 0 }));
  expect(harmed({ way: 0, alarm: 1 })).toBe(harmed({ way: 0, alarm: 0 }));
});

test('every reason of a throttle is told apart', () => {
  const reasons = throttleReasons.map(({ reason }) => reason);
  expect(new Set(reasons).size).toBe(reasons.length);
  expect(reasons).toContain('ConcurrentInvocationLimitExceeded');
});
