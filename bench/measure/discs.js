// @ts-check
'use strict';
// Discs and sources in files. Both are sparse: a disc of 128 GB costs what is recorded on it.

const fs = require('node:fs');
const path = require('node:path');
const { burnImage, open } = require('imapi2');

/** @typedef {import('imapi2').OpenOptions} OpenOptions */
/** @typedef {import('imapi2').VirtualDrive} VirtualDrive */

const sectorSize = 2048;

/**
 * @param {string} file
 * @param {number} bytes zeros
 */
function sparseFile(file, bytes) {
  fs.writeFileSync(file, '');
  fs.truncateSync(file, bytes);
  return file;
}

/**
 * @param {string} disc
 * @param {{ drive?: Omit<VirtualDrive, 'disc'>, switches?: OpenOptions['switches'] }} [options]
 */
async function openDisc(disc, { drive = {}, switches } = {}) {
  const imapi = await open({
    provider: 'virtual',
    drives: [{ disc, ...drive }],
    ...(switches === undefined ? {} : { switches }),
  });
  const [first] = await imapi.recorders();
  if (first === undefined) throw new Error('the virtual drive shows no recorder');
  return { imapi, recorder: await imapi.recorder(first.id) };
}

/**
 * A disc with a first session of one small file, or of a sparse one of so many bytes.
 * @param {string} disc made anew
 * @param {Omit<VirtualDrive, 'disc'>} drive
 */
async function recordedDisc(disc, drive) {
  fs.rmSync(disc, { force: true });
  const { imapi, recorder } = await openDisc(disc, { drive });
  try {
    const image = await imapi.createImage({ recorder, volumeName: 'BENCH' });
    await image.add(Buffer.from('the first session'), '/first.txt');
    await burnImage(recorder, await image.createResult(), { verify: 'none' });
  } finally {
    await imapi.close();
  }
  return disc;
}

/**
 * The next session of a disc, ready to be recorded: what is on it, and one file more.
 * @param {string} disc
 * @param {string} source
 * @param {Parameters<typeof openDisc>[1]} [options]
 */
async function openAppend(disc, source, options) {
  const { imapi, recorder } = await openDisc(disc, options);
  const image = await imapi.createImage({ recorder });
  await image.add(source, '/added.bin');
  return { imapi, recorder, image, result: await image.createResult() };
}

/** @param {string} folder */
function emptyFolder(folder) {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  return path.resolve(folder);
}

module.exports = { emptyFolder, openAppend, openDisc, recordedDisc, sectorSize, sparseFile };
