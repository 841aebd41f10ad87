/// <reference lib="esnext.disposable" preserve="true" />
/**
 * What our types need of their surroundings, so that a program compiles against them whatever it has: with `@types/node`,
 * with a browser's types, or with neither. Types only; nothing here exists at run time.
 */

declare global {
  /** Node's or the DOM's, which this merges with; a program that has neither gets this one. */
  interface AbortSignal {
    readonly aborted: boolean;
  }
}

// Unresolved without @types/node, which an `import` would make an error: then it is `any`.
// eslint-disable-next-line @typescript-eslint/ban-ts-comment -- @ts-expect-error would be an error here, where it resolves
/** @ts-ignore -- see above */
type NodeReadable = import('node:stream').Readable;

/** Node's stream; without `@types/node` the part of it that `for await` needs. */
export type Readable = 0 extends 1 & NodeReadable ? AsyncIterable<Uint8Array> : NodeReadable;
