/** The places of the site that exist, in the order of the masthead. */
import { syllabus } from '../syllabus.ts';

export const firstLesson = `/learn/${syllabus[0].lessons[0]}/`;

export const places = [
  { name: 'Learn', path: firstLesson },
  { name: 'Workbench', path: '/workbench/' },
  { name: 'About', path: '/about/' },
] as const;

export type Place = (typeof places)[number]['name'];
