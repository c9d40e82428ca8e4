/**
 * The runtime version that INIT_START names. AWS numbers its runtime images (`nodejs:24.v29`) and gives
 * each an ARN of 64 hexadecimal digits; the number and the digits here are made up, the same in every run.
 */
import { hex32 } from '../identity.ts';

export interface RuntimeVersion {
  readonly name: string;
  readonly arn: string;
}

/** @param runtime Lambda's identifier: `nodejs24.x` gives `nodejs:24.v30` */
export function runtimeVersion(runtime: string, region: string): RuntimeVersion {
  const digits = hex32(0, `runtime/${runtime}`, 0) + hex32(0, `runtime/${runtime}`, 1);
  const number = 10 + (parseInt(digits.slice(0, 4), 16) % 50);
  const [, language = runtime, version = ''] = /^([a-z]+)\.?(.*?)(?:\.x)?$/.exec(runtime) ?? [];
  return {
    name: `${version ? `${language}:${version}` : language}.v${number}`,
    arn: `arn:aws:lambda:${region}::runtime:${digits}`,
  };
}
