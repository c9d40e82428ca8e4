/** What V8 has and this engine lacks or writes otherwise. */
import { host } from './host.js';
import { NativeDate, defineProperty, parse, stringify, uncurry } from './primordials.js';

const define = (object, name, value) =>
  defineProperty(object, name, { value, writable: true, configurable: true, enumerable: false });

// V8 adds the name of the time zone; in Lambda it is UTC.
for (const name of ['toString', 'toTimeString']) {
  const original = uncurry(NativeDate.prototype[name]);
  define(
    NativeDate.prototype,
    name,
    {
      [name]() {
        const text = original(this);
        return text === 'Invalid Date' ? text : `${text} (Coordinated Universal Time)`;
      },
    }[name],
  );
}

if (!Array.fromAsync)
  define(Array, 'fromAsync', async function fromAsync(items, map, self) {
    const result = [];
    for await (const item of items[Symbol.asyncIterator] || items[Symbol.iterator] ? items : Array.from(items))
      result.push(map ? await map.call(self, item, result.length) : item);
    return result;
  });

/*
 * The engine counts no CPU for its own functions. Those that work on a whole document are charged
 * by its length, as V8 takes time for them. `sort`, `join`, `repeat` and their like are not.
 */
const ticksPerCharacter = 0.6;
const free = 256;
const charge = (length) => {
  if (length > free) host.charge(length * ticksPerCharacter);
};
define(
  JSON,
  'parse',
  {
    parse(text, reviver) {
      if (typeof text === 'string') charge(text.length);
      return parse(text, reviver);
    },
  }.parse,
);
define(
  JSON,
  'stringify',
  {
    stringify(value, replacer, space) {
      const text = stringify(value, replacer, space);
      if (text !== undefined) charge(text.length);
      return text;
    },
  }.stringify,
);
