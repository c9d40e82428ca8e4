/** `fetch` fails: there is no network in the sandbox. The classes hold what they are given. */
class Headers {
  #entries = new Map();
  constructor(init = {}) {
    for (const [key, value] of typeof init[Symbol.iterator] === 'function' ? init : Object.entries(init))
      this.append(key, value);
  }
  append(key, value) {
    const name = `${key}`.toLowerCase();
    this.#entries.set(name, this.#entries.has(name) ? `${this.#entries.get(name)}, ${value}` : `${value}`);
  }
  set(key, value) {
    this.#entries.set(`${key}`.toLowerCase(), `${value}`);
  }
  get(key) {
    return this.#entries.get(`${key}`.toLowerCase()) ?? null;
  }
  has(key) {
    return this.#entries.has(`${key}`.toLowerCase());
  }
  delete(key) {
    this.#entries.delete(`${key}`.toLowerCase());
  }
  forEach(act, self) {
    for (const [key, value] of this) act.call(self, value, key, this);
  }
  entries() {
    return [...this.#entries].sort(([a], [b]) => (a < b ? -1 : 1))[Symbol.iterator]();
  }
  *keys() {
    for (const [key] of this) yield key;
  }
  *values() {
    for (const [, value] of this) yield value;
  }
  [Symbol.iterator]() {
    return this.entries();
  }
}

class Body {
  #body;
  constructor(body, headers) {
    this.#body =
      body === null || body === undefined
        ? ''
        : typeof body === 'string'
          ? body
          : ArrayBuffer.isView(body)
            ? new TextDecoder().decode(body)
            : `${body}`;
    this.headers = new Headers(headers);
    this.bodyUsed = false;
  }
  async text() {
    this.bodyUsed = true;
    return this.#body;
  }
  async json() {
    return JSON.parse(await this.text());
  }
  async arrayBuffer() {
    return new TextEncoder().encode(await this.text()).buffer;
  }
}

class Response extends Body {
  constructor(body, init = {}) {
    super(body, init.headers);
    this.status = init.status ?? 200;
    this.statusText = init.statusText ?? '';
    this.ok = this.status >= 200 && this.status < 300;
    this.url = '';
    this.redirected = false;
  }
  static json(value, init = {}) {
    return new Response(JSON.stringify(value), {
      ...init,
      headers: { 'content-type': 'application/json', ...init.headers },
    });
  }
}

class Request extends Body {
  constructor(input, init = {}) {
    super(init.body, init.headers ?? input.headers);
    this.url = new URL(typeof input === 'string' ? input : (input.url ?? input.href)).href;
    this.method = (init.method ?? input.method ?? 'GET').toUpperCase();
  }
}

async function fetch(input) {
  const { hostname } = new URL(typeof input === 'string' ? input : (input.url ?? input.href));
  throw new TypeError('fetch failed', {
    cause: Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname} (there is no network in Coldstart's sandbox)`), {
      errno: -3008,
      code: 'ENOTFOUND',
      syscall: 'getaddrinfo',
      hostname,
    }),
  });
}

module.exports = { fetch, Headers, Request, Response };
