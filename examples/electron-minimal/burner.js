// @ts-check
'use strict';
const path = require('node:path');
const { ImapiError, open, resumeBurn, serializeError, updateDisc } = require('imapi2');

// A virtual DVD+RW, so that it runs without a burner. With one: `open()`, and `imapi.recorder('E:')`.
const [, , disc = '', journal = ''] = process.argv;
const opened = open({ provider: 'virtual', drives: [{ disc, speed: 2704 }] });

let controller = new AbortController();
const tell = (/** @type {object} */ message) => process.parentPort.postMessage(message);

/** @param {import('imapi2').DiscRecorder} recorder */
async function finishWhatWasCut(recorder) {
  try {
    await resumeBurn(recorder, journal);
  } catch (error) {
    // This one is good news: no burn with that journal is unfinished.
    if (!(error instanceof ImapiError && error.code === 'ERR_JOURNAL_MISSING')) throw error;
  }
}

/** @param {readonly string[]} paths */
async function burn(paths) {
  controller = new AbortController();
  try {
    const imapi = await opened;
    const [drive] = await imapi.recorders();
    const recorder = await imapi.recorder(drive?.id ?? '');
    try {
      await finishWhatWasCut(recorder);
      const update = updateDisc(
        imapi,
        recorder,
        async (image) => {
          for (const file of paths) await image.add(file, `/${path.basename(file)}`);
        },
        { journal, signal: controller.signal },
      );
      for await (const { phase, fraction } of update) tell({ type: 'progress', phase, fraction });
      const { blocksPlanned } = await update;
      tell({ type: 'done', sectors: blocksPlanned });
    } finally {
      await recorder.close();
    }
  } catch (error) {
    tell({ type: 'failed', error: serializeError(error) });
  }
}

process.parentPort.on('message', ({ data }) => {
  if (data.type === 'burn') void burn(data.paths);
  if (data.type === 'cancel') controller.abort();
});
