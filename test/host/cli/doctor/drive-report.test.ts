import { expect, test } from '@jest/globals';

import { driveReport } from '#lib/cli/doctor/drive-report';
import type { NativeBinding, NativeFailure } from '#lib/native/binding';

import { fakeHandle, fakeImapi, fakeInfo, rejects } from '../../fakes/fake-binding';

const failure = (hresult: number): NativeFailure => ({
  hresult,
  code: null,
  operation: 'IDiscRecorder2::x',
  message: null,
});
const locked = failure(0xc0aa0210);
const opens: Partial<NativeBinding> = {
  openRecorder: () => Promise.resolve({ handle: fakeHandle('recorder'), info: fakeInfo }),
};
const noMedia = failure(0xc0aa0202);

test('a drive without a disc that nobody holds is reported so', async () => {
  const imapi = fakeImapi({
    ...opens,
    mediaInfo: () => rejects(noMedia),
    exclusiveOwner: () => Promise.resolve(null),
    lock: () => Promise.resolve(fakeHandle('lock')),
  });
  expect(await driveReport(imapi, fakeInfo)).toEqual({
    drive: fakeInfo,
    media: null,
    exclusiveOwner: null,
    canLock: true,
    errors: [],
  });
});

test('what a drive does not tell is said, and hides nothing else', async () => {
  const imapi = fakeImapi({
    ...opens,
    mediaInfo: () => rejects(failure(0x8007045d)),
    exclusiveOwner: () => Promise.resolve('Nero'),
    lock: () => rejects(locked),
  });
  const report = await driveReport(imapi, fakeInfo);
  expect(report).toMatchObject({ media: null, exclusiveOwner: 'Nero', canLock: null });
  expect(report.errors).toEqual([
    expect.stringMatching(/^its disc: .*E_IO_DEVICE/),
    expect.stringMatching(/^exclusive access: .*E_IMAPI_RECORDER_LOCKED/),
  ]);
});

test('a drive that cannot be opened is reported with both reasons', async () => {
  const broken = { ...fakeInfo, error: { code: 'E_FAIL', message: 'broken' } };
  const imapi = fakeImapi({ openRecorder: () => rejects(failure(0x80004005)) });
  expect(await driveReport(imapi, broken)).toEqual({
    drive: broken,
    media: null,
    exclusiveOwner: null,
    canLock: null,
    errors: ['broken', expect.stringMatching(/^opening it: .*E_FAIL/)],
  });
});
