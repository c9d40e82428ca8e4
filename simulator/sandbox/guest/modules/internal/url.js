/** WHATWG URLs, from core-js. */
const URL = require('../../../../../node_modules/core-js-pure/web/url.js');
const URLSearchParams = require('../../../../../node_modules/core-js-pure/web/url-search-params.js');
const custom = Symbol.for('nodejs.util.inspect.custom');

const parts = [
  'href',
  'origin',
  'protocol',
  'username',
  'password',
  'host',
  'hostname',
  'port',
  'pathname',
  'search',
  'searchParams',
  'hash',
];
Object.defineProperty(URL.prototype, custom, {
  value(depth, options, inspect) {
    return `URL ${inspect(Object.fromEntries(parts.map((part) => [part, this[part]])), options)}`;
  },
});
Object.defineProperty(URLSearchParams.prototype, custom, {
  value(depth, options, inspect) {
    const entries = [...this].map(([key, value]) => `${inspect(key)} => ${inspect(value)}`);
    return entries.length === 0 ? 'URLSearchParams {}' : `URLSearchParams { ${entries.join(', ')} }`;
  },
});
URL.canParse ??= (input, base) => URL.parse(input, base) !== null;
module.exports = { URL, URLSearchParams };
// core-js looks whether the language has them: the lazy globals answered that there are none, for good.
globalThis.URL ??= URL;
globalThis.URLSearchParams ??= URLSearchParams;
