/**
 * Serves a folder of files as the site's hosts do: clean addresses (`/learn/x/`), compressed text,
 * a 404 page, and nothing outside the folder. The content security policy is in the pages themselves.
 */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const mimeTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
};

/** The content type of a file by its name. */
export const mimeType = (file: string): string =>
  mimeTypes[path.extname(file).toLowerCase()] ?? 'application/octet-stream';

const isText = (type: string): boolean => /^text\/|json|xml|wasm/.test(type);

/**
 * The names that the path of a request asks for, one below the other.
 * @returns undefined when the path is malformed, climbs, or names something hidden
 */
export function pathSegments(pathname: string): string[] | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
  const segments = decoded.split('/').filter((segment) => segment !== '');
  return segments.some((segment) => segment.startsWith('.') || /[\\\0:]/.test(segment)) ? undefined : segments;
}

const isFile = (file: string): Promise<boolean> =>
  stat(file).then(
    (found) => found.isFile(),
    () => false,
  );

const encoders = {
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (body: Buffer) => promisify(gzip)(body),
};
type Encoding = keyof typeof encoders;

/** A body ready to be sent, in one encoding. */
interface Prepared {
  readonly modifiedMs: number;
  readonly body: Buffer;
  readonly etag: string;
}

/**
 * @param folder what is served; `404.html` in it answers for what is not there
 * @returns a server that does not listen yet
 */
export function createStaticServer(folder: string): Server {
  const prepared = new Map<string, Prepared>();

  const prepare = async (file: string, encoding: Encoding | ''): Promise<Prepared> => {
    const key = `${encoding}:${file}`;
    const modifiedMs = (await stat(file)).mtimeMs;
    const known = prepared.get(key);
    if (known?.modifiedMs === modifiedMs) return known;
    const plain = await readFile(file);
    const body = encoding ? await encoders[encoding](plain) : plain;
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 20)}"`;
    const fresh = { modifiedMs, body, etag };
    prepared.set(key, fresh);
    return fresh;
  };

  const send = async (request: IncomingMessage, response: ServerResponse, file: string, status: number) => {
    const type = mimeType(file);
    const accepted = String(request.headers['accept-encoding'] ?? '');
    const encoding = !isText(type) ? '' : /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : '';
    const { body, etag } = await prepare(file, encoding);
    const hashed = file.startsWith(path.join(folder, '_astro') + path.sep);
    response.setHeader('Content-Type', type);
    response.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    response.setHeader('ETag', etag);
    response.setHeader('Vary', 'Accept-Encoding');
    if (encoding) response.setHeader('Content-Encoding', encoding);
    if (status === 200 && request.headers['if-none-match'] === etag) return void response.writeHead(304).end();
    response.writeHead(status, { 'Content-Length': body.length });
    response.end(request.method === 'HEAD' ? undefined : body);
  };

  const plain = (response: ServerResponse, status: number, text: string): void => {
    response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
    response.end(`${text}\n`);
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('X-Frame-Options', 'DENY');
    response.setHeader('Referrer-Policy', 'no-referrer');
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      return plain(response, 405, 'Only GET and HEAD are answered here.');
    }
    const [pathname = '/', query] = (request.url ?? '/').split('?', 2);
    const segments = pathSegments(pathname);
    if (!segments) return plain(response, 400, 'This address cannot be.');
    const target = path.join(folder, ...segments);
    const page = path.join(target, 'index.html');
    if (pathname.endsWith('/')) {
      if (await isFile(page)) return send(request, response, page, 200);
    } else if (await isFile(target)) {
      return send(request, response, target, 200);
    } else if (await isFile(page)) {
      const location = `/${segments.map(encodeURIComponent).join('/')}/${query === undefined ? '' : `?${query}`}`;
      return void response.writeHead(308, { Location: location }).end();
    }
    const missing = path.join(folder, '404.html');
    if (await isFile(missing)) return send(request, response, missing, 404);
    plain(response, 404, 'There is no such page.');
  };

  return createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) plain(response, 500, 'The server failed.');
      else response.destroy();
    });
  });
}

/**
 * Listens on this machine only, at `port` or the next one that is free.
 * @param port 0 lets the machine choose
 * @param tries how many ports to try; 1 means this one or none
 * @returns the port
 * @throws Error when none is free
 */
export async function listen(server: Server, port: number, tries = 20): Promise<number> {
  for (let i = 0; ; i++) {
    const error = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
      server.once('error', resolve);
      server.listen(port + i, '127.0.0.1', () => {
        server.off('error', resolve);
        resolve(undefined);
      });
    });
    if (!error) return (server.address() as AddressInfo).port;
    if (error.code !== 'EADDRINUSE' || i + 1 >= tries) throw error;
  }
}
