/** `npm start`: installs what is missing, builds the site when it changed, serves it, prints the address. */
import { installAndRun } from './install.mjs';

await installAndRun('site.ts');
