/** Laws of runs with versions, provisioned concurrency, clients that try again and asynchronous events. */
import { describe, test } from 'vitest';
import { NONE, type EventType, type ScenarioInput, type Trace } from '#simulator';
import { count, holds as holdsIn, must, type Seen } from './laws.ts';
import { scaleScenarios } from './scale-scenarios.ts';

const holds = (law: (events: Seen[], input: ScenarioInput, trace: Trace) => void): void =>
  holdsIn(scaleScenarios, law, 250);

const asynchronous = (events: Seen[]): Set<number> =>
  new Set(events.filter((e) => e.ruleId === 'request.asynchronous').map((e) => e.request));

describe('in every run at scale', () => {
  test('time never goes back, and a cause comes before what it leads to', () =>
    holds((events) => {
      events.forEach((e, i) => {
        must(i === 0 || e.atUs >= events[i - 1]!.atUs, `event ${i} goes back`);
        must(e.causeSeq === NONE || e.causeSeq < e.seq, `event ${i} has its cause after it`);
        must(Number.isInteger(e.atUs), `event ${i} is not at a whole microsecond`);
      });
    }));

  test('an environment serves one request at a time and nothing after its end, and every START has one REPORT', () =>
    holds((events) => {
      const serving = new Map<number, number>();
      const ended = new Set<number>();
      for (const e of events) {
        if (e.environment === NONE) continue;
        must(!ended.has(e.environment), `environment ${e.environment} lives on`);
        if (e.type === 'environment.shutdown') ended.add(e.environment);
        if (e.type === 'platform.start') {
          must(!serving.has(e.environment), `environment ${e.environment} serves two requests`);
          serving.set(e.environment, e.request);
        }
        if (e.type === 'platform.report') {
          must(serving.get(e.environment) === e.request, `REPORT without START of request ${e.request}`);
          serving.delete(e.environment);
        }
      }
      must(serving.size === 0, 'a request was never reported');
    }));

  test('every synchronous request is answered exactly once: served, throttled or refused', () =>
    holds((events) => {
      const events202 = asynchronous(events);
      const answers = new Map<number, number>();
      for (const e of events)
        if (['invoke.completed', 'invoke.throttled', 'invoke.rejected'].includes(e.type) && !events202.has(e.request))
          answers.set(e.request, (answers.get(e.request) ?? 0) + 1);
      for (const n of answers.values()) must(n === 1, 'a request was answered twice');
      const received = events.filter((e) => e.type === 'invoke.received' && !events202.has(e.request)).length;
      must(answers.size === received, 'a request was not answered');
    }));

  test('every asynchronous event that is queued leaves the queue once, served or given up', () =>
    holds((events) => {
      const left = new Map<number, number>();
      for (const e of events)
        if (e.type === 'async.succeeded' || e.type === 'async.dropped')
          left.set(e.request, (left.get(e.request) ?? 0) + 1);
      for (const n of left.values()) must(n === 1, 'an event left twice');
      must(left.size === count(events, 'async.queued'), 'an event is still in the queue');
    }));

  test('an event is tried at most as often as its retries and its second delivery allow', () =>
    holds((events) => {
      const second = new Set(events.filter((e) => e.type === 'async.duplicated').map((e) => e.request));
      for (const e of events)
        if (e.type === 'async.succeeded' || e.type === 'async.dropped')
          must(e.number('attempts') <= 3 + (second.has(e.request) ? 3 : 0), `${e.number('attempts')} attempts`);
    }));

  test('nothing is delivered that was not sent', () =>
    holds((events) => {
      const queued = new Set(events.filter((e) => e.type === 'async.queued').map((e) => e.request));
      const deliveries: EventType[] = ['destination.delivered', 'destination.failed'];
      for (const e of events) if (deliveries.includes(e.type)) must(queued.has(e.request), 'a record of nothing');
    }));

  test('no more invocations are in flight than the account has concurrency', () =>
    holds((events, input) => {
      let inFlight = 0;
      for (const e of events) {
        if (e.type === 'invoke.admitted') {
          inFlight++;
          must(e.number('inFlight') <= e.number('limit'), `${e.number('inFlight')} of ${e.number('limit')}`);
        }
        if (e.type === 'platform.report') inFlight--;
        must(inFlight >= 0 && inFlight <= input.account!.ConcurrentExecutions!, `${inFlight} in flight`);
      }
    }));

  test('a request goes to a provisioned environment only while all that was asked for is ready', () =>
    holds((events) => {
      const ready = new Map<number, number>();
      for (const e of events) {
        if (e.type === 'provisioned.ready') ready.set(e.function, e.number('allocated'));
        if (e.type === 'provisioned.removed') ready.set(e.function, 0);
        if (e.type === 'invoke.admitted' && e.ruleId === 'admission.provisioned')
          must((ready.get(e.function) ?? 0) > 0, `version ${e.function} has nothing ready`);
      }
    }));

  test('what a version is made of never changes', () =>
    holds((events, _, trace) => {
      const sizes = new Map<number, number>();
      for (const e of events) {
        if (e.type !== 'environment.created' || trace.header.functions[e.function]!.Version === '$LATEST') continue;
        const size = e.number('memorySizeMB');
        must((sizes.get(e.function) ?? size) === size, `version ${e.function} has two memory sizes`);
        sizes.set(e.function, size);
      }
    }));

  test('a client makes no more attempts than it may', () =>
    holds((events) => {
      for (const e of events)
        if (e.type === 'invoke.received') must(e.number('attempt') <= 3, `attempt ${e.number('attempt')}`);
    }));

  test('every decision names its rule', () =>
    holds((events) => {
      const undecided: EventType[] = ['function'];
      for (const e of events)
        if (!e.type.startsWith('platform.') && !undecided.includes(e.type))
          must(e.ruleId !== undefined, `${e.type} has no rule`);
    }));
});
