/**
 * Builds the site when it changed, serves it on this machine and prints its address.
 * `PORT` names the first port to try (4321); `--built` serves dist/ as it is, on that port or not at all.
 */
import { build, siteFolder } from './build.ts';
import { createStaticServer, listen } from './static-server.ts';

const asItIs = process.argv.includes('--built');

try {
  const wanted = Number(process.env.PORT ?? 4321);
  if (!Number.isInteger(wanted) || wanted < 0 || wanted > 65_535)
    throw new Error(`PORT must be a port number, not ${process.env.PORT}.`);
  if (!asItIs) build();
  const server = createStaticServer(siteFolder);
  const port = await listen(server, wanted, asItIs ? 1 : 20);
  console.log(`Coldstart is at http://127.0.0.1:${port}/ (Ctrl-C ends it)`);
  const end = (): void => {
    server.close();
    server.closeAllConnections();
  };
  process.once('SIGINT', end).once('SIGTERM', end);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
