import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { testIf } from '../../jest/test-if';
import { drives, ExamplePage, timeout, whyNoPage } from './example-page';

/** The Electron example's page and preload script, in a real browser, over the real package. Electron is not there. */

const missing = whyNoPage();
const it = testIf(missing === null, missing ?? '');

describe("the Electron example's page", () => {
  let shown: ExamplePage;
  let opened = false;

  beforeAll(async () => {
    if (missing !== null) return;
    shown = await ExamplePage.open();
    opened = true;
  }, timeout);
  afterAll(async () => {
    if (opened) await shown.close();
  }, timeout);

  it(
    'lists the drives and shows what is on the disc',
    async () => {
      expect(await shown.texts('#drives option')).toHaveLength(Object.keys(drives).length);
      expect(await shown.text('#disc-name')).toBe('ARCHIVE');
      expect(await shown.text('#disc-facts')).toMatch(/^DVD\+RW · [\d.]+ MB free$/);
      expect(await shown.texts('#entries li')).toEqual(['photos/', 'read me.txt']);
    },
    timeout,
  );

  it(
    'shows the plan and the map of what is dropped, and adds what is dropped after it',
    async () => {
      await shown.drop('holiday.bin');
      expect(await shown.texts('#added li')).toEqual(['holiday.bin']);
      await shown.drop('letters');
      expect(await shown.texts('#added li')).toEqual(['holiday.bin', 'letters/']);
      expect(await shown.text('#plan-title')).toMatch(/^Records [23]\.\d MB of 10\.\d MB$/);
      expect(await shown.text('#plan-words')).toMatch(/^Only what changed, in \d+ ranges?\. /);
      await shown.page.waitForFunction(`document.querySelector('#map').naturalWidth > 0`);
      expect(await shown.sees('#burn:enabled')).toBe(true);
    },
    timeout,
  );

  it(
    'keeps what was added where something else can not be, and says what',
    async () => {
      const chooser = shown.page.waitForFileChooser();
      await shown.click('#pick');
      await (await chooser).accept([shown.file('elsewhere/gone.bin')]);
      await shown.page.waitForSelector('#error:not([hidden])');
      await shown.idle();
      expect(await shown.text('#error-title')).toBe('Not everything could be added');
      expect(await shown.text('#error-words')).toContain('gone.bin');
      expect(await shown.texts('#added li')).toEqual(['holiday.bin', 'letters/']);
    },
    timeout,
  );

  it(
    'burns with progress, and shows the new disc',
    async () => {
      await shown.page.evaluate(`
        window.seen = [];
        new MutationObserver(() => {
          const bar = document.querySelector('#progress');
          if (!bar.hidden) window.seen.push(bar.value);
        }).observe(document.querySelector('#status'), { childList: true });`);
      await shown.click('#burn');
      await shown.idle();
      expect(await shown.text('#status')).toMatch(
        /^Done: [23]\.\d MB recorded in \d+ s, read back and compared\.$/,
      );
      const seen = (await shown.page.evaluate('window.seen')) as number[];
      expect(seen.some((value) => value > 0 && value < 1)).toBe(true);
      expect(seen).toEqual(seen.toSorted((a, b) => a - b));
      expect(await shown.texts('#entries li')).toEqual([
        'holiday.bin',
        'letters/',
        'photos/',
        'read me.txt',
      ]);
      expect(await shown.sees('#plan')).toBe(false);
      expect(await shown.sees('#progress')).toBe(false);
    },
    timeout,
  );

  it(
    'says what a cancelled burn left on the disc',
    async () => {
      await shown.choose(drives.slow);
      await shown.drop('music.bin');
      await shown.click('#burn');
      await shown.page.waitForFunction(
        `document.querySelector('#progress').value > 0 && document.querySelector('#status').textContent.startsWith('Recording')`,
      );
      await shown.click('#cancel');
      await shown.idle();
      expect(await shown.text('#error-title')).toBe('Cancelled');
      expect(await shown.text('#error-disc')).toBe(
        'The disc still shows everything that it held before. What was being added is not on it.',
      );
      expect(await shown.text('#error-code')).toBe('ABORT_ERR');
      expect(await shown.texts('#entries li')).toEqual(['photos/', 'read me.txt']);
      expect(await shown.sees('#interrupted')).toBe(false);
    },
    timeout,
  );

  it(
    'says in words that another program has the drive, and goes on once it is free',
    async () => {
      // The other program takes it when something is planned.
      await shown.choose(drives.blank);
      await shown.drop('letters');
      await shown.choose(drives.locked);
      expect(await shown.text('#error-title')).toBe('The disc could not be read');
      expect(await shown.text('#error-words')).toContain('Someone else holds the drive');
      expect(await shown.text('#error-code')).toBe('E_IMAPI_RECORDER_LOCKED');
      await shown.click('#again');
      await shown.page.waitForSelector('#disc:not([hidden])');
      await shown.idle();
      expect(await shown.sees('#error')).toBe(false);
      await shown.drop('letters');
      await shown.click('#burn');
      await shown.idle();
      expect(await shown.text('#status')).toMatch(/^Done: /);
      expect(await shown.texts('#entries li')).toContain('letters/');
    },
    timeout,
  );

  it(
    'offers to finish a burn that was cut off',
    async () => {
      await shown.choose(drives.cutOff);
      expect(await shown.sees('#interrupted')).toBe(true);
      await shown.click('#resume');
      await shown.idle();
      expect(await shown.text('#status')).toMatch(/^Finished: /);
      expect(await shown.sees('#interrupted')).toBe(false);
      expect(await shown.texts('#entries li')).toContain('holiday.bin');
    },
    timeout,
  );

  it(
    'says that a drive is empty, and goes on with another',
    async () => {
      await shown.choose(drives.empty);
      expect(await shown.text('#error-title')).toBe('The disc could not be read');
      expect(await shown.sees('#drop')).toBe(false);
      await shown.choose(drives.blank);
      expect(await shown.text('#disc-name')).toBe('A blank disc');
    },
    timeout,
  );

  it(
    'is done by keyboard alone, in a narrow window and from a reloaded page',
    async () => {
      const { page } = shown;
      await page.reload();
      await shown.idle();
      await page.setViewport({ width: 360, height: 700 });
      await shown.choose(drives.blank);
      const focused = (): Promise<unknown> => page.evaluate('document.activeElement.id');
      const tabTo = async (id: string): Promise<void> => {
        for (let keys = 0; keys < 20 && (await focused()) !== id; keys++)
          await page.keyboard.press('Tab');
        expect(await focused()).toBe(id);
      };
      await tabTo('pick');
      const chooser = page.waitForFileChooser();
      await page.keyboard.press('Enter');
      await (await chooser).accept([shown.file('music.bin')]);
      await page.waitForSelector('#plan:not([hidden])');
      await shown.idle();
      expect(await shown.text('#plan-title')).toMatch(/^Records the whole image: /);
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(
        true,
      );
      await tabTo('burn');
      await page.keyboard.press('Enter');
      await shown.idle();
      expect(await shown.text('#status')).toMatch(/^Done: /);
      expect(await shown.texts('#entries li')).toEqual(['music.bin']);
    },
    timeout,
  );

  it('never broke its Content-Security-Policy, and had no error that it did not show', () => {
    expect(shown.complaints).toEqual([]);
  });
});
