/**
 * Writes a strict Content-Security-Policy into every built page.
 *
 * Astro's own `security.csp` does not hash `is:inline` scripts (the theme has to be set before the
 * first paint) and lists the hashes of the whole site on each page. This one reads the finished pages,
 * so each allows exactly the inline scripts and styles it has.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

const inlineScript = /<script\b([^>]*)>([\s\S]*?)<\/script>/gi;
const inlineStyle = /<style\b[^>]*>([\s\S]*?)<\/style>/gi;
/** A script of another type is data, which a policy does not restrict. */
const dataType = /\btype\s*=\s*["']?(?!module\b|text\/javascript\b|application\/javascript\b)[^"'\s>]+/i;

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The policy of one page, from its HTML. */
export function policyOf(html: string): string {
  const scripts = new Set<string>();
  for (const [, attributes = '', text = ''] of html.matchAll(inlineScript))
    if (!/\bsrc\s*=/i.test(attributes) && !dataType.test(attributes)) scripts.add(hash(text));
  const styles = new Set<string>();
  for (const [, text = ''] of html.matchAll(inlineStyle)) styles.add(hash(text));
  return [
    `default-src 'self'`,
    // wasm-unsafe-eval lets QuickJS and the search compile WebAssembly; it allows no other eval.
    [`script-src 'self' 'wasm-unsafe-eval'`, ...scripts].join(' '),
    [`style-src 'self'`, ...styles].join(' '),
    `img-src 'self' data:`,
    `font-src 'self'`,
    `worker-src 'self'`,
    `connect-src 'self'`,
    `object-src 'none'`,
    `base-uri 'self'`,
    `form-action 'self'`,
  ].join('; ');
}

/** Puts the policy first in the head, right behind the character set, so that it rules all that follows. */
export function withPolicy(html: string): string {
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policyOf(html)}">`;
  const charset = /<meta charset=[^>]*>/i.exec(html);
  if (!charset) throw new Error('a page has no <meta charset>, behind which its policy would stand');
  const at = charset.index + charset[0].length;
  return html.slice(0, at) + meta + html.slice(at);
}

export function contentSecurityPolicy(): AstroIntegration {
  return {
    name: 'content-security-policy',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const root = fileURLToPath(dir);
        const pages = (await readdir(root, { recursive: true })).filter((path) => path.endsWith('.html'));
        for (const page of pages) {
          const path = join(root, page);
          const html = await readFile(path, 'utf8');
          if (/<[^>]+\sstyle\s*=\s*["']/i.test(html))
            logger.warn(`${page} has a style attribute, which the policy refuses`);
          await writeFile(path, withPolicy(html));
        }
        logger.info(`policy written into ${pages.length} pages`);
      },
    },
  };
}
