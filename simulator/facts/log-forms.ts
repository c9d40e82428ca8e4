/** Which forms the lines of the log have had, by date: 1 where a form is in use. */
import { factTable, since } from './fact.ts';
import { sources } from './sources.ts';

const launch = '2015-04-09';

/**
 * The day from which failures look as they do now: `Status` in the REPORT line, `Sandbox.Timedout` in
 * the answer, the second init under the timeout of the function. AWS changed environments bit by bit
 * in 2024 and published no day; this one is that of the guide's change and of the first report of it.
 */
export const newFailureForm = '2024-10-04';

export const logForms = factTable({
  'log.initStart': {
    title: 'Whether the log has an INIT_START line',
    unit: 'yes/no',
    source: sources.logFormats,
    values: since([launch, 0], ['2023-01-23', 1]),
    note: 'It came with runtime management configuration; the day is that of its announcement.',
  },
  'log.initReport': {
    title: 'Whether a failed init phase has an INIT_REPORT line',
    unit: 'yes/no',
    source: sources.initReportNews,
    values: since([launch, 0], ['2023-11-13', 1]),
    note: 'Announced in November 2023; the day of the month is taken from the first mentions.',
  },
  'log.reportStatus': {
    title: 'Whether the REPORT line of a failed invocation ends with its status',
    unit: 'yes/no',
    source: sources.doomLoop,
    status: 'assumed',
    values: since([launch, 0], [newFailureForm, 1]),
    note: 'The form is documented and seen in logs of 2025 and 2026; the day is not. Before, a line of its own stood before END.',
  },
  'log.jsonInstance': {
    title: 'Whether JSON records name the instance and the ARN of the function',
    unit: 'yes/no',
    source: sources.telemetrySchema,
    status: 'assumed',
    values: since([launch, 0], ['2025-01-29', 1]),
    note: 'Seen in logs of October 2026 and not in those of May 2024; the day is that of the schema version.',
  },
});
