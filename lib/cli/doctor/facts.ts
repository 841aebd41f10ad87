import { release, version } from 'node:os';

import { environment } from '../../native/environment.js';
import type { NativeRegistration } from '../../native/binding.js';
import { supportInfo } from '../../support.js';
import { packageVersion } from '../version.js';
import { found, notPossible, type Finding } from './questions.js';
import type { DoctorReport } from './report.js';

export type Facts = Pick<DoctorReport, 'package' | 'windows' | 'binding' | 'classes'>;

function registration(): { readonly path: string | null } & NativeRegistration {
  try {
    const { binding, path } = environment();
    return { path, ...binding.registration() };
  } catch {
    // supportInfo says why.
    return { path: null, classes: [], wine: null };
  }
}

export function facts(): Facts {
  const { path, classes, wine } = registration();
  const { system, virtual, reasons } = supportInfo();
  const { version: node, arch, platform } = process;
  return {
    package: { version: packageVersion(), node, arch, platform },
    windows: { version: version(), release: release(), wine },
    binding: { loaded: path !== null, path, system, virtual, reasons },
    classes,
  };
}

/** Question (a): what the registry says of each class. */
export function threadingModels(classes: Facts['classes']): Finding {
  const there = classes.filter(({ server }) => server !== null);
  if (there.length === 0) return notPossible('None of the classes is registered here.');
  const words = there.map(({ name, threadingModel }) => `${name}: ${threadingModel ?? 'none'}`);
  return found(
    there.length === classes.length && there.every(({ threadingModel }) => threadingModel !== null),
    words.join(', '),
  );
}
