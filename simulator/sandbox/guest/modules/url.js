/** `node:url`. The old `url.parse` is here by way of the WHATWG parser. */
const { URL, URLSearchParams } = require('internal/url');
const { nodeError } = require('internal/errors');

function fileURLToPath(url) {
  const { protocol, pathname } = typeof url === 'string' ? new URL(url) : url;
  if (protocol !== 'file:') throw nodeError('ERR_INVALID_URL_SCHEME', 'The URL must be of scheme file', TypeError);
  return decodeURIComponent(pathname);
}

function parse(text, parseQuery = false) {
  const isAbsolute = /^[a-z][a-z0-9+.-]*:/i.test(text);
  const url = new URL(text, 'http://localhost');
  const query = url.search.slice(1);
  return {
    protocol: isAbsolute ? url.protocol : null,
    slashes: isAbsolute ? true : null,
    auth: url.username ? `${url.username}${url.password && `:${url.password}`}` : null,
    host: isAbsolute ? url.host : null,
    port: url.port || null,
    hostname: isAbsolute ? url.hostname : null,
    hash: url.hash || null,
    search: url.search || (parseQuery ? '' : null),
    query: parseQuery ? require('querystring').parse(query) : query || null,
    pathname: url.pathname,
    path: url.pathname + url.search,
    href: isAbsolute ? url.href : text,
  };
}

module.exports = {
  URL,
  URLSearchParams,
  fileURLToPath,
  pathToFileURL: (path) =>
    new URL(`file://${require('path').resolve(path).split('/').map(encodeURIComponent).join('/')}`),
  parse,
  format: (value) =>
    typeof value === 'string'
      ? value
      : (value.href ??
        `${value.protocol ?? ''}${value.slashes || value.protocol ? '//' : ''}${value.host ?? value.hostname ?? ''}${value.pathname ?? ''}${value.search ?? (value.query ? `?${require('querystring').stringify(value.query)}` : '')}${value.hash ?? ''}`),
  resolve: (from, to) => {
    const resolved = new URL(to, new URL(from, 'resolve://'));
    return resolved.protocol === 'resolve:' ? resolved.pathname + resolved.search + resolved.hash : resolved.href;
  },
  urlToHttpOptions: (url) => ({
    protocol: url.protocol,
    hostname: url.hostname,
    hash: url.hash,
    search: url.search,
    pathname: url.pathname,
    path: url.pathname + url.search,
    href: url.href,
  }),
  domainToASCII: (domain) => new URL(`http://${domain}`).hostname,
};
