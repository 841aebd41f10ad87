import type { NativeBinding, NativeTask } from '#lib/native/binding';
import { Owned } from '#lib/handles/owned';
import { Session } from '#lib/session';
import type { Imapi } from 'imapi2';

/** An addon of the calls given. Any other call fails by name: a fake that shrugs would hide a mistake. */
export function fakeBinding(calls: Partial<NativeBinding>): NativeBinding {
  const known: Partial<NativeBinding> = { close: () => Promise.resolve(), ...calls };
  return new Proxy(known, {
    get(target, name) {
      const call: unknown = Reflect.get(target, name);
      if (call !== undefined) return call;
      return () => {
        throw new Error(`nobody expected a call of ${String(name)}`);
      };
    },
  }) as NativeBinding;
}

/** A handle is opaque; here it is its own name, so that a test can say which one was passed. */
export function fakeHandle(name: string): never {
  return { name } as never;
}

/** A promise that rejects with plain data, as the addon's do. */
export async function rejects(failure: unknown): Promise<never> {
  await Promise.resolve();
  throw failure;
}

export function fakeImapi(calls: Partial<NativeBinding>): Imapi {
  return new Session(
    new Owned(fakeBinding(calls), fakeHandle('provider'), 'Imapi'),
    'virtual',
    true,
  );
}

export const fakeInfo = {
  id: 'drive-1',
  vendorId: 'Fake',
  productId: 'Drive',
  productRevision: '1',
  volumePaths: ['D:\\'],
  canLoadMedia: true,
  error: null,
};

export interface FakeTask<Result> extends NativeTask<Result> {
  resolve(result: Result): void;
  reject(failure: unknown): void;
  readonly cancelled: () => boolean;
}

/** A task that ends when the test says so. */
export function fakeTask<Result>(canCancel = true): FakeTask<Result> {
  let cancelled = false;
  let settle: { resolve(result: Result): void; reject(failure: unknown): void } | null = null;
  const promise = new Promise<Result>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return {
    promise,
    cancel() {
      cancelled = canCancel;
      return canCancel;
    },
    resolve: (result) => settle?.resolve(result),
    reject: (failure) => settle?.reject(failure),
    cancelled: () => cancelled,
  };
}
