/** What a scenario has that events can be sent to, and how more is added. */
import type { Scenario } from '#simulator';
import type { RunChange } from '../edits.ts';

export type TargetService = 'sqs' | 'sns' | 's3' | 'lambda' | 'events';

export interface EventTarget {
  /** The ARN. */
  readonly value: string;
  readonly title: string;
}

/** The targets of some services, by ARN. */
export function targetsOf(scenario: Scenario, services: readonly TargetService[]): EventTarget[] {
  const { region, accountId } = scenario;
  const place = `${region}:${accountId}`;
  const all: Readonly<Record<TargetService, readonly EventTarget[]>> = {
    sqs: scenario.queues.map(({ QueueName }) => ({
      value: `arn:aws:sqs:${place}:${QueueName}`,
      title: `queue ${QueueName}`,
    })),
    sns: scenario.topics.map(({ TopicName }) => ({
      value: `arn:aws:sns:${place}:${TopicName}`,
      title: `topic ${TopicName}`,
    })),
    s3: scenario.buckets.map(({ BucketName }) => ({
      value: `arn:aws:s3:::${BucketName}`,
      title: `bucket ${BucketName}`,
    })),
    lambda: scenario.functions.map(({ FunctionName }) => ({
      value: `arn:aws:lambda:${place}:function:${FunctionName}`,
      title: `function ${FunctionName}`,
    })),
    events: ['default', ...scenario.eventBuses.map(({ Name }) => Name)].map((name) => ({
      value: `arn:aws:events:${place}:event-bus/${name}`,
      title: `event bus ${name}`,
    })),
  };
  return services.flatMap((service) => all[service]);
}

/** One more resource of a service, named after the function. */
export function newResource(
  scenario: Scenario,
  service: Exclude<TargetService, 'lambda'>,
  FunctionName: string,
): RunChange {
  const unused = (stem: string, taken: readonly string[]): string => {
    for (let i = 1; ; i++) {
      const name = i === 1 ? stem : `${stem}-${i}`;
      if (!taken.includes(name)) return name;
    }
  };
  switch (service) {
    case 'sqs': {
      const QueueName = unused(
        `${FunctionName}-failed`,
        scenario.queues.map((one) => one.QueueName),
      );
      return { queues: [...scenario.queues, { QueueName }] };
    }
    case 'sns': {
      const TopicName = unused(
        `${FunctionName}-topic`,
        scenario.topics.map((one) => one.TopicName),
      );
      return { topics: [...scenario.topics, { TopicName }] };
    }
    case 's3': {
      const BucketName = unused(
        `${FunctionName}-bucket`.toLowerCase(),
        scenario.buckets.map((one) => one.BucketName),
      );
      return { buckets: [...scenario.buckets, { BucketName }] };
    }
    case 'events': {
      const Name = unused(
        `${FunctionName}-bus`,
        scenario.eventBuses.map((one) => one.Name),
      );
      return { eventBuses: [...scenario.eventBuses, { Name }] };
    }
  }
}
