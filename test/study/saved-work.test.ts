import { expect, test } from 'vitest';
import { parseScenario } from '#simulator';
import { saveScenario, savedScenario } from '../../src/study/saved-work.ts';

/** A storage as browsers have it, that can be full. */
function storage(capacity = Infinity): Storage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    clear: () => items.clear(),
    key: (i) => [...items.keys()][i] ?? null,
    getItem: (key) => items.get(key) ?? null,
    removeItem: (key) => void items.delete(key),
    setItem: (key, value) => {
      if (value.length > capacity) throw new DOMException('full', 'QuotaExceededError');
      items.set(key, value);
    },
  };
}

const scenario = parseScenario({ functions: [{ FunctionName: 'f', Code: { files: { 'index.mjs': '' } } }] });

test('what was saved is there again', () => {
  const device = storage();
  expect(savedScenario(device)).toBeUndefined();
  expect(saveScenario(device, scenario)).toBe(true);
  expect(savedScenario(device)).toEqual(scenario);
});

test('a device that is full says so and keeps what it had', () => {
  expect(saveScenario(storage(10), scenario)).toBe(false);
});

test('what is no scenario counts as nothing saved', () => {
  const device = storage();
  saveScenario(device, scenario);
  device.setItem(device.key(0) as string, '{"functions":');
  expect(savedScenario(device)).toBeUndefined();
});
