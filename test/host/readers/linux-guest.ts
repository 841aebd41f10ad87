import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { initramfs } from './initramfs';

/**
 * A Linux kernel in qemu, in an initramfs of one shell script that mounts discs read-only and lists what it finds.
 * No hardware is asked for help: what qemu emulates is the same everywhere, and only slower.
 */

export interface LinuxKernel {
  readonly image: string;
  readonly modules: readonly string[];
  readonly busybox: string;
}
export interface Mount {
  readonly file: string;
  readonly type: string;
  readonly options: string;
}
export interface Found {
  /** What `mount` said; empty: it did as it was told. */
  readonly refusal: string;
  readonly files: readonly (readonly [path: string, sha256: string])[];
  /** What the kernel's file systems and disks wrote into its log meanwhile; not what its clocks say of a slow machine. */
  readonly log: readonly string[];
}

/** The end of the report, by which one that was cut short is known. */
const END = 'END OF REPORT';
const LOGGED = /UDF|ISO|I\/O error|attempt to access/i;
const REPORT_BYTES = 1 << 20;

/** Drives are found by their serial number: the order of their names is nobody's promise. */
const script = (kernel: LinuxKernel, mounts: readonly Mount[], drives: readonly string[]): string =>
  `#!/bin/busybox sh
/bin/busybox --install /bin
export PATH=/bin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
${kernel.modules.map((module) => `insmod /modules/${basename(module)} || poweroff -f`).join('\n')}
drive() { for d in /sys/block/vd*; do test "$(cat $d/serial)" = "$1" && echo /dev/\${d##*/}; done; }
{
${mounts
  .map(
    ({ file, type, options }, index) => `echo "MOUNT ${index}"
dmesg -c >/dev/null
mount -t ${type} -o ro,iocharset=utf8${options === '' ? '' : `,${options}`} $(drive disc${drives.indexOf(file)}) /disc 2>&1 && {
echo FILES
cd /disc
find . -type f -print0 | xargs -0 sha256sum
cd /
umount /disc
}
echo LOG
dmesg`,
  )
  .join('\n')}
echo "${END}"
} >/report 2>&1
cat /report >$(drive report)
sync
poweroff -f
`;

const drive = (id: string, file: string, access: string): string[] => [
  '-drive',
  `if=none,id=${id},format=raw,file=${file},${access}`,
  '-device',
  `virtio-blk-device,drive=${id},serial=${id}`,
];

function parse(report: string): Found[] {
  return report
    .split(/^MOUNT \d+\n/m)
    .slice(1)
    .map((part) => {
      const [, before = '', log = ''] = /^([^]*?)^LOG\n([^]*)$/m.exec(part) ?? [];
      const [refusal = '', files = ''] = before.split(/^FILES\n/m);
      return {
        refusal: refusal.trim(),
        files: files
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => [line.slice(67), line.slice(0, 64)] as const)
          .sort(),
        log: log.split('\n').filter((line) => LOGGED.test(line)),
      };
    });
}

/** Mounts one after the other, in one run of the kernel. Rejects where the kernel didn't come to its end. */
export async function mountAll(
  kernel: LinuxKernel,
  folder: string,
  mounts: readonly Mount[],
): Promise<Found[]> {
  const drives = [...new Set(mounts.map(({ file }) => file))];
  mkdirSync(folder, { recursive: true });
  const [initrd, report, console] = ['initrd', 'report', 'console'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  writeFileSync(
    initrd,
    initramfs([
      ...['bin', 'dev', 'disc', 'modules', 'proc', 'sys'].map((path) => ({ path })),
      { path: 'init', data: Buffer.from(script(kernel, mounts, drives)) },
      { path: 'bin/busybox', data: readFileSync(kernel.busybox) },
      ...kernel.modules.map((module) => ({
        path: `modules/${basename(module)}`,
        data: readFileSync(module),
      })),
    ]),
  );
  writeFileSync(report, '');
  truncateSync(report, REPORT_BYTES);
  const output = openSync(console, 'w');
  const args = [
    ...['-accel', 'tcg', '-machine', 'microvm,ioapic2=on', '-cpu', 'max', '-m', '256'],
    ...['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot', '-serial', 'stdio'],
    ...['-kernel', kernel.image, '-initrd', initrd],
    // No clock of this machine can be measured against another from inside, which Linux would try for
    // ever: it is told what it would find (its documentation: lpj, tsc_early_khz, no_timer_check).
    '-append',
    'console=ttyS0 quiet panic=-1 nokaslr no_timer_check tsc_early_khz=2000000 lpj=4000000',
    ...drive('report', report, 'cache=writeback'),
    ...drives.flatMap((file, index) => drive(`disc${index}`, file, 'readonly=on')),
  ];
  const code = await new Promise<number | null>((resolve, reject) => {
    spawn('qemu-system-x86_64', args, { stdio: ['ignore', output, output] })
      .on('error', reject)
      .on('close', resolve);
  });
  closeSync(output);
  const text = readFileSync(report, 'utf8').replace(/\0+$/, '');
  if (code !== 0 || !text.endsWith(`${END}\n`))
    throw new Error(`the kernel did not come to its end: ${readFileSync(console, 'utf8')}${text}`);
  return parse(text);
}
