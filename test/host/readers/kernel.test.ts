import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { testIf } from '../../jest/test-if';
import type { MountedDisc } from './kernel-discs';
import { mountAll, type Found, type LinuxKernel } from './linux-guest';

/** Discs as Linux' own udf and isofs drivers mount and read them, all in one run of a kernel. */

const given = JSON.parse(
  process.env['IMAPI2_TEST_KERNEL'] ?? '"npm run jest did not start this"',
) as LinuxKernel | string;
const kernel = typeof given === 'string' ? null : given;
const withKernel = testIf(kernel !== null, typeof given === 'string' ? given : '');
/** Of the portable unit tests, whose discs have files with named streams. */
const maker = join('build', 'host', 'make_disc');
const withMaker = testIf(
  kernel !== null && existsSync(maker),
  typeof given === 'string' ? given : `${maker} is not built`,
);

const names = [
  'dvd+rw, UDF revision 102, its first session',
  'dvd+rw, UDF revision 102, after burnModified',
  'dvd+rw, UDF revision 102, after five appends',
  'bd-re, UDF revision 201, its first session',
  'bd-re, UDF revision 201, after burnModified',
  'bd-re, UDF revision 201, after five appends',
  'cd-r with a second session behind the first',
  'dvd+r with a second session behind the first',
  'bd-r with a second session behind the first',
  'cd-r with a second session of Joliet',
  'cd-r with a second session of ISO 9660',
  'dvd+r with a second session of Joliet',
  'dvd+r with a second session of ISO 9660',
  'bridge disc as UDF',
  'bridge disc as Joliet',
  'bridge disc as ISO 9660',
];

describe('what Linux mounts', () => {
  let folder = '';
  const discs = new Map<string, MountedDisc & { seen: Found }>();
  let [damaged, refused, streams]: (Found | undefined)[] = [];

  beforeAll(async () => {
    if (kernel === null) return;
    folder = mkdtempSync(join(tmpdir(), 'imapi2-kernel-'));
    const script = join('build', 'test', 'host', 'readers', 'kernel-discs.js');
    const made = spawnSync(process.execPath, ['scripts/win.js', script, folder], {
      encoding: 'utf8',
    });
    expect(`${String(made.status)} ${made.stderr}`).toMatch(/^0 /);
    const manifest = JSON.parse(
      readFileSync(join(folder, 'manifest.json'), 'utf8'),
    ) as readonly MountedDisc[];
    const mounts = manifest.map(({ file, type, options }) => ({
      file: join(folder, file),
      type,
      options,
    }));
    const file = mounts[0]?.file ?? '';
    const udf = { type: 'udf', options: '' };
    const found = await mountAll(kernel, join(folder, 'guest'), [
      ...mounts,
      { file: damagedCopy(file, 'damaged', Buffer.from('content of 50')), ...udf },
      { file: damagedCopy(file, 'refused', Buffer.from('NSR02')), ...udf },
      ...(existsSync(maker) ? [{ file: discWithStreams(folder), ...udf }] : []),
    ]);
    manifest.forEach((disc, index) => {
      const seen = found[index];
      if (seen !== undefined) discs.set(disc.name, { ...disc, seen });
    });
    [damaged, refused, streams] = found.slice(manifest.length);
  }, 600_000);
  afterAll(() => {
    if (folder !== '') rmSync(folder, { recursive: true, force: true });
  });

  withKernel('is every disc that was made, and no other', () => {
    expect([...discs.keys()]).toEqual(names);
  });

  for (const name of names) {
    withKernel(
      `holds every file with its content and no other, without a complaint: ${name}`,
      () => {
        const disc = discs.get(name);
        expect(disc?.seen.refusal).toBe('');
        // Joliet is announced; all else would be something that the driver didn't like.
        const remarks = disc?.seen.log.filter(
          (line) => !/Joliet Level 3|secondary root/.test(line),
        );
        expect(remarks).toEqual([]);
        const kept = (files: MountedDisc['files'] = []): readonly unknown[] =>
          disc?.named === true ? files : files.map(([, hash]) => hash).sort();
        expect(kept(disc?.seen.files)).toEqual(kept(disc?.files));
        expect(disc?.files.length).toBeGreaterThan(100);
      },
    );
  }

  withKernel('is what is on the disc: one changed byte of a file is seen', () => {
    const whole = discs.get(names[0] ?? '')?.files ?? [];
    const differing = damaged?.files.filter(
      ([path, hash]) => !whole.some(([name, expected]) => name === path && hash === expected),
    );
    expect(differing?.map(([path]) => path)).toEqual(['/many/file number 50.txt']);
  });

  withMaker('are files, whether they have named streams or not', () => {
    expect(streams).toMatchObject({ refusal: '', log: [] });
    expect(streams?.files.map(([path]) => path).sort()).toEqual([
      '/removed3.bin',
      '/replaced.bin',
      ...[1, 2, 3].flatMap((session) =>
        ['empty', 'new.bin', '\u4e2d\u6587 \u00fc.txt'].map((name) => `/session${session}/${name}`),
      ),
    ]);
  });

  withKernel('is no disc without a volume recognition sequence, which it says', () => {
    expect(refused).toMatchObject({ files: [] });
    expect(refused?.refusal).toMatch(/mount/);
  });
});

/** Three sessions, each with a folder of files of which one has streams. */
function discWithStreams(folder: string): string {
  const disc = join(folder, 'streams');
  const { status, stderr } = spawnSync(maker, [disc, '201', '16', '3'], { encoding: 'utf8' });
  expect(`${String(status)} ${stderr}`).toBe('0 ');
  return disc;
}

/** A copy in which the first byte of what is looked for is another, wherever that stands. */
function damagedCopy(disc: string, name: string, wanted: Buffer): string {
  const bytes = readFileSync(disc);
  const at = bytes.indexOf(wanted);
  expect(at).toBeGreaterThan(0);
  bytes[at] = 0x21;
  const copy = join(dirname(disc), name);
  writeFileSync(copy, bytes);
  return copy;
}
