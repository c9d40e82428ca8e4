/**
 * The order of the lessons: sections, and in each the slugs of the lessons under `content/lessons`.
 * A lesson is named here once it is written; its title comes from the lesson itself.
 */
export const syllabus = [{ label: 'The life of a request', lessons: ['execution-environment'] }] as const;
