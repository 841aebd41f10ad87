import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';

// In processes of their own: Jest takes unhandled rejections away from tests, so nothing could be seen to fail here.
const setUp = `
const { TaskOperation } = require('./dist/operation/task-operation.js');
let fail, report;
const operation = new TaskOperation((given) => {
  report = given;
  return { promise: new Promise((_, reject) => { fail = () => reject(new Error('no disc')); }), cancel: () => true };
});
`;

function exitCodeOf(script: string): number | null {
  const { status } = spawnSync(process.execPath, ['-e', `${setUp}${script}`], { encoding: 'utf8' });
  return status;
}

test('an Operation that nobody looks at and that fails is an unhandled rejection, as with any promise', () => {
  expect(exitCodeOf('fail();')).toBe(1);
});

test('an Operation that is iterated is none, whether its error is caught by the loop or there is no loop', () => {
  const loop = '(async () => { try { for await (const _ of operation); } catch {} })(); fail();';
  expect(exitCodeOf(loop)).toBe(0);
  expect(exitCodeOf('operation[Symbol.asyncIterator](); fail();')).toBe(0);
});

test('an Operation whose loop was left early is none when it fails later', () => {
  const loop =
    '(async () => { report(1); for await (const _ of operation) break; setImmediate(fail); })();';
  expect(exitCodeOf(loop)).toBe(0);
});

test('an Operation that was disposed is none', () => {
  expect(exitCodeOf('operation[Symbol.asyncDispose](); fail();')).toBe(0);
});

test('an onProgress that throws is an uncaught exception, and does not stop the operation', () => {
  const script = `
    const { TaskOperation: Other } = require('./dist/operation/task-operation.js');
    const broken = new Other((given) => {
      given(1);
      return { promise: new Promise((resolve) => setImmediate(resolve, 'done')), cancel: () => true };
    }, { onProgress() { throw new Error('in onProgress'); } });
    let uncaught = '';
    process.once('uncaughtException', (error) => { uncaught = error.message; });
    broken.then((result) => process.exit(result === 'done' && uncaught === 'in onProgress' ? 7 : 1));`;
  expect(exitCodeOf(script)).toBe(7);
});
