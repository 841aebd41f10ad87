import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';

import { whyNoWine } from '../late-bound/wine';
import { PageServer } from './page-server';
import { preloadInBrowser } from './preload-in-browser';

const browsers = ['chromium', 'google-chrome'];

/** The path of the first that is there. */
export const executable = browsers
  .map((name) => spawnSync('which', [name], { encoding: 'utf8' }).stdout.trim())
  .find((path) => path);

/** Why the page can't be shown here; null where it can. */
export function whyNoPage(): string | null {
  const noWine = whyNoWine();
  if (noWine !== null) return noWine;
  return executable === undefined ? 'there is no Chromium to show it' : null;
}

/** What each drive of serve-page.ts is for. */
export const drives = { archive: 0, slow: 1, locked: 2, cutOff: 3, empty: 4, blank: 5 } as const;

export const timeout = 120_000;

/** The example's page in a headless browser, over the server's drives. */
export class ExamplePage {
  private constructor(
    readonly page: Page,
    private readonly browser: Browser,
    private readonly server: PageServer,
    private readonly folder: string,
    /** What the page's own code or the Content-Security-Policy complained about. */
    readonly complaints: readonly string[],
  ) {}

  static async open(): Promise<ExamplePage> {
    const folder = mkdtempSync(join(tmpdir(), 'imapi2-electron-'));
    for (const name of ['holiday.bin', 'music.bin'])
      writeFileSync(join(folder, name), Buffer.alloc(2_500_000, name));
    mkdirSync(join(folder, 'letters'));
    writeFileSync(join(folder, 'letters', 'one.txt'), 'Dear reader');
    // It can be chosen, and is not where its path says.
    mkdirSync(join(folder, 'elsewhere'));
    writeFileSync(join(folder, 'elsewhere', 'gone.bin'), 'gone');
    const browser = await puppeteer.launch({
      executablePath: executable ?? '',
      // Tests may run as root, for whom Chromium has no sandbox; it shows nothing but our page.
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
      timeout,
      protocolTimeout: timeout,
    });
    const server = await PageServer.start(folder).catch(async (error: unknown) => {
      await browser.close();
      throw error;
    });
    const page = await browser.newPage();
    page.setDefaultTimeout(timeout);
    await page.setViewport({ width: 960, height: 840 });
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (line) => {
      if (line.type() === 'error') complaints.push(line.text());
    });
    const names = ['holiday.bin', 'music.bin', 'letters', 'gone.bin'];
    const files = Object.fromEntries(names.map((name) => [name, join(folder, name)]));
    await preloadInBrowser(page, server, files);
    const shown = new ExamplePage(page, browser, server, folder, complaints);
    await page.goto(`${server.address}/index.html`);
    await shown.idle();
    return shown;
  }

  /** A file or folder beside the test's discs. */
  file(name: string): string {
    return join(this.folder, name);
  }

  /** Until nothing is under way. */
  async idle(): Promise<void> {
    await this.page.waitForFunction(`document.body.ariaBusy === 'false'`, { polling: 50 });
  }

  async choose(drive: number): Promise<void> {
    const ids = await this.ofAll('#drives option', 'value');
    await this.page.select('#drives', ids[drive] ?? '');
    await this.idle();
  }

  /** As a person drops them: the browser makes the File objects, and the events. */
  async drop(...names: string[]): Promise<void> {
    const box = await (await this.page.$('#drop'))?.boundingBox();
    if (!box) throw new Error('There is no place to drop files on.');
    const x = box.x + box.width / 2;
    const y = box.y + box.height / 2;
    const data = { items: [], files: names.map((name) => this.file(name)), dragOperationsMask: 1 };
    const devtools = await this.page.createCDPSession();
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await devtools.send('Input.dispatchDragEvent', { type, x, y, data });
    await devtools.detach();
    await this.idle();
  }

  async text(selector: string): Promise<string> {
    return (await this.texts(selector)).join();
  }

  texts(selector: string): Promise<string[]> {
    return this.ofAll(selector, 'textContent');
  }

  /** Whether a person sees it. */
  async sees(selector: string): Promise<boolean> {
    const [seen] = await this.ofAll<boolean>(selector, 'checkVisibility()');
    return seen === true;
  }

  async click(selector: string): Promise<void> {
    await this.ofAll(selector, 'scrollIntoView()');
    await this.page.click(selector);
  }

  /** In the page's own words, because the tests are compiled without a browser's types. */
  private async ofAll<Value = string>(selector: string, member: string): Promise<Value[]> {
    const all = `[...document.querySelectorAll(${JSON.stringify(selector)})]`;
    return (await this.page.evaluate(`${all}.map((it) => it.${member})`)) as Value[];
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.end();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
