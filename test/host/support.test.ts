import { describe, expect } from '@jest/globals';
import { ImapiError, isSupported, open, supportInfo } from 'imapi2';

import { testIf } from '../jest/test-if';
import { failureOf } from '../jest/failure-of';

const off = testIf(process.platform !== 'win32', 'this is Windows');

describe('off Windows', () => {
  off('importing works, and isSupported() is false', () => {
    expect(isSupported()).toBe(false);
  });

  off('supportInfo() says why', () => {
    const info = supportInfo();
    expect(info).toMatchObject({ supported: false, system: false, virtual: false });
    expect(info.reasons).toEqual([expect.stringContaining(process.platform)]);
    expect(structuredClone(info)).toEqual(info);
  });

  off('open() rejects with ERR_UNSUPPORTED_PLATFORM', async () => {
    const error = await failureOf(open());
    expect(error).toBeInstanceOf(ImapiError);
    expect(error).toMatchObject({
      code: 'ERR_UNSUPPORTED_PLATFORM',
      operation: 'open',
      hresult: null,
    });
  });

  off('open() judges its options all the same', async () => {
    expect(await failureOf(open({ journal: 'x' } as object))).toMatchObject({
      code: 'ERR_INVALID_OPTION',
    });
  });
});
