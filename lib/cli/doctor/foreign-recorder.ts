import { open } from '../../open.js';
import { OpenRecorder } from '../../recorder/open-recorder.js';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { found, type Findings, type QuestionId } from './questions.js';

export const foreignQuestions: readonly QuestionId[] = ['foreign-recorder'];

/** A recorder of the virtual drive, given to the write engine and the data format of `formats`: nothing is written. */
export async function foreignRecorder(formats: 'system' | 'virtual'): Promise<Findings> {
  const folder = mkdtempSync(join(tmpdir(), 'imapi2-doctor-'));
  try {
    const imapi = await open({
      provider: 'virtual',
      imageProvider: formats,
      drives: [{ disc: join(folder, 'doctor.disc'), media: 'dvd+rw', sectors: 16_384 }],
    });
    try {
      const [drive] = await imapi.recorders();
      const recorder = await imapi.recorder(drive?.id ?? '');
      const owned = OpenRecorder.ownedBy(recorder, 'recorder');
      const calls = await owned.binding.tryForeignRecorder(owned.use(), formats === 'system');
      const words = calls.map(
        ({ call, hresult }) => `${call}: 0x${hresult.toString(16).padStart(8, '0')}`,
      );
      return {
        'foreign-recorder': found(
          calls.every(({ hresult }) => hresult < 0x8000_0000),
          words.join('; '),
        ),
      };
    } finally {
      await imapi.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
