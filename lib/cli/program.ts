import { Command } from 'commander';

import type { Act } from './command.js';
import { burn } from './commands/burn.js';
import { demo } from './commands/demo.js';
import { devices } from './commands/devices.js';
import { doctor } from './commands/doctor.js';
import { erase } from './commands/erase.js';
import { image } from './commands/image.js';
import { info } from './commands/info.js';
import { ls } from './commands/ls.js';
import { plan } from './commands/plan.js';
import { resume } from './commands/resume.js';
import { closeTray, eject } from './commands/tray.js';
import { update } from './commands/update.js';
import { verify } from './commands/verify.js';

/** Every command, in the order of the help. */
const commands = [
  devices,
  info,
  ls,
  plan,
  update,
  burn,
  verify,
  resume,
  erase,
  eject,
  closeTray,
  image,
  demo,
  doctor,
] as const;

const epilogue = `
A drive is its letter (E:) or its id. With --virtual FILE a disc in a file takes its place, and no drive is named:
  imapi2 update E: photos
  imapi2 update --virtual my.disc photos

Exit codes, the lines of --json and all the rest: docs/command-line.md`;

/** `<drive> <path…>`: the options are for the command's own help. */
const shortUsage = (command: Command): string => command.usage().replace(/\s*\[options\]$/, '');

export function program(version: string, act: Act): Command {
  const made = new Command('imapi2')
    .description(
      'Appends to rewritable discs and records only what changed, with Windows’ own IMAPI2.',
    )
    .version(version)
    .addHelpText('after', epilogue)
    .helpCommand('help [command]', 'help for a command')
    .configureHelp({
      subcommandTerm: (command) => `${command.name()} ${shortUsage(command)}`.trim(),
    });
  for (const add of commands) made.addCommand(add(act));
  return made;
}
