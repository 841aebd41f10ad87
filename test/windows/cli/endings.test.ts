import { describe, expect, jest, test } from '@jest/globals';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { prepareAppend, recordedDisc, treeOnDisc } from '../support/disc';
import { jsonLines, json } from '../support/command-line';
import { failureOf } from '../../jest/failure-of';
import { packageRoot, runScript } from '../support/run-script';
import { scratch } from '../support/scratch';
import { burnModified } from 'imapi2';

// Generous, for a loaded machine: a hang still has a name.
jest.setTimeout(90_000);

/**
 * The command line in a process of its own, to which a signal comes once it writes. From outside no signal can be sent to a
 * process under Wine, nor to another console on Windows, so it is raised inside, where Node.js would raise it.
 */
function interrupted(disc: string, file: string, signals: readonly string[]): string {
  const run = JSON.stringify(join(packageRoot, 'dist', 'cli', 'run.js'));
  const argv = JSON.stringify(['update', '--virtual', `${disc},speed=60`, file, '--json']);
  return `
const { run } = require(${run});
const write = process.stdout.write.bind(process.stdout);
let sent = false;
process.stdout.write = (text) => {
  const writing = !sent && /"action":"writing"/.test(text) && !/"blocksWritten":0,/.test(text);
  if (writing) {
    sent = true;
    setImmediate(() => { for (const name of ${JSON.stringify(signals)}) process.emit(name, name); });
  }
  return write(text);
};
run(${argv}).then((code) => { process.exitCode = code; });`;
}

describe('a burn of the command line', () => {
  // The others: test/host/cli/interruption.test.ts.
  test.each(['SIGINT'])(
    'that is stopped by %s ends by itself, says what the disc holds, and can be resumed',
    async (signal) => {
      const disc = await recordedDisc();
      const before = await treeOnDisc(disc);
      const file = join(scratch(), 'added.bin');
      writeFileSync(file, Buffer.alloc(400_000, 7));
      const { status, output } = runScript(interrupted(disc, file, [signal]));
      const end = jsonLines(output).at(-1);
      expect({ status, end }).toMatchObject({
        status: 130,
        end: { type: 'error', code: 'ABORT_ERR', exitCode: 130, discState: 'old-session-valid' },
      });
      expect(await treeOnDisc(disc)).toEqual(before);
      // The journal is where resume looks for it.
      expect(existsSync(`${disc}.journal`)).toBe(true);
      expect(await json('resume', '--virtual', disc)).toMatchObject({
        code: 0,
        end: { report: { discState: 'old-session-valid', blocksPlanned: 0 } },
      });
    },
  );

  test('that is stopped three times ends at once, and says that nobody knows what the disc holds', async () => {
    const disc = await recordedDisc();
    const file = join(scratch(), 'added.bin');
    writeFileSync(file, Buffer.alloc(400_000, 7));
    const thrice = ['SIGINT', 'SIGINT', 'SIGINT'];
    const { status, output } = runScript(interrupted(disc, file, thrice));
    const lines = jsonLines(output);
    expect({ status, end: lines.at(-1) }).toMatchObject({
      status: 8,
      end: { type: 'error', code: 'ABORT_ERR', exitCode: 8, discState: 'unknown' },
    });
    expect(lines.filter(({ type }) => type === 'error')).toHaveLength(1);
    expect(await json('resume', '--virtual', disc)).toMatchObject({ code: 0 });
  });

  test('that was cut among its anchors is finished by resume', async () => {
    const disc = await recordedDisc();
    const journal = `${disc}.journal`;
    const { imapi, recorder, result } = await prepareAppend(disc);
    const [session] = (await result.modifiedBlocks()) ?? [];
    await imapi.close();
    const length = (session?.endLba ?? 0) - (session?.startLba ?? 0) + 1;
    expect(recorder.info.id).not.toBe('');
    const cut = await prepareAppend(disc, {
      faults: [{ at: { sectorsWritten: length + 5 }, fail: 'torn-unit' }],
    });
    await failureOf(burnModified(cut.recorder, cut.result, { journal }));
    await cut.imapi.close();
    expect(await json('resume', '--virtual', disc)).toMatchObject({
      code: 0,
      end: { report: { discState: 'complete' } },
    });
    expect(await treeOnDisc(disc)).toContain('/new/added.bin');
  });
});
