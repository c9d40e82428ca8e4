import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { answer, handler, openEngine, program, pace, input, run } from './programs.ts';

const engine = await openEngine();
const require = createRequire(import.meta.url);

/** Runs the body of a function in Node.js and in the sandbox. */
const inSandbox = (body: string) => answer(engine, { 'index.js': `exports.handler = async () => { ${body} };` });
const inNode = async (body: string): Promise<unknown> => {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, no-new-func
  const act = new Function('require', `return (async () => { ${body} })()`) as (r: NodeJS.Require) => Promise<unknown>;
  return JSON.parse(JSON.stringify((await act(require)) ?? null)) as unknown;
};

describe('does what Node.js does:', () => {
  it.each([
    [
      'Buffer from and to text',
      "const b = Buffer.from('héllo €😀'); return [b.length, b.toString('hex'), b.toString('base64'), b.toString('base64url'), b.toString('latin1'), Buffer.from('aGk_', 'base64url').toString(), Buffer.from('ff00', 'hex')[0], Buffer.byteLength('€')];",
    ],
    [
      'Buffer operations',
      "const b = Buffer.alloc(12); b.writeUInt32BE(7, 0); b.writeInt16LE(-2, 4); b.write('abc', 6); return [b.toJSON(), b.readUInt32BE(0), b.readInt16LE(4), Buffer.concat([b.subarray(0, 2), Buffer.from('x')]).length, Buffer.compare(Buffer.from('a'), Buffer.from('b')), b.equals(b), Buffer.isBuffer(b), b.indexOf('c'), b.slice(6, 9).toString(), b instanceof Uint8Array];",
    ],
    ['Buffer in inspect', "return [require('util').inspect(Buffer.from('abc')), String(Buffer.from('abc'))];"],
    [
      'hashes',
      "const c = require('crypto'); return ['md5', 'sha1', 'sha256', 'sha384', 'sha512'].map((n) => c.createHash(n).update('a').update(Buffer.from('b')).digest('hex')).concat(c.createHmac('sha256', 'key').update('data').digest('base64'), c.createHash('sha256').digest().length);",
    ],
    ['crypto errors', "const c = require('crypto'); try { c.createHash('nope') } catch (e) { return e.message }"],
    [
      'webcrypto digest',
      "return Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode('x'))).toString('hex');",
    ],
    [
      'timingSafeEqual',
      "const c = require('crypto'); return [c.timingSafeEqual(Buffer.from('a'), Buffer.from('a')), c.timingSafeEqual(Buffer.from('a'), Buffer.from('b'))];",
    ],
    [
      'URL',
      "const u = new URL('https://user:pw@Example.com:8080/a/../b%20c?x=1&y=é#h'); u.searchParams.append('z', 'a b'); return [u.href, u.host, u.pathname, u.search, u.hash, u.origin, u.username, [...u.searchParams], new URL('../x', 'http://a.b/c/d/').href, URL.canParse('nope')];",
    ],
    [
      'URLSearchParams',
      "const p = new URLSearchParams('a=1&a=2&b=%20'); p.delete('b'); p.set('c', 'é'); return [p.toString(), p.getAll('a'), p.has('b'), Object.fromEntries(p)];",
    ],
    [
      'url',
      "const u = require('url'); return [u.fileURLToPath('file:///a%20b'), u.pathToFileURL('/a b').href, u.parse('http://a.b:1/c?d=e#f').pathname, u.parse('/p?x=1', true).query];",
    ],
    [
      'querystring',
      "const q = require('querystring'); return [q.parse('a=1&b=2&a=3&c'), q.stringify({ a: [1, 2], b: 'x y', c: true }), q.escape('ä&')];",
    ],
    [
      'path',
      "const p = require('path'); return [p.join('a', '..', 'b'), p.resolve('/x', 'y'), p.basename('/a/b.txt', '.txt'), p.extname('a.b.c'), p.parse('/a/b.c'), p.relative('/a/b', '/a/c'), p.normalize('/a/./b//c'), p.isAbsolute('a')];",
    ],
    [
      'events',
      "const E = require('events'); const e = new E(); const seen = []; e.on('a', (x) => seen.push(x)); e.once('a', (x) => seen.push(x * 2)); e.emit('a', 1); e.emit('a', 2); const [v] = await Promise.all([E.once(e, 'b'), e.emit('b', 5)]); return [seen, v, e.listenerCount('a'), require('events').EventEmitter === E];",
    ],
    [
      'util.promisify',
      "const u = require('util'); const f = (a, cb) => cb(a > 1 ? new Error('big') : null, a + 1); return [await u.promisify(f)(1), await u.promisify(f)(2).catch((e) => e.message)];",
    ],
    [
      'util',
      "const u = require('util'); class A {} class B {} u.inherits(A, B); return [new A() instanceof B, u.isDeepStrictEqual({ a: [1] }, { a: [1] }), u.types.isDate(new Date()), u.types.isPromise(Promise.resolve()), u.types.isRegExp({}), u.types.isUint8Array(Buffer.alloc(1)), u.format('%s', null)];",
    ],
    [
      'assert',
      "const a = require('assert'); const t = (f) => { try { f(); return 'ok' } catch (e) { return [e.name, e.code] } }; return [t(() => a(1)), t(() => a.strictEqual(1, 2)), t(() => a.deepStrictEqual({ a: 1 }, { a: 1 })), t(() => a.deepEqual([1], ['1'])), t(() => a.throws(() => { throw new TypeError('x') }, TypeError)), t(() => a.throws(() => {})), t(() => a.rejects)];",
    ],
    [
      'structuredClone',
      "const s = { d: new Date(5), m: new Map([['a', new Set([1])]]), r: /x/g, b: new Uint8Array([1, 2]), n: [undefined, null] }; s.self = s; const c = structuredClone(s); let error; try { structuredClone(() => {}) } catch (e) { error = [e.name, e.code] } return [c !== s, c.self === c, c.d.getTime(), [...c.m.get('a')], c.r.flags, [...c.b], 0 in c.n, error];",
    ],
    [
      'atob and btoa',
      "return [btoa('hello ÿ'), atob('aGVsbG8='), (() => { try { btoa('€') } catch (e) { return e.name } })()];",
    ],
    [
      'TextEncoder and TextDecoder',
      "const d = new TextDecoder(); return [[...new TextEncoder().encode('é€')], d.decode(new Uint8Array([0xef, 0xbb, 0xbf, 0x61])), d.decode(new Uint8Array([0xff])), new TextDecoder('utf-16le').decode(new Uint8Array([0x61, 0])), new TextEncoder().encodeInto('ab', new Uint8Array(1))];",
    ],
    [
      'string_decoder',
      "const { StringDecoder } = require('string_decoder'); const s = new StringDecoder('utf8'); return [s.write(Buffer.from([0xe2, 0x82])), s.write(Buffer.from([0xac])), s.end()];",
    ],
    [
      'AbortController and EventTarget',
      "const c = new AbortController(); const seen = []; c.signal.addEventListener('abort', (e) => seen.push(e.type)); c.abort(); const t = new EventTarget(); t.addEventListener('x', (e) => seen.push(e.detail), { once: true }); t.dispatchEvent(new CustomEvent('x', { detail: 3 })); t.dispatchEvent(new CustomEvent('x')); return [seen, c.signal.aborted, c.signal.reason.name];",
    ],
    [
      'AsyncLocalStorage',
      "const { AsyncLocalStorage } = require('async_hooks'); const s = new AsyncLocalStorage(); const r = await s.run({ id: 1 }, async () => { await null; const a = s.getStore().id; await new Promise((d) => setTimeout(d, 1)); return [a, s.getStore().id, s.run(2, () => s.getStore())]; }); return [r, s.getStore() === undefined];",
    ],
    [
      'timers/promises',
      "const t = require('timers/promises'); return [await t.setTimeout(1, 'v'), await t.setImmediate('w')];",
    ],
    [
      'process',
      'return [process.cwd().length > 0, typeof process.pid, process.platform, typeof process.uptime(), process.hrtime().length, typeof process.hrtime.bigint(), typeof process.memoryUsage().heapUsed, process.env.NOPE === undefined, (process.env.X = 1, process.env.X), Object.prototype.toString.call(process)];',
    ],
    ['os', "const os = require('os'); return [os.EOL, os.platform(), typeof os.totalmem(), os.tmpdir(), os.type()];"],
    [
      'classes of today',
      "class A { #x = 1; static s = 2; get x() { return this.#x } } return [new A().x, A.s, [3, 1, 2].toSorted(), Object.groupBy([1, 2, 3], (n) => n % 2 ? 'odd' : 'even'), [1, 2].at(-1), 'ab'.replaceAll('a', 'b'), new Set([1]).union(new Set([2])).size, Promise.withResolvers !== undefined, await Array.fromAsync([1, Promise.resolve(2)]), structuredClone(new Error('x')).message];",
    ],
  ])('%s', async (_name, body) => {
    expect(inSandbox(body)).toEqual(await inNode(body));
  });
});

describe('the file system', () => {
  it('lets a handler write and read in /tmp, by every kind of call', () => {
    expect(
      inSandbox(`const fs = require('fs'); const path = require('path'); const dir = '/tmp/a/b';
      fs.mkdirSync(dir, { recursive: true }); fs.writeFileSync(path.join(dir, 'x.txt'), 'one'); fs.appendFileSync(dir + '/x.txt', ' two');
      await fs.promises.writeFile(dir + '/y.bin', Buffer.from([1, 2, 3]));
      const read = await new Promise((done, fail) => fs.readFile(dir + '/x.txt', 'utf8', (error, text) => error ? fail(error) : done(text)));
      await require('fs/promises').rename(dir + '/y.bin', dir + '/z.bin'); fs.copyFileSync(dir + '/z.bin', '/tmp/copy'); const stat = fs.statSync(dir + '/x.txt');
      const fd = fs.openSync('/tmp/fd', 'w'); fs.writeSync(fd, 'abc'); fs.closeSync(fd);
      const names = fs.readdirSync('/tmp'); fs.rmSync('/tmp/a', { recursive: true });
      return [read, stat.size, stat.isFile(), stat.isDirectory(), names, fs.existsSync('/tmp/a'), [...fs.readFileSync('/tmp/copy')], fs.readFileSync('/tmp/fd', 'utf8')];`),
    ).toEqual(['one two', 7, true, false, ['a', 'copy', 'fd'], false, [1, 2, 3], 'abc']);
  });

  it('has the package under /var/task, to read only', () => {
    expect(
      answer(engine, {
        'index.js':
          "const fs = require('fs'); const t = (f) => { try { return f() } catch (e) { return [e.code, e.message] } }; exports.handler = async () => [fs.readFileSync('/var/task/data/a.txt', 'utf8'), fs.readdirSync(__dirname), t(() => fs.writeFileSync('/var/task/x', '1')), t(() => fs.writeFileSync('x.txt', '1')), t(() => fs.readFileSync('/etc/passwd')), t(() => fs.unlinkSync('/var/task/index.js')), t(() => fs.readdirSync('/nope'))];",
        'data/a.txt': 'hello',
      }),
    ).toEqual([
      'hello',
      ['data', 'index.js'],
      ['EROFS', "EROFS: read-only file system, open '/var/task/x'"],
      ['EROFS', "EROFS: read-only file system, open 'x.txt'"],
      ['ENOENT', "ENOENT: no such file or directory, open '/etc/passwd'"],
      ['EROFS', "EROFS: read-only file system, unlink '/var/task/index.js'"],
      ['ENOENT', "ENOENT: no such file or directory, scandir '/nope'"],
    ]);
  });

  it('is full when /tmp holds its EphemeralStorage', () => {
    const file = {
      'index.js':
        "const fs = require('fs'); exports.handler = async () => { fs.writeFileSync('/tmp/a', Buffer.alloc(600)); try { fs.writeFileSync('/tmp/b', Buffer.alloc(600)) } catch (e) { fs.unlinkSync('/tmp/a'); fs.writeFileSync('/tmp/b', Buffer.alloc(600)); return [e.code, e.message] } };",
    };
    expect(answer(engine, file, {}, { tmpLimitBytes: 1000 })).toEqual([
      'ENOSPC',
      "ENOSPC: no space left on device, open '/tmp/b'",
    ]);
  });

  it('gives promises the errors of Node.js', () => {
    expect(
      inSandbox(
        "return await require('fs/promises').readFile('/tmp/none').catch((e) => [e.code, e.errno, e.syscall, e.path]);",
      ),
    ).toEqual(['ENOENT', -2, 'open', '/tmp/none']);
  });
});

describe('randomness', () => {
  const file = handler('return [Math.random(), crypto.randomUUID(), [...crypto.getRandomValues(new Uint8Array(4))]];');
  const draw = (seed: number) => {
    let x = seed;
    const sandbox = engine.create(program(file, { random: () => (x = (Math.imul(x, 1664525) + 1013904223) >>> 0) }));
    sandbox.load(pace());
    const { state } = sandbox.invoke(input(), pace());
    return state.type === 'returned' ? state.payload : '';
  };

  it('comes from the program alone', () => {
    expect(draw(1)).toBe(draw(1));
    expect(draw(1)).not.toBe(draw(2));
    expect((JSON.parse(draw(3)) as string[])[1]).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });
});

describe('a global that a module of Node.js also exports', () => {
  it.each([
    ["import url from 'node:url'", '[URL === url.URL, new URL("https://a.b").href]'],
    ["import buffer from 'node:buffer'", '[Buffer === buffer.Buffer, Buffer.from("a").toString()]'],
    ["import crypto from 'node:crypto'", '[typeof globalThis.crypto.randomUUID, typeof crypto.randomUUID]'],
  ])('is there after %s', (line, value) => {
    expect(JSON.stringify(answer(engine, `${line};\n${handler(`return ${value};`)}`))).not.toMatch(/false|undefined/);
  });
});

describe('what the sandbox has not', () => {
  it('says so when it is used', () => {
    expect(
      inSandbox("return await fetch('https://example.com/').catch((e) => [e.message, e.cause.code, e.cause.message]);"),
    ).toEqual([
      'fetch failed',
      'ENOTFOUND',
      "getaddrinfo ENOTFOUND example.com (there is no network in Coldstart's sandbox)",
    ]);
    expect(inSandbox("try { require('https').get('https://example.com') } catch (e) { return e.message }")).toMatch(
      /has no network/,
    );
  });

  it('fails as Runtime.ImportModuleError when it is loaded', () => {
    expect(run(engine, { 'index.js': "require('node:sqlite');" }).state).toMatchObject({ type: 'failed' });
    expect(run(engine, { 'index.js': "require('@aws-sdk/client-s3');" }).state).toMatchObject({
      error: { errorType: 'Runtime.ImportModuleError' },
    });
  });
});
