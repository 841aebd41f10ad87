import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';

import { testIf } from '../../jest/test-if';
import { executable, timeout } from './example-page';

const it = testIf(executable !== undefined, 'there is no Chromium to show it');

describe("the minimal Electron example's page", () => {
  let browser: Browser | undefined;
  let page: Page;

  beforeAll(async () => {
    if (executable === undefined) return;
    browser = await puppeteer.launch({
      executablePath: executable,
      // Tests may run as root, for whom Chromium has no sandbox; it shows nothing but our page.
      args: [
        '--no-sandbox',
        '--disable-dev-shm-usage',
        '--disable-gpu',
        '--allow-file-access-from-files',
      ],
      timeout,
    });
    page = await browser.newPage();
    // In the place of preload.js.
    await page.evaluateOnNewDocument(`
      window.asked = [];
      window.disc = {
        burn: () => window.asked.push('burn'),
        cancel: () => window.asked.push('cancel'),
        onMessage: (listener) => { window.tell = listener; },
      };`);
    await page.goto(pathToFileURL(resolve('examples/electron-minimal/index.html')).href);
  }, timeout);
  afterAll(async () => {
    await browser?.close();
  }, timeout);

  const shown = (): Promise<unknown> =>
    page.evaluate(`({
      bar: document.querySelector('#bar').value,
      words: document.querySelector('#words').textContent,
      asked: window.asked,
    })`);

  it(
    'burns, shows the progress, cancels, and says how it ended',
    async () => {
      await page.click('#burn');
      await page.click('#cancel');
      await page.evaluate(`window.tell({ type: 'progress', phase: 'write', fraction: 0.25 })`);
      // A burn is under way: the other button works now.
      expect(await shown()).toEqual({ bar: 0.25, words: 'write', asked: ['burn'] });
      await page.click('#burn');
      await page.click('#cancel');
      await page.evaluate(
        `window.tell({ type: 'failed', error: { message: 'It was cancelled.' } })`,
      );
      expect(await shown()).toMatchObject({
        words: 'It was cancelled.',
        asked: ['burn', 'cancel'],
      });
      await page.evaluate(`window.tell({ type: 'done', sectors: 16 })`);
      expect(await shown()).toMatchObject({ words: 'Done: 16 sectors recorded and read back.' });
    },
    timeout,
  );
});
