import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, trackedFiles } from './tracked-files.ts';

const files = trackedFiles();
const texts = files.filter((file) => !/\.(png|jpg|webp|avif|ico|woff2|wasm)$/.test(file));
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** Lines of all text files that match, as `file:line`. */
const places = (pattern: RegExp): string[] =>
  texts.flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, i) => (pattern.test(line) ? [`${file}:${i + 1}`] : [])),
  );

/** Node's own module `util/types`, of the guest. */
const nodeUtilTypes = 'simulator/sandbox/guest/modules/util/types.js';

describe('the files of the project', () => {
  it('are named after what they hold, never utils, helpers or types', () => {
    // The sandbox brings Node's own modules, under Node's own names.
    const named = 'simulator/sandbox/guest/modules/';
    const vague = files.filter(
      (file) => file !== nodeUtilTypes && /(^|\/)(utils?|helpers?|types?|common|misc)(\.|\/)/i.test(file),
    );
    expect(vague.filter((file) => !file.startsWith(named))).toEqual([]);
  });

  it('name no package registry', () => {
    expect(places(/https?:\/\/[\w.-]*(registry|npmjs|mirror|nexus|artifactory|pypi)[\w.-]*/i)).toEqual([]);
  });

  it('name no path of the machine they were written on', () => {
    expect(places(/(?<![\w.*})/-])\/(root|work|home\/\w+|Users\/\w+)\/\w/)).toEqual([]);
  });

  it('hold no tab, no space at the end of a line and no Windows line end in code', () => {
    const code = /\.(ts|js|mjs|svelte|astro|css|json)$/;
    const untidy = texts.filter((file) => code.test(file) && /\t|[ \r]$/m.test(read(file)));
    expect(untidy).toEqual([]);
  });

  it('are all run by a test runner if they are tests', () => {
    const tests = files.filter((file) => file !== nodeUtilTypes && /\.(test|spec)\.[a-z]+$/.test(file));
    const run = (file: string): boolean => /^test\/.*\.test\.ts$/.test(file) || /^test\/site\/.*\.spec\.ts$/.test(file);
    expect(tests.filter((file) => !run(file))).toEqual([]);
  });

  it('hold no focused and no skipped test', () => {
    expect(places(/\b(it|test|describe)\.(only|todo|fixme|skip\(['"`])|\b(xit|xdescribe|fit|fdescribe)\(/)).toEqual([]);
  });
});

describe('package-lock.json', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>;
  };
  const places = Object.keys(packages);

  it('holds the packages for every machine, not only for the one it was written on', () => {
    const lacking = Object.values(packages)
      .flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies))
      .filter((name) => !places.some((place) => place.endsWith(`node_modules/${name}`)));
    expect(lacking).toEqual([]);
  });

  it('says no address to download from, so that every machine may use its own registry', () => {
    expect(read('package-lock.json')).not.toMatch(/"resolved":/);
  });
});

describe('the map', () => {
  it('ARCHITECTURE.md is short enough to be read: 150 lines at most', () => {
    expect(existsSync(path.join(root, 'ARCHITECTURE.md'))).toBe(true);
    expect(read('ARCHITECTURE.md').trimEnd().split('\n').length).toBeLessThanOrEqual(150);
  });

  it('ARCHITECTURE.md, README.md and NOTICE.md point only to files that are there', () => {
    const dead = ['ARCHITECTURE.md', 'README.md', 'NOTICE.md'].flatMap((file) =>
      [...read(file).matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g)]
        .map(([, target]) => target as string)
        .filter((target) => !existsSync(path.join(root, target))),
    );
    expect(dead).toEqual([]);
  });
});

describe('.ci/run', () => {
  it('calls npm test in the root of the project and nothing else', () => {
    const commands = read('.ci/run')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(commands).toEqual(['cd "$(dirname "${BASH_SOURCE[0]}")/.." && npm test']);
  });
});
