/**
 * How many interrupt ticks of the sandbox one vCPU gets through in a second: the one number that
 * turns the learner's code into virtual time. Measured by `test/bench/calibrate.ts`: ten programs that do
 * what handlers do, timed cold and warm in Node.js 24 on a server core and counted in the sandbox.
 */
import { factTable, since } from './fact.ts';
import { sources } from './sources.ts';

export const cpuTicks = factTable({
  'cpu.ticksPerVcpuSecond': {
    title: 'Interrupt ticks of the sandbox in a second of one vCPU',
    unit: 'tick/s',
    source: sources.coldstart,
    status: 'measured',
    values: since(['2015-04-09', 100_000_000]),
    note: 'Rounded between the medians of ten programs in Node.js on our machine: 70 to 90 million cold, 140 to 160 million warm. Single programs lie far from it, from 10 million (regular expressions) to 3 billion (tight loops of numbers), because Node.js compiles hot code and the sandbox interprets it.',
  },
});
