/**
 * The engine's most common messages in the words of V8, which a learner will meet in Lambda.
 *
 * The texts lie in the binary and its code names them by address. A new text is longer than the old
 * one, so the code is changed to name a place of its own, where the texts are put in every instance.
 * Where the code has no room for so large an address, the text takes the place of an assertion's.
 */
import { invariant } from '../kernel/invariant.ts';
import { encodeSigned, indexOf, sectionsOf, segmentsOf, utf8, type Section } from './binary-format.ts';

/** `%s` stands for the same name in both. The third text is the assertion that makes room. */
const wording: readonly (readonly [engine: string, v8: string, assertion?: string])[] = [
  ["cannot read property '%s' of undefined", "Cannot read properties of undefined (reading '%s')"],
  ["cannot read property '%s' of null", "Cannot read properties of null (reading '%s')"],
  ["cannot set property '%s' of undefined", "Cannot set properties of undefined (setting '%s')"],
  ["cannot set property '%s' of null", "Cannot set properties of null (setting '%s')"],
  ["'%s' is not defined", '%s is not defined'],
  ["'%s' is read-only", 'Assignment to constant variable.', 'lab1 >= 0 && lab1 < s->label_count'],
  ['%s is not initialized', "Cannot access '%s' before initialization"],
  ['stack overflow', 'Maximum call stack size exceeded', 'm->dfs_ancestor_index <= m->dfs_index'],
  ['circular reference', 'Converting circular structure to JSON'],
  ['invalid string length', 'Invalid string length'],
  ['invalid array length', 'Invalid array length'],
];

const codeSection = 10;
const i32Const = 0x41;

/**
 * Changes the code of the binary, in place.
 * @param address where the texts will lie
 * @returns the texts, zero-ended, to be put there
 * @throws InvariantError when a message is not found
 */
export function translateMessages(binary: Uint8Array, address: number): Uint8Array {
  const segments = segmentsOf(binary);
  const code = sectionsOf(binary).find((section) => section.id === codeSection);
  invariant(code, 'the binary has no code');
  const placeOf = (text: string): { at: number; address: number } => {
    const at = indexOf(binary, utf8(`\0${text}\0`)) + 1;
    const segment = segments.find(({ from, length }) => at >= from && at < from + length);
    invariant(at > 0 && segment, `the engine has no text "${text}"`);
    return { at, address: segment.address + at - segment.from };
  };
  const texts: number[] = [];
  for (const [engine, v8, assertion] of wording) {
    const old = placeOf(engine).address;
    if (assertion === undefined) {
      rename(binary, code, old, address + texts.length);
      texts.push(...utf8(v8), 0);
    } else {
      const room = placeOf(assertion);
      invariant(v8.length <= assertion.length, `"${v8}" is longer than the assertion`);
      rename(binary, code, old, room.address);
      binary.set([...utf8(v8), 0], room.at);
    }
  }
  return Uint8Array.from(texts);
}

/** Makes the code name one address instead of another. */
function rename(binary: Uint8Array, code: Section, from: number, to: number): void {
  const old = Uint8Array.of(i32Const, ...encodeSigned(from));
  const fresh = Uint8Array.of(i32Const, ...encodeSigned(to));
  invariant(old.length === fresh.length, `the code has no room for the address ${to}`);
  let found = 0;
  for (let at = indexOf(binary, old, code.from); at >= 0 && at < code.to; at = indexOf(binary, old, at + 1)) {
    binary.set(fresh, at);
    found++;
  }
  invariant(found > 0, `the code never names the address ${from}`);
}
