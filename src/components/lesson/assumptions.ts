/** What a run of real code in a lesson rests on, for the strip under its figure. */
import { facts, formatFact, type FactId, type Scenario } from '#simulator';

export function assumptionsOf({ functions, asOf }: Scenario) {
  const fn = functions[0]!;
  const [architecture] = fn.Architectures;
  return [
    stated('cpu.initVcpu', `start of ${fn.Runtime} on ${architecture} as measured`),
    stated('cpu.mbPerVcpu', `${fn.MemorySize} MB of ${formatFact('cpu.mbPerVcpu', asOf)} that are one vCPU`),
    stated('cpu.ticksPerVcpuSecond', 'speed of the code'),
    stated('runtime.warmOverhead', `${formatFact('runtime.warmOverhead', asOf)} of Lambda’s own in a warm invocation`),
  ];
}

function stated(id: FactId, text: string) {
  const { status, source, checked } = facts[id];
  return { status, text, source, checked };
}
