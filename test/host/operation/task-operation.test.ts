import { describe, expect, test } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';

import { TaskOperation } from '#lib/operation/task-operation';

import { failureOf } from '../../jest/failure-of';
import { fakeTask, type FakeTask } from '../fakes/fake-binding';

interface Running {
  readonly task: FakeTask<string>;
  readonly operation: TaskOperation<number, string>;
  readonly report: (value: number) => void;
}

function run(
  options: { signal?: AbortSignal; onProgress?: (value: number) => void } = {},
): Running {
  const task = fakeTask<string>();
  let report: (value: number) => void = () => undefined;
  const operation = new TaskOperation<number, string>((given) => {
    report = given;
    return { promise: task.promise, cancel: () => task.cancel() };
  }, options);
  return {
    task,
    operation,
    report: (value) => {
      report(value);
    },
  };
}

async function valuesOf(operation: AsyncIterable<number>): Promise<number[]> {
  const values: number[] = [];
  for await (const value of operation) values.push(value);
  return values;
}

describe('an Operation', () => {
  test('is awaited for its result', async () => {
    const { task, operation } = run();
    expect(operation.state).toBe('running');
    task.resolve('done');
    await expect(operation).resolves.toBe('done');
    expect(operation.state).toBe('settled');
  });

  test('gives ordinary promises from then, catch and finally', async () => {
    const { task, operation } = run();
    const derived = operation.then((result) => result.length);
    expect(derived).toBeInstanceOf(Promise);
    expect(derived).not.toBeInstanceOf(TaskOperation);
    task.resolve('four');
    await expect(derived).resolves.toBe(4);
  });

  test('is settled by the time that a then callback runs', async () => {
    const { task, operation } = run();
    const state = operation.then(() => operation.state);
    task.resolve('done');
    await expect(state).resolves.toBe('settled');
  });

  test('gives a fast reader every value and the end', async () => {
    const { task, operation, report } = run();
    const values = valuesOf(operation);
    for (const value of [1, 2, 3]) {
      report(value);
      await turn();
    }
    task.resolve('done');
    await expect(values).resolves.toEqual([1, 2, 3]);
  });

  test('keeps only the latest value for a slow reader, and never drops the last one', async () => {
    const { task, operation, report } = run();
    const values: number[] = [];
    const reading = (async () => {
      for await (const value of operation) {
        values.push(value);
        if (values.length > 1) continue;
        report(2);
        report(3);
        report(4);
        task.resolve('done');
        await operation;
      }
    })();
    report(1);
    await reading;
    expect(values).toEqual([1, 4]);
  });

  test('gives each reader its own place, and a late one the last value', async () => {
    const { task, operation, report } = run();
    report(1);
    const early = valuesOf(operation);
    await turn();
    report(2);
    task.resolve('done');
    await expect(early).resolves.toEqual([1, 2]);
    await expect(valuesOf(operation)).resolves.toEqual([2]);
  });

  test('ends at once for a reader of an operation without progress', async () => {
    const { task, operation } = run();
    const values = valuesOf(operation);
    task.resolve('done');
    await expect(values).resolves.toEqual([]);
  });

  test('throws its failure to every reader, after the last value', async () => {
    const { task, operation, report } = run();
    const seen: number[] = [];
    const reading = (async () => {
      for await (const value of operation) seen.push(value);
    })();
    report(7);
    task.reject(new Error('no disc'));
    expect((await failureOf(reading)).message).toBe('no disc');
    expect(seen).toEqual([7]);
    expect((await failureOf(valuesOf(operation))).message).toBe('no disc');
  });

  test('is cancelled once, and then waits for its task', async () => {
    const { task, operation } = run();
    expect(operation.cancel()).toBe(true);
    expect([operation.state, task.cancelled()]).toEqual(['cancelling', true]);
    expect(operation.cancel()).toBe(true);
    task.resolve('done all the same');
    await expect(operation).resolves.toBe('done all the same');
    expect(operation.cancel()).toBe(false);
  });

  test('says so where its task can no longer be stopped', async () => {
    const task = fakeTask<string>(false);
    const operation = new TaskOperation(() => task);
    expect(operation.cancel()).toBe(false);
    expect(operation.state).toBe('running');
    task.resolve('done');
    await operation;
  });

  test('is cancelled by its signal, and lets go of the signal when it settles', async () => {
    const controller = new AbortController();
    const { task, operation } = run({ signal: controller.signal });
    controller.abort();
    expect(task.cancelled()).toBe(true);
    task.resolve('done');
    await operation;

    const later = new AbortController();
    const finished = run({ signal: later.signal });
    finished.task.resolve('done');
    await finished.operation;
    later.abort();
    expect(finished.task.cancelled()).toBe(false);
  });

  test('is cancelled and awaited by disposing, which does not throw its failure', async () => {
    const { task, operation } = run();
    let disposed = false;
    const disposing = operation[Symbol.asyncDispose]().then(() => {
      disposed = true;
    });
    await turn();
    expect([task.cancelled(), disposed]).toEqual([true, false]);
    task.reject(new Error('cancelled'));
    await disposing;
  });

  test('hands progress to onProgress until it settles, and no longer', async () => {
    const values: number[] = [];
    const { task, operation, report } = run({ onProgress: (value) => values.push(value) });
    report(1);
    report(2);
    task.resolve('done');
    await operation;
    report(3);
    expect(values).toEqual([1, 2]);
  });
});
