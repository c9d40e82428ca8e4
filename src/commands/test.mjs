/** `npm test [-- NAMES...]`: installs what is missing and runs every check, or those named. */
import { installAndRun } from './install.mjs';

await installAndRun('check.ts');
