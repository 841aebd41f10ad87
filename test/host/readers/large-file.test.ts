import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { testIf } from '../../jest/test-if';
import { endurance, patience } from '../../windows/endurance/size';
import { canMake, runInWine } from '../run-in-wine';
import { largeBytes, type Told } from './make-large-file';

jest.setTimeout(patience);

/**
 * A file of more than 4 GiB, appended through the public interface. `npm test` plans the burn and puts on the disc what of the
 * image is not zeros; `npm run endurance` burns it, with the read-back, and saves the image as well.
 */

const it = testIf(canMake, 'the disc is made under Wine');
const with7z = testIf(canMake && spawnSync('7z', ['i']).error === undefined, '7z is not here');

/** From a mark that lies across 4 GiB to the end. */
const tailBytes = largeBytes - 2 ** 32 + 4;

/**
 * What cmp says of what 7-Zip extracts beside what was added: nothing, where it is the same to the last byte. All of it takes
 * a minute of a busy machine; `npm test` looks at the end.
 */
function compared(folder: string, image: string): string {
  const part = endurance ? 'cat' : `tail -c ${tailBytes}`;
  const command = `7z e -so "$1" large.bin 2>/dev/null | ${part} | { ${part} "$2" | cmp /dev/fd/3 -; } 3<&0`;
  const args = ['-c', command, 'sh', join(folder, image), join(folder, 'large.bin')];
  const { stdout, stderr } = spawnSync('sh', args, { encoding: 'utf8' });
  return stdout + stderr;
}

describe('a file of more than 4 GiB', () => {
  let folder = '';
  let told: Told;
  beforeAll(() => {
    if (!canMake) return;
    folder = mkdtempSync(join(tmpdir(), 'imapi2-large-'));
    runInWine('readers/make-large-file.js', folder, ...(endurance ? ['burn'] : []));
    told = JSON.parse(readFileSync(join(folder, 'told.json'), 'utf8')) as Told;
  });
  afterAll(() => {
    if (folder !== '') rmSync(folder, { recursive: true, force: true });
  });

  it('is listed, planned and read from the disc with all of its bytes', () => {
    const { listed, ranges, commitRanges, totalBlocks, stretch, tail, blocksWritten } = told;
    // In the image that it was added to, and in one that begins with the disc.
    expect(listed).toEqual([largeBytes, 3, largeBytes, 3]);
    const blocks = Math.ceil(largeBytes / 2048);
    expect(stretch.endLba - stretch.startLba + 1).toBe(blocks);
    expect(ranges[0]?.startLba).toBeLessThan(stretch.startLba);
    expect(ranges[0]?.endLba).toBe(totalBlocks - 1);
    expect(commitRanges).toBe(ranges.length - 1);
    expect(tail).toBe('the last byte');
    const planned = ranges.reduce((sum, range) => sum + range.endLba - range.startLba + 1, 0);
    expect(planned).toBeGreaterThan(blocks);
    expect(blocksWritten).toBe(endurance ? planned : null);
  });

  const images = endurance ? ['large.disc', 'large.iso'] : ['large.disc'];
  with7z(
    `is as large to 7-Zip, and ${endurance ? 'the same to its last byte' : 'ends the same'}: ${images.join(', ')}`,
    () => {
      for (const image of images) {
        const { stdout } = spawnSync('7z', ['l', '-slt', join(folder, image)], {
          encoding: 'utf8',
        });
        expect(/^Path = large\.bin\n[^]*?^Size = (\d+)$/m.exec(stdout)?.[1]).toBe(`${largeBytes}`);
        expect([image, compared(folder, image)]).toEqual([image, '']);
      }
    },
  );
});
