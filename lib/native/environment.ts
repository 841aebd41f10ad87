import type { NativeBinding } from './binding.js';
import { loadBinding } from './loader.js';

let loaded: NativeBinding | null = null;

/**
 * The addon of this environment (a main thread or a worker), loaded at first use. process.exit() and an uncaught
 * exception run no cleanup hook of the addon, so an 'exit' listener gives the drives back; it is added once.
 */
export function environment(): NativeBinding {
  if (loaded === null) {
    const binding = loadBinding();
    process.once('exit', () => {
      binding.shutdown();
    });
    loaded = binding;
  }
  return loaded;
}
