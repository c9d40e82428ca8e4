import { describe, expect, it } from 'vitest';
import { missingPackages } from '../../src/commands/install.mjs';

const lock = {
  packages: {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '2.0.0' },
    'node_modules/b-windows': { version: '2.0.0', optional: true },
  },
};

describe('the installation', () => {
  it('is whole when every package that this machine needs is there', () => {
    const installed = { packages: { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0' } } };
    expect(missingPackages(lock, installed)).toEqual([]);
  });

  it('is not whole in a fresh clone', () => {
    expect(missingPackages(lock, { packages: {} })).toEqual(['node_modules/a', 'node_modules/b']);
  });

  it('is not whole when the lock file asks for another version, of an optional package too', () => {
    const installed = {
      packages: {
        'node_modules/a': { version: '0.9.0' },
        'node_modules/b': { version: '2.0.0' },
        'node_modules/b-windows': { version: '1.0.0' },
      },
    };
    expect(missingPackages(lock, installed)).toEqual(['node_modules/a', 'node_modules/b-windows']);
  });
});
