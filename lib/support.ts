import { Refusal } from './errors/refusal.js';
import { environment } from './native/environment.js';

/** What this machine can do, and what is missing. */
export interface SupportInfo {
  /** True where at least one of the two providers can be opened. */
  readonly supported: boolean;
  /** Windows' own IMAPI2 and IMAPI2FS are registered. Whether there is a drive is for `recorders()` to say. */
  readonly system: boolean;
  readonly virtual: boolean;
  /** Sentences: what is missing. Empty where nothing is. */
  readonly reasons: readonly string[];
}

/** True where a disc can be reached at all. Never throws, on any platform. */
export function isSupported(): boolean {
  return supportInfo().supported;
}

/** The same with reasons: platform, binding, IMAPI2 and IMAPI2FS registered (Server Core has neither). Never throws. */
export function supportInfo(): SupportInfo {
  try {
    const { system, virtual, reasons } = environment().binding.supportInfo();
    return { supported: system || virtual, system, virtual, reasons };
  } catch (failure) {
    const reason = failure instanceof Refusal ? failure.sentence : String(failure);
    return { supported: false, system: false, virtual: false, reasons: [reason] };
  }
}
