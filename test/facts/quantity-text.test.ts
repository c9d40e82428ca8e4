import { describe, expect, it } from 'vitest';
import {
  bytesText,
  decimalText,
  dollarText,
  groupedNumber,
  quantityText,
} from '../../simulator/facts/quantity-text.ts';

describe('a quantity is written', () => {
  it.each([
    [6_291_456, 'byte', '6 MB'],
    [4096, 'byte', '4 KB'],
    [6_291_556, 'byte', '6,291,556 bytes'],
    [1, 'byte', '1 byte'],
    [10 * 1024 ** 3, 'byte', '10 GB'],
    [2_097_152, 'byte/s', '2 MB per second'],
    [900, 's', '900 seconds'],
    [1, 's', '1 second'],
    [2000, 'ms', '2,000 ms'],
    [10_240, 'MB', '10,240 MB'],
    [0.0000002, 'USD/request', '$0.20 per million requests'],
    [0.0000166667, 'USD/GB-s', '$0.0000166667 per GB-second'],
    [0.008, 'USD/GB', '$0.008 per GB'],
    [400_000, 'GB-s', '400,000 GB-seconds'],
    [1000, 'concurrent execution', '1,000 concurrent executions'],
    [10, 'request/s', '10 requests per second'],
    [1, 'vCPU', '1 vCPU'],
    [5, 'layer', '5 layers'],
    [2, 'process', '2 processes'],
    [1, 'yes/no', 'yes'],
    [0, 'yes/no', 'no'],
    [42, '1', '42'],
  ])('%d %s as "%s"', (value, unit, text) => {
    expect(quantityText(value, unit)).toBe(text);
  });
});

describe('a number is written', () => {
  it('with a comma every three digits before the point, and none after it', () => {
    expect([0, 999, 1000, 1_234_567, 1234.56789].map(groupedNumber)).toEqual([
      '0',
      '999',
      '1,000',
      '1,234,567',
      '1,234.56789',
    ]);
  });

  it('without an exponent, however small', () => {
    expect(decimalText(2e-7)).toBe('0.0000002');
    expect(decimalText(1e-12)).toBe('0.000000000001');
  });

  it('as dollars with at least two places', () => {
    expect([0, 0.2, 18.74, 0.0000166667, 1234.5, -1].map(dollarText)).toEqual([
      '$0.00',
      '$0.20',
      '$18.74',
      '$0.0000166667',
      '$1,234.50',
      '−$1.00',
    ]);
  });

  it('as bytes in the largest unit that divides it', () => {
    expect([0, 1023, 1024, 1025, 1024 ** 2].map(bytesText)).toEqual([
      '0 bytes',
      '1,023 bytes',
      '1 KB',
      '1,025 bytes',
      '1 MB',
    ]);
  });
});
