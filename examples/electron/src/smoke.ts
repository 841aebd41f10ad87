// `--smoke`: the whole way from the page to the disc and back, once, without a person. For CI.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WebContents } from 'electron';

/** In the page: burns the file, and gives what the disc holds afterwards. */
const burnOne = (path: string): string => `(async () => {
  while (document.body.ariaBusy === 'true') await new Promise((next) => setTimeout(next, 50));
  const done = async (outcome) => {
    const { result, error } = await outcome;
    if (error) throw new Error(error.message);
    return result;
  };
  const [drive] = await done(window.disc.drives());
  await done(window.disc.choose(drive.id));
  await done(window.disc.add([${JSON.stringify(path)}]));
  await done(window.disc.burn());
  return (await done(window.disc.choose(drive.id))).contents.entries;
})()`;

/** The exit code. */
export async function smoke(page: WebContents): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'imapi2-smoke-'));
  try {
    for (const name of ['first.txt', 'second.txt']) {
      const path = join(folder, name);
      await writeFile(path, name);
      const entries: unknown = await page.executeJavaScript(burnOne(path));
      console.log(JSON.stringify(entries));
      if (!Array.isArray(entries) || !entries.includes(name)) return 1;
    }
    return 0;
  } catch (error) {
    console.error(error);
    return 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
