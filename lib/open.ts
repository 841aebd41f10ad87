import { CallSite } from './errors/call-site.js';
import { Owned } from './handles/owned.js';
import type { Imapi } from './imapi.js';
import { environment } from './native/environment.js';
import { judgeOpenOptions, type OpenOptions } from './open-options.js';
import { Session } from './session.js';

/**
 * Opens IMAPI2. Importing the package works everywhere; this is the call that fails: ERR_UNSUPPORTED_PLATFORM off Windows,
 * ERR_BINDING_NOT_LOADED where the addon can't be loaded, REGDB_E_CLASSNOTREG where Windows has no IMAPI2, and for a
 * virtual drive ERR_DISC_IN_USE where somebody else holds its disc, E_FILE_CORRUPT where the file is no disc.
 */
export function open(options?: OpenOptions): Promise<Imapi> {
  return CallSite.here('open').run(async () => {
    const { native, hangTimeout } = judgeOpenOptions(options);
    const { binding } = environment();
    const handle = await binding.openProvider(native);
    const isVirtual = native.provider === 'virtual' || native.imageProvider === 'virtual';
    const owned = new Owned(binding, handle, 'Imapi', null, hangTimeout);
    return new Session(owned, native.provider, isVirtual);
  });
}
