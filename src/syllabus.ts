/**
 * The order of the lessons: sections, and in each the slugs of the lessons under `content/lessons`.
 * A lesson is named here once it is written; its title comes from the lesson itself.
 */
export const syllabus = [
  { label: 'The life of a request', lessons: ['execution-environment', 'cold-starts'] },
  {
    label: 'Concurrency',
    lessons: ['concurrency', 'reserved-and-provisioned-concurrency', 'scaling-and-throttling'],
  },
  { label: 'Events and retries', lessons: ['asynchronous-invocation'] },
  { label: 'Deployment', lessons: ['versions-and-aliases'] },
] as const;
