import { driveName } from '../commands/devices.js';
import { mediaInWords } from '../commands/info.js';
import { table } from '../text.js';
import type { Answer, DoctorReport, DriveReport } from './report.js';

const outcomes: Readonly<Record<Answer['outcome'], string>> = {
  yes: 'yes',
  no: 'NO',
  seen: 'seen',
  'not-possible': 'not possible here',
  'not-asked': 'not asked',
};

function driveLines({ drive, media, exclusiveOwner, canLock, errors }: DriveReport): string[] {
  const access = canLock === true ? 'can be had' : 'could not be had';
  return [
    '',
    `Drive ${drive.volumePaths.join(' ')} ${driveName(drive)}`,
    `  ${drive.id}`,
    `  held by ${exclusiveOwner ?? 'nobody'}; exclusive access without force ${access}`,
    ...mediaInWords(media).map((line) => `  ${line}`),
    ...errors.map((error) => `  Could not be asked: ${error}`),
  ];
}

function answerLines({ question, outcome, answer, about }: Answer): string[] {
  const who = about === 'virtual' ? ' (the virtual drive, not Windows)' : '';
  return [`  ${question}`, `    ${outcomes[outcome]}${who}: ${answer}`];
}

export function doctorInWords(report: DoctorReport): string[] {
  const { windows, binding } = report;
  const system = windows.wine === null ? '' : `, which is Wine ${windows.wine}`;
  const classes = report.classes.map(({ name, server, threadingModel }) => [
    name,
    server === null ? 'not registered' : (threadingModel ?? 'no threading model'),
    server ?? '',
  ]);
  return [
    `imapi2 ${report.package.version}, Node.js ${report.package.node} ${report.package.arch} on ${report.package.platform}`,
    `Windows: ${windows.version}, ${windows.release}${system}`,
    `Addon: ${binding.path ?? 'could not be loaded'}`,
    `IMAPI2 and IMAPI2FS: ${binding.system ? 'registered' : 'missing'}. Virtual drive: ${binding.virtual ? 'there' : 'missing'}.`,
    ...binding.reasons.map((reason) => `  ${reason}`),
    '',
    'Classes:',
    ...table(classes),
    ...(report.drives.length === 0 ? ['', 'No drives.'] : report.drives.flatMap(driveLines)),
    ...(report.failure === null ? [] : ['', `Failed: ${report.failure.message}`]),
    '',
    'What is inferred about IMAPI2, and what was seen here:',
    ...report.questions.flatMap(answerLines),
  ];
}
