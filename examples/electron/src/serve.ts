// Answers requests by a Burner. Where they come from, and how answers travel, is the caller's.
import { serializeError } from 'imapi2';

import type { Burner, Reply, Request } from './messages.js';

const methods: Readonly<Record<keyof Burner, true>> = {
  drives: true,
  choose: true,
  add: true,
  clear: true,
  burn: true,
  resume: true,
  abandon: true,
  join: true,
  cancel: true,
  eject: true,
};

type AnyMethod = (...args: unknown[]) => Promise<unknown>;

/** These don't wait for what is under way: they are about it. */
const atOnce: readonly string[] = ['cancel', 'join'] satisfies (keyof Burner)[];

/** Requests are checked here: a page that has been taken over can do no more than these methods do, one after the other. */
export function serve(ready: Promise<Burner>): (request: Request) => Promise<Reply> {
  let before: Promise<unknown> = Promise.resolve();

  async function answer({ id, method, args }: Request): Promise<Reply> {
    try {
      const burner = await ready;
      if (!Object.hasOwn(methods, method)) throw new Error(`There is no ${method} to call.`);
      return { id, result: await (burner[method] as AnyMethod).apply(burner, [...args]) };
    } catch (error) {
      return { id, error: serializeError(error) };
    }
  }

  return (request) => {
    if (atOnce.includes(request.method)) return answer(request);
    const reply = before.then(() => answer(request));
    before = reply;
    return reply;
  };
}
