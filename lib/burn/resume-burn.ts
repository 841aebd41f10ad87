import { resolve } from 'node:path';

import { Judge } from '../arguments/judge.js';
import { knownOptions } from '../arguments/known-options.js';
import { judgeOperationOptions, operationKeys } from '../arguments/operation-options.js';
import { CallSite } from '../errors/call-site.js';
import type { NativeResumeReport, NativeTask } from '../native/binding.js';
import type { Operation, OperationOptions } from '../operation/operation.js';
import { startOperation } from '../operation/start-operation.js';
import type { DiscRecorder } from '../recorder/disc-recorder.js';
import { OpenRecorder } from '../recorder/open-recorder.js';
import { BurnProgressMeter, completeBurn, type BurnProgress } from './burn-progress.js';
import type { ResumeReport } from './burn-report.js';
import { abortedEarly } from './start-burn.js';

/**
 * Finishes an interrupted burn from its journal alone, or says that the disc is in its old state and nothing needs
 * finishing. The journal of a burn of an .iso's ranges needs that .iso as well: ERR_JOURNAL_IMAGE. The journal goes when it resolves, and stays when it rejects. Rejects with nothing written with
 * ERR_JOURNAL_MISSING, ERR_JOURNAL_DAMAGED, ERR_JOURNAL_OTHER_DISC, ERR_BUSY; with a BurnError (ERR_JOURNAL_MISMATCH, also
 * with nothing written) where the new session is not on the disc as the journal says, and as a burn does once it writes.
 */
export function resumeBurn(
  recorder: DiscRecorder,
  journal: string,
  options?: OperationOptions<BurnProgress>,
): Operation<BurnProgress, ResumeReport> {
  return startResume(CallSite.here('resumeBurn'), recorder, journal, options, false, (report) => ({
    ...report,
    // What is not complete now has rejected.
    discState: report.discState === 'old-session-valid' ? report.discState : 'complete',
  }));
}

/** What resumeBurn would do: it looks at the disc, and nothing is written to it or to the journal. For the command line. */
export function rehearseResume(
  recorder: DiscRecorder,
  journal: string,
  options?: OperationOptions<BurnProgress>,
): Operation<BurnProgress, NativeResumeReport> {
  const site = CallSite.here('resumeBurn');
  return startResume(site, recorder, journal, options, true, (report) => report);
}

function startResume<Report>(
  site: CallSite,
  recorder: DiscRecorder,
  journal: string,
  options: OperationOptions<BurnProgress> | undefined,
  dryRun: boolean,
  give: (report: NativeResumeReport) => Report,
): Operation<BurnProgress, Report> {
  return startOperation(
    site,
    options,
    () => {
      judgeOperationOptions(knownOptions(options, operationKeys));
      const path = resolve(Judge.argument.text(journal, 'journal'));
      const drive = OpenRecorder.ownedBy(recorder, 'recorder');
      const handle = drive.use();
      const native = { keepAwake: true, cancelTimeout: drive.hangTimeout, dryRun };
      return (report): NativeTask<NativeResumeReport> => {
        const meter = new BurnProgressMeter(report);
        const task = drive.binding.resumeBurn(handle, path, native, (progress) => {
          meter.update(progress);
        });
        const promise = task.promise.then((done) => {
          completeBurn(meter, done);
          return done;
        });
        return { promise, cancel: () => task.cancel() };
      };
    },
    give,
    (reason) => abortedEarly(site, reason),
  );
}
