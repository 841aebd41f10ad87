import { open, type DiscRecorder, type Imapi, type OpenOptions } from 'imapi2';

export interface OpenDisc {
  readonly imapi: Imapi;
  readonly recorder: DiscRecorder;
}

/** The first of the drives, opened. Whoever opens closes: tests of Jest's have disc.ts do it. */
export async function openDrive(options: Omit<OpenOptions, 'provider'>): Promise<OpenDisc> {
  const imapi = await open({ provider: 'virtual', ...options });
  try {
    const [first] = await imapi.recorders();
    return { imapi, recorder: await imapi.recorder(first?.id ?? '') };
  } catch (error) {
    await imapi.close();
    throw error;
  }
}
