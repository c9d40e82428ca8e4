/** The day the site speaks of when it says "today": the last day on which a source was read. */
import { facts } from '#simulator';

export const today: string = Object.values(facts).reduce((last, { checked }) => (checked > last ? checked : last), '');
