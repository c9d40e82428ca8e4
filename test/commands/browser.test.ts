import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { browserCandidates, firstProgram } from '../../src/commands/browser.ts';

describe('the search for a browser', () => {
  it("tries Playwright's own, then CHROME_PATH, then Chromium and Chrome on the path", () => {
    const env = { CHROME_PATH: '/opt/chrome', PATH: '/usr/local/bin:/usr/bin' };
    expect(browserCandidates({ platform: 'linux', env, playwrightPath: '/cache/chrome' })).toEqual([
      '/cache/chrome',
      '/opt/chrome',
      '/usr/local/bin/chromium',
      '/usr/bin/chromium',
      '/usr/local/bin/chromium-browser',
      '/usr/bin/chromium-browser',
      '/usr/local/bin/google-chrome',
      '/usr/bin/google-chrome',
      '/usr/local/bin/google-chrome-stable',
      '/usr/bin/google-chrome-stable',
      '/usr/local/bin/chrome',
      '/usr/bin/chrome',
    ]);
  });

  it('looks among the applications on a Mac', () => {
    const found = browserCandidates({ platform: 'darwin', env: {}, playwrightPath: '/cache/chrome' });
    expect(found).toContain('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
  });

  it('looks in the program folders on Windows', () => {
    const env = { PROGRAMFILES: 'C:\\Program Files', LOCALAPPDATA: 'C:\\Users\\me\\AppData\\Local' };
    const found = browserCandidates({ platform: 'win32', env, playwrightPath: 'C:\\cache\\chrome.exe' });
    expect(found[0]).toBe('C:\\cache\\chrome.exe');
    expect(found).toContain('C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe');
  });

  it('takes the first that can be run', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'coldstart-browser-'));
    const [text, program] = [path.join(folder, 'text'), path.join(folder, 'program')];
    writeFileSync(text, '', { mode: 0o644 });
    writeFileSync(program, '', { mode: 0o755 });
    expect(firstProgram([path.join(folder, 'absent'), text, program])).toBe(program);
    expect(firstProgram([text])).toBeUndefined();
    rmSync(folder, { recursive: true });
  });
});
