/** Why a request was throttled, and the names of the numbers that it was decided on, by the rule that decided. */
import { groupedNumber } from '../facts/quantity-text.ts';
import type { EventView } from '../trace.ts';

interface Throttle {
  /** What `used` and `limit` count. */
  readonly used: string;
  readonly limit: string;
  /** As a clause; `of` is "3 of at most 3". */
  readonly told: (of: string) => string;
}

const inFlight: Throttle = {
  used: 'invocations in flight',
  limit: 'concurrency limit',
  told: (of) => `${of} invocations were in flight`,
};
const requests: Throttle = {
  used: 'requests let in during the second before',
  limit: 'requests a second at most',
  told: (of) => `${of} requests had been let in during the second before`,
};
const created: Throttle = {
  used: 'new environments lately',
  limit: 'new environments at most',
  told: (of) => `${of} new environments had been made lately`,
};

const byRule: Readonly<Record<string, Throttle>> = {
  'admission.reservedLimit': {
    ...inFlight,
    told: (of) => `${of} invocations were in flight on the reserved concurrency of the function`,
  },
  'admission.accountLimit': {
    ...inFlight,
    told: (of) => `${of} invocations were in flight on the unreserved concurrency of the account`,
  },
  'admission.accountRate': {
    ...requests,
    told: (of) => `${of} requests had been let in by the account during the second before`,
  },
  'admission.reservedRate': {
    ...requests,
    told: (of) => `${of} requests had been let in by the function during the second before`,
  },
  'admission.scalingRate': {
    ...created,
    told: (of) => `the function had got ${of} new environments of its scaling rate`,
  },
  'admission.burst': { ...created, told: (of) => `the account had got ${of} new environments of its burst` },
  'misconception.requestsPerSecond': requests,
  'misconception.cap': {
    used: 'provisioned environments in use',
    limit: 'provisioned concurrency',
    told: (of) => `${of} provisioned environments were in use`,
  },
};

/** How the throttle of an `invoke.throttled` event is told. */
export const throttleOf = (event: EventView): Throttle => byRule[event.rule?.id ?? ''] ?? inFlight;

/** "3 of at most 3 invocations were in flight on the reserved concurrency of the function". */
export const throttleText = (event: EventView): string =>
  throttleOf(event).told(`${groupedNumber(event.number('used'))} of at most ${groupedNumber(event.number('limit'))}`);
