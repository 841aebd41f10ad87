import type { NativeRecorderInfo } from '../native/binding.js';
import { errorOfNative } from '../errors/from-native.js';

/** A drive, as plain data. */
export interface RecorderInfo {
  /** IMAPI2's unique id: stable while the drive stays attached. */
  readonly id: string;
  readonly vendorId: string;
  readonly productId: string;
  readonly productRevision: string;
  /** `D:\`, and other places where Windows shows it. */
  readonly volumePaths: readonly string[];
  readonly canLoadMedia: boolean;
  /** Why the drive could not be asked; its other fields are then empty. */
  readonly error: { readonly code: string; readonly message: string } | null;
}

export function recorderInfo(native: NativeRecorderInfo): RecorderInfo {
  const { id, vendorId, productId, productRevision, volumePaths, canLoadMedia } = native;
  return {
    id,
    vendorId,
    productId,
    productRevision,
    volumePaths,
    canLoadMedia,
    error: infoError(native),
  };
}

function infoError({ error }: NativeRecorderInfo): RecorderInfo['error'] {
  if (error === null) return null;
  const { code, message } = errorOfNative(error, 'Imapi.recorders');
  return { code, message };
}
