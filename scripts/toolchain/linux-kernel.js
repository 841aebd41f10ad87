// @ts-check
'use strict';
// Debian's Linux kernel and a shell to start in it, unpacked and not installed: its file systems read
// our discs, and this machine's own kernel may have neither them nor the right to load them.

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { run, say } = require('./command.js');
const { cache } = require('./places.js');

/** What depends on the kernel package of the day; cloud: the smallest one with UDF and virtio. */
const NEWEST = 'linux-image-cloud-amd64';

/**
 * In the order in which they can be loaded. Where a kernel has one of them built in, there is no such
 * file.
 */
const MODULES = [
  'crc-itu-t',
  'cdrom',
  'udf',
  'nls_utf8',
  'isofs',
  'virtio_ring',
  'virtio',
  'virtio_mmio',
  'virtio_blk',
];

/**
 * @typedef {object} LinuxKernel
 * @property {string} image
 * @property {readonly string[]} modules to be loaded in this order
 * @property {string} busybox linked statically
 */

/**
 * @param {string} work
 * @returns {string | null} why not
 */
function fetch(work) {
  const depends = spawnSync('apt-cache', ['depends', '--important', NEWEST], { encoding: 'utf8' });
  const [, image] = /Depends: (linux-image-\S+)/.exec(depends.stdout) ?? [];
  if (image === undefined) return `apt knows no ${NEWEST}`;
  say(`fetching ${image} and busybox-static, because Linux' own file systems read our discs`);
  const debs = spawnSync('apt-get', ['download', image, 'busybox-static'], {
    cwd: work,
    encoding: 'utf8',
    timeout: 180_000,
  });
  if (debs.status !== 0) return `apt-get download failed: ${debs.stderr.trim()}`;
  for (const deb of fs.readdirSync(work)) {
    run('dpkg', ['-x', path.join(work, deb), path.join(work, 'unpacked')]);
  }
  return null;
}

/** @param {string} file a module, compressed from Debian 13 on */
function decompressed(file) {
  if (!file.endsWith('.xz')) return file;
  run('xz', ['--decompress', '--keep', '--force', file]);
  return file.slice(0, -'.xz'.length);
}

/** @returns {LinuxKernel | string} the reason why there is none */
function linuxKernel() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'it takes Linux on x64';
  if (spawnSync('qemu-system-x86_64', ['--version']).error) return 'qemu-system-x86_64 is not here';
  const folder = path.join(cache, 'linux-kernel');
  if (!fs.existsSync(folder)) {
    fs.mkdirSync(cache, { recursive: true });
    const work = fs.mkdtempSync(path.join(cache, 'fetch-'));
    try {
      const obstacle = fetch(work);
      if (obstacle !== null) return obstacle;
      fs.renameSync(path.join(work, 'unpacked'), folder);
    } finally {
      fs.rmSync(work, { recursive: true, force: true });
    }
  }
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const find = (/** @type {RegExp} */ name) => {
    const file = files.find((each) => name.test(each));
    return file === undefined ? undefined : path.join(folder, file);
  };
  const image = find(/^boot\/vmlinuz-/);
  const busybox = find(/^(usr\/)?bin\/busybox$/);
  const modules = MODULES.map((name) => find(new RegExp(`/${name}\\.ko(\\.xz)?$`)));
  if (image === undefined || busybox === undefined) return `no kernel in ${folder}`;
  return {
    image,
    busybox,
    modules: modules.filter((module) => module !== undefined).map(decompressed),
  };
}

module.exports = { linuxKernel };
