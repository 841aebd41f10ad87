// @ts-check
'use strict';
// npm run test:kernel    Lets the Linux kernel's own udf and isofs drivers read our images, in qemu.
//
// Not a part of npm test: it downloads a kernel of Debian's (27 MB), and is slow where qemu has no
// KVM. Ends with `N passed`, or names what is missing and passes nothing.

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { buildForThisMachine } = require('./build/cross-build.js');
const { Stop, main, run, say } = require('./toolchain/command.js');
const { hostBuild, root } = require('./toolchain/places.js');

const cache = path.join(root, '.cache', 'kernel');
const work = path.join(root, 'build', 'kernel-test');

/** Image, and the driver that mounts it. */
const mounts = /** @type {const} */ ([
  ['bridge', 'udf'],
  ['bridge', 'iso9660'],
  ['iso9660', 'iso9660'],
  ['udf', 'udf'],
]);
const modules = ['crc-itu-t', 'cdrom', 'nls_utf8', 'udf', 'isofs', 'loop'];

/** @param {string} program */
const has = (program) => spawnSync(program, ['--version']).error === undefined;

/** The files of a .deb of Debian's, unpacked once. */
function unpackPackages() {
  const unpacked = path.join(cache, 'files');
  if (fs.existsSync(unpacked)) return unpacked;
  const depends = spawnSync('apt-cache', ['depends', 'linux-image-cloud-amd64'], {
    encoding: 'utf8',
  });
  const kernel = /Depends: (linux-image-\S+)/.exec(depends.stdout)?.[1];
  if (kernel === undefined) throw new Stop('apt knows no linux-image-cloud-amd64');
  fs.mkdirSync(cache, { recursive: true });
  run('apt-get', ['download', kernel, 'busybox-static'], { quiet: true, cwd: cache });
  for (const name of fs.readdirSync(cache).filter((file) => file.endsWith('.deb')))
    run('dpkg', ['-x', name, `${unpacked}.part`], { quiet: true, cwd: cache });
  fs.renameSync(`${unpacked}.part`, unpacked);
  return unpacked;
}

/**
 * @param {string} folder
 * @param {RegExp} name
 */
function find(folder, name) {
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile() && name.test(entry.name)) return path.join(entry.parentPath, entry.name);
  throw new Stop(`there is no file ${String(name)} in ${folder}`);
}

/** Path and SHA-256 of every file, as the guest prints them. */
const guest = `#!/bin/busybox sh
/bin/busybox mount -t devtmpfs none /dev
for m in ${modules.join(' ')}; do /bin/busybox insmod /m/$m.ko; done
${mounts
  .map(
    ([image, driver]) => `echo "== ${image} ${driver}"
/bin/busybox mount -t ${driver} -o ro,loop,iocharset=utf8 /${image}.iso /d && cd /d &&
/bin/busybox find . -type f -exec /bin/busybox sha256sum {} +
cd / && /bin/busybox umount /d`,
  )
  .join('\n')}
echo "== end"
/bin/busybox poweroff -f
`;

/** @param {string} files */
function makeInitramfs(files) {
  const initramfs = path.join(work, 'root');
  fs.rmSync(work, { recursive: true, force: true });
  for (const folder of ['bin', 'm', 'd', 'dev'])
    fs.mkdirSync(path.join(initramfs, folder), { recursive: true });
  const busybox = path.join(initramfs, 'bin', 'busybox');
  fs.copyFileSync(find(files, /^busybox$/), busybox);
  fs.writeFileSync(path.join(initramfs, 'init'), guest, { mode: 0o755 });
  for (const name of modules)
    fs.copyFileSync(
      find(files, new RegExp(`^${name}\\.ko$`)),
      path.join(initramfs, 'm', `${name}.ko`),
    );
  for (const image of new Set(mounts.map(([name]) => name)))
    run(path.join(hostBuild, 'make_image'), [path.join(initramfs, `${image}.iso`), image]);
  const pack = `find . | ${busybox} cpio -o -H newc | gzip -1 > ../initramfs`;
  run('sh', ['-c', pack], { quiet: true, cwd: initramfs });
  return initramfs;
}

/** @param {string} files */
function boot(files) {
  const log = path.join(work, 'serial.log');
  const args = ['-m', '512', '-nographic', '-no-reboot', '-accel', 'kvm', '-accel', 'tcg'];
  const qemu = spawnSync(
    'qemu-system-x86_64',
    [
      ...args,
      ...['-kernel', find(files, /^vmlinuz-/), '-initrd', path.join(work, 'initramfs')],
      ...['-append', 'console=ttyS0 quiet panic=-1', '-serial', `file:${log}`, '-monitor', 'none'],
    ],
    { encoding: 'utf8', timeout: 240_000, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const text = fs.existsSync(log) ? fs.readFileSync(log, 'utf8') : '';
  if (!text.includes('== end')) throw new Stop(`qemu did not get through: ${qemu.stderr}\n${text}`);
  return text;
}

/**
 * What 7-Zip, which knows nothing of the kernel's, finds in the same image.
 * @param {string} image
 * @param {string} driver
 */
function expected(image, driver) {
  const into = path.join(work, 'expected');
  fs.rmSync(into, { recursive: true, force: true });
  run('7z', ['x', driver === 'udf' ? '-tUdf' : '-tIso', `-o${into}`, image], { quiet: true });
  const sums = spawnSync('sh', ['-c', 'find . -type f -exec sha256sum {} +'], {
    cwd: into,
    encoding: 'utf8',
  });
  return sums.stdout.trim().split('\n').sort();
}

void main(() => {
  const lacking = ['qemu-system-x86_64', '7z', 'apt-get', 'dpkg'].filter((name) => !has(name));
  if (lacking.length > 0) {
    say(`skipped: the Linux kernel's drivers need ${lacking.join(', ')}, which is not here`);
    return 0;
  }
  buildForThisMachine();
  const files = unpackPackages();
  const initramfs = makeInitramfs(files);
  const text = boot(files).replaceAll('\r', '');
  let failed = 0;
  for (const [image, driver] of mounts) {
    const [, part = ''] = text.split(`== ${image} ${driver}\n`);
    const found = (part.split('\n== ')[0] ?? '')
      .split('\n')
      .filter((line) => /^[0-9a-f]{64} /.test(line));
    const wanted = expected(path.join(initramfs, `${image}.iso`), driver);
    const same = JSON.stringify(found.sort()) === JSON.stringify(wanted) && wanted.length > 100;
    if (!same) failed++;
    say(
      `${image} by the kernel's ${driver}: ${same ? `${wanted.length} files as they should be` : part}`,
    );
  }
  process.stdout.write(`${mounts.length - failed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
});
