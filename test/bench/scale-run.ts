/**
 * One long run in a process of its own, so that its memory is its own: prints the seconds and the most
 * memory it took as JSON. `node test/bench/scale-run.ts REQUESTS`
 */
import { metricsOf, parseScenario, seriesOf, simulate, summary, together, type EventView } from '#simulator';

const ratePerSecond = 1000;
const requests = Number(process.argv[2]);
const toMs = (requests / ratePerSecond) * 1000;

/** About 300 environments serve 1,000 requests a second. */
const scenario = parseScenario({
  functions: [
    {
      FunctionName: 'f',
      Timeout: 60,
      Profile: { durationMs: { kind: 'exponential', mean: 300 }, initMs: { kind: 'constant', value: 250 } },
    },
  ],
  traffic: [{ kind: 'poisson', FunctionName: 'f', ratePerSecond, toMs }],
});

/** What a page shows of a run. */
const views = together({ metrics: metricsOf(), series: seriesOf(), summary });

const from = performance.now();
let states: unknown[] = [];
let events = 0;
simulate(scenario, {
  onHeader: (header) => (states = views.start(header)),
  listens: views.listens ?? [],
  observe(event: EventView) {
    events++;
    views.step(states, event);
  },
});
const { summary: found } = views.finish(states);
const seconds = (performance.now() - from) / 1000;
if (Math.abs(found.counts.requests / requests - 1) > 0.01)
  throw new Error(`${found.counts.requests} requests instead of about ${requests}`);
console.log(JSON.stringify({ seconds, events, mib: process.resourceUsage().maxRSS / 1024 }));
