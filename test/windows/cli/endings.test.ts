import { describe, expect, jest, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as turn } from 'node:timers/promises';

import { prepareAppend, recordedDisc, treeOnDisc } from '../support/disc';
import { jsonLines, json } from '../support/command-line';
import { consoleEvents, sendConsoleEvent } from '../support/console-event';
import { failureOf } from '../../jest/failure-of';
import { testIf } from '../../jest/test-if';
import { packageRoot, runScript } from '../support/run-script';
import { scratch } from '../support/scratch';
import { burnModified } from 'imapi2';

// Generous, for a loaded machine: a hang still has a name.
jest.setTimeout(90_000);

const koffi = process.env['IMAPI2_TEST_KOFFI'] ?? '';

/** The lines of a program that writes into a file, as they come, until it has ended. */
async function* linesOf(file: string, ended: Promise<unknown>): AsyncGenerator<string> {
  const child = { running: true };
  void ended.then(() => (child.running = false));
  let read = 0;
  for (;;) {
    const last = !child.running;
    const text = readFileSync(file, 'utf8');
    const whole = text.lastIndexOf('\n') + 1;
    for (const line of text.slice(read, whole).split('\n')) if (line !== '') yield line;
    read = whole;
    if (last) return;
    await turn(20);
  }
}

/** The command line in a process of its own, which is told of an event of its console once the drive writes. */
async function interrupted(
  disc: string,
  file: string,
  event: number,
): Promise<{ code: number | null; output: string }> {
  const log = join(scratch(), 'output.txt');
  const stream = openSync(log, 'w');
  const main = join(packageRoot, 'dist', 'cli', 'main.js');
  const args = [main, 'update', '--virtual', `${disc},speed=60`, file, '--json'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', stream, stream] });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  closeSync(stream);
  let sent = false;
  for await (const line of linesOf(log, ended)) {
    if (sent || !line.includes('"action":"writing"') || line.includes('"blocksWritten":0,'))
      continue;
    sent = true;
    sendConsoleEvent(koffi, child.pid ?? 0, event);
  }
  return { code: await ended, output: readFileSync(log, 'utf8') };
}

/**
 * The command line in a process of its own, to which a signal comes once it writes. From outside no signal can be sent to a
 * process under Wine, nor to another console on Windows, so it is raised inside, where Node.js would raise it.
 */
function signalled(disc: string, file: string, signals: readonly string[]): string {
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
  // At a real terminal: test/host/cli/terminal.test.ts.
  for (const [name, { event, signal }] of Object.entries(consoleEvents))
    testIf(koffi !== '', 'koffi is there for x64 only')(
      `that its console tells of ${name} ends by itself, says what the disc holds, and can be resumed`,
      async () => {
        const disc = await recordedDisc();
        const before = await treeOnDisc(disc);
        const file = join(scratch(), 'added.bin');
        writeFileSync(file, Buffer.alloc(400_000, 7));
        const { code, output } = await interrupted(disc, file, event);
        const lines = jsonLines(output);
        expect({ code, end: lines.at(-1) }).toMatchObject({
          code: 130,
          end: { type: 'error', code: 'ABORT_ERR', exitCode: 130, discState: 'old-session-valid' },
        });
        expect(lines).toContainEqual({
          type: 'warning',
          message: expect.stringMatching(`^${signal}: stopping`),
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
    const { status, output } = runScript(signalled(disc, file, thrice));
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
