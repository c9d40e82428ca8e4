/**
 * How many interrupt ticks of the sandbox one vCPU gets through in a second: the one number that
 * turns the learner's code into virtual time. It is provisional until it is measured.
 */
import { factTable, since } from './fact.ts';
import { sources } from './sources.ts';

export const cpuTicks = factTable({
  'cpu.ticksPerVcpuSecond': {
    title: 'Interrupt ticks of the sandbox in a second of one vCPU',
    unit: 'tick/s',
    source: sources.coldstart,
    status: 'measured',
    values: since(['2015-04-09', 200_000_000]),
  },
});
