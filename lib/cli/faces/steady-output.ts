import type { Output } from './face.js';

/**
 * Whoever reads may go away in the middle: `imapi2 … | head`, or a log collector that ends. Nothing more is written there then,
 * and the work goes on: a burn is not given up, perhaps with its disc, because nobody listens. Its exit code tells how it ended.
 */
export function steadyOutput(out: NodeJS.WritableStream, error: NodeJS.WritableStream): Output {
  return { out: steady(out), error: steady(error) };
}

function steady(stream: NodeJS.WritableStream): (text: string) => void {
  let gone = false;
  // Without anybody who hears it, it would be an uncaught exception.
  stream.on('error', () => {
    gone = true;
  });
  return (text) => {
    if (!gone) stream.write(text);
  };
}
