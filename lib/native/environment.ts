import { loadBinding, type LoadedBinding } from './loader.js';

let loaded: LoadedBinding | null = null;

/**
 * The addon of this environment (a main thread or a worker), loaded at first use. process.exit() and an uncaught
 * exception run no cleanup hook of the addon, so an 'exit' listener gives the drives back; it is added once.
 */
export function environment(): LoadedBinding {
  if (loaded === null) {
    const there = loadBinding();
    process.once('exit', () => {
      there.binding.shutdown();
    });
    loaded = there;
  }
  return loaded;
}
