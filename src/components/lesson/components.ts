/** What the text of a lesson can use without importing it: content imports nothing. */
export { default as Note } from './SourcedNote.astro';
export { default as Fact } from '../Fact.astro';
export { default as Since } from './Since.astro';
export { default as FromRun } from './FromRun.astro';
export { default as Printed } from './Printed.astro';
export { default as Experiment } from './Experiment.astro';
export { default as Trap } from './Trap.astro';
export { default as Questions } from './Questions.astro';
export { default as SecondRequest } from '../../islands/figures/SecondRequest.astro';
export { default as TwoRequests } from '../../islands/figures/TwoRequests.astro';
export { default as LifecycleDiagram } from '../../islands/figures/LifecycleDiagram.astro';
