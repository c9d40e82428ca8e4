import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStaticServer, listen, mimeType } from '../../src/commands/static-server.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'coldstart-server-'));
const site = path.join(folder, 'site');
const home = '<!doctype html><title>Home</title>'.repeat(50);

function file(name: string, content: string): void {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), content);
}
file('secret.txt', 'outside');
file('site/index.html', home);
file('site/404.html', 'nothing here');
file('site/.stamp', 'hidden');
file('site/learn/a lesson/index.html', 'the lesson');
file('site/_astro/page.0a1b.js', 'export {};');
file('site/quickjs.wasm', '\0asm');

const server = createStaticServer(site);
let port = 0;

beforeAll(async () => {
  port = await listen(server, 0);
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Sends `target` exactly as it is written: `fetch` would tidy it up first. */
function ask(target: string, method = 'GET', headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', path: target, method, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
      );
    });
    sent.on('error', reject).end();
  });
}

describe('the static server', () => {
  it('gives the home page', async () => {
    const { status, headers, body } = await ask('/');
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(body.toString()).toBe(home);
  });

  it('gives the page of a folder at its clean address, and sends there from the one without a slash', async () => {
    expect((await ask('/learn/a%20lesson/')).body.toString()).toBe('the lesson');
    const moved = await ask('/learn/a%20lesson?seed=2');
    expect([moved.status, moved.headers.location]).toEqual([308, '/learn/a%20lesson/?seed=2']);
  });

  it('never sends a reader to another host', async () => {
    file('site/example.com/index.html', 'a folder with the name of a host');
    expect((await ask('//example.com')).headers.location).toBe('/example.com/');
  });

  it('gives WebAssembly its own type, so that browsers compile it while it loads', async () => {
    expect((await ask('/quickjs.wasm')).headers['content-type']).toBe('application/wasm');
    expect(mimeType('a.unknown')).toBe('application/octet-stream');
  });

  it('answers HEAD with the headers of GET and no body', async () => {
    const [head, get] = [await ask('/', 'HEAD'), await ask('/')];
    expect(head.status).toBe(200);
    expect(head.headers['content-length']).toBe(get.headers['content-length']);
    expect(head.body.length).toBe(0);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
    const { status, headers } = await ask('/', method);
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  it('shows the 404 page for what is not there', async () => {
    const { status, body } = await ask('/no/such/page');
    expect([status, body.toString()]).toEqual([404, 'nothing here']);
  });

  it.each([
    '/../secret.txt',
    '/learn/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%5csecret.txt',
    '/learn/..%5c..%5csecret.txt',
    '/%00',
    '/secret.txt%00.html',
    '/%E0%A4%A',
    '/.stamp',
    '/C:/secret.txt',
  ])('gives nothing outside its folder and nothing hidden: %s', async (target) => {
    const { status, body } = await ask(target);
    expect(status).toBe(400);
    expect(body.toString()).not.toMatch(/outside|hidden/);
  });

  it('compresses text as the browser asks', async () => {
    const br = await ask('/', 'GET', { 'accept-encoding': 'gzip, br' });
    expect(br.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(br.body).toString()).toBe(home);
    const gzip = await ask('/', 'GET', { 'accept-encoding': 'gzip' });
    expect(gunzipSync(gzip.body).toString()).toBe(home);
    expect((await ask('/')).headers['content-encoding']).toBeUndefined();
  });

  it('lets browsers keep files whose name holds their hash, and ask again for pages', async () => {
    expect((await ask('/_astro/page.0a1b.js')).headers['cache-control']).toContain('immutable');
    const { headers } = await ask('/');
    expect(headers['cache-control']).toBe('no-cache');
    expect((await ask('/', 'GET', { 'if-none-match': headers.etag ?? '' })).status).toBe(304);
  });

  it('sees a file that changed', async () => {
    file('site/changing.txt', 'one');
    expect((await ask('/changing.txt')).body.toString()).toBe('one');
    file('site/changing.txt', 'two, longer');
    expect((await ask('/changing.txt')).body.toString()).toBe('two, longer');
  });
});

describe('listen', () => {
  it('takes the next port when one is taken, unless only one will do', async () => {
    const other = createServer();
    const taken = await new Promise<number>((resolve) =>
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)),
    );
    const second = createStaticServer(site);
    await expect(listen(createStaticServer(site), taken, 1)).rejects.toThrow('EADDRINUSE');
    expect(await listen(second, taken)).toBeGreaterThan(taken);
    second.close();
    other.close();
  });
});
