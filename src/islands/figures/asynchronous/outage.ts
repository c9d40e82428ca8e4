/** Six asynchronous events and a function that fails for a while: which of them are served in the end? */
import { count } from '../../../charts/words.ts';
import type { Scene } from '../scene.ts';

/** When the events come, seconds, and where the figure ends. */
const eventsAt = [0, 20, 40, 60, 80, 100];
export const outageUntilMs = 300_000;

const handler = {
  durationMs: { kind: 'constant' as const, value: 500 },
  initMs: { kind: 'constant' as const, value: 200 },
};

export const outage: Scene = {
  draws: 'lanes',
  belief: 'retriesAtOnce',
  knobs: [
    {
      id: 'broken',
      label: 'The function fails for',
      least: 0,
      most: 300,
      step: 10,
      value: 210,
      shown: (value) => `${value} s`,
    },
    {
      id: 'retries',
      label: 'MaximumRetryAttempts',
      least: 0,
      most: 2,
      step: 1,
      value: 2,
      shown: (value) => `${value}`,
    },
  ],
  scenario: ({ broken = 0, retries = 2 }) => ({
    name: 'An outage and six events',
    queues: [{ QueueName: 'undelivered' }],
    functions: [
      {
        FunctionName: 'receipts',
        MemorySize: 512,
        Timeout: 5,
        DeadLetterConfig: { TargetArn: 'arn:aws:sqs:us-east-1:111122223333:undelivered' },
        EventInvokeConfigs: [{ MaximumRetryAttempts: retries }],
        Profile: { ...handler, errorRate: broken > 0 ? 1 : 0 },
      },
    ],
    actions: [
      ...eventsAt.map((second) => ({
        do: 'invoke' as const,
        atMs: second * 1000,
        FunctionName: 'receipts',
        InvocationType: 'Event' as const,
      })),
      ...(broken > 0
        ? [{ do: 'updateFunctionCode' as const, atMs: broken * 1000, FunctionName: 'receipts', Profile: handler }]
        : []),
    ],
  }),
  say({ requests, served, functionErrors, asyncDropped }) {
    const fate =
      asyncDropped === 0
        ? `All ${requests} events are served.`
        : asyncDropped === requests
          ? `All ${requests} events are given up and go to the dead-letter queue.`
          : `${count(asyncDropped, 'event')} of ${requests} ${asyncDropped === 1 ? 'is' : 'are'} given up and ${asyncDropped === 1 ? 'goes' : 'go'} to the dead-letter queue.`;
    return `${fate} The handler ran ${served} times, ${functionErrors} of them in vain.`;
  },
  bet: {
    ask: 'Of the six events, how many does Lambda give up?',
    unit: 'events',
    least: 0,
    most: eventsAt.length,
    answer: ({ asyncDropped }) => asyncDropped,
    lesson: (bet, answer) =>
      bet === answer
        ? 'Right. Only for the first two is the third attempt over before the function works again.'
        : bet === eventsAt.length
          ? 'Not all. Lambda waits between its attempts, and for the later events the third comes when the function works again.'
          : bet > answer
            ? 'Fewer: Lambda waits longer before the third attempt than before the second, and that saves the later ones.'
            : 'More. There are three attempts and no fourth, and for the first two events all three fall into the outage.',
  },
};
