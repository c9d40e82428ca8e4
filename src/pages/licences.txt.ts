/** The licences of everything the site carries, in full, as plain text. */
import type { APIRoute } from 'astro';
import { shipped } from '../components/shipped.ts';

export const GET: APIRoute = () => {
  const parts = shipped.map(
    ({ name, version, licence, text }) => `${name} ${version} (${licence})\n\n${text.trim()}\n`,
  );
  return new Response(parts.join(`\n${'-'.repeat(80)}\n\n`), {
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
};
