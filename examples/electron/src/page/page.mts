// What a person does, and what then happens. It knows nothing of Node, of Electron or of COM: only `window.disc`.
import type { DiscApi } from '../messages.js';
import * as on from './elements.mjs';
import { done, Failure } from './failure.mjs';
import { hideProgress, say, showDisc, showFailure, showPlan, showProgress } from './views.mjs';
import * as words from './words.mjs';

declare global {
  interface Window {
    readonly disc: DiscApi;
  }
}

const { disc } = window;

/** The disc has been read, so there is something to drop files on. */
let ready = false;
let recording = false;

function enable(idle: boolean): void {
  document.body.ariaBusy = String(!idle);
  on.drop.inert = !idle;
  on.drives.disabled = !idle || on.drives.options.length === 0;
  on.again.disabled = !idle;
  on.eject.disabled = !idle || !ready;
  on.clear.disabled = !idle;
  on.resume.disabled = !idle;
  on.abandon.disabled = !idle;
  on.burn.disabled = !idle || Boolean(on.plan.hidden);
}

/** One thing at a time: while it runs nothing else can be begun. What goes wrong is shown under `title`. */
async function run(text: string, title: string, work: () => Promise<string>): Promise<void> {
  enable(false);
  on.error.hidden = true;
  say(text);
  try {
    say(await work());
  } catch (error) {
    const failure = Failure.of(error);
    say('');
    showFailure(failure.cancelled ? 'Cancelled' : title, failure);
  } finally {
    enable(true);
  }
}

async function readDisc(): Promise<void> {
  ready = false;
  showPlan(null);
  showDisc(null);
  if (on.drives.value === '') return;
  showDisc(await done(disc.choose(on.drives.value)));
  ready = true;
}

const choose = (): Promise<void> =>
  run('Reading the disc …', 'The disc could not be read', async () => {
    await readDisc();
    return '';
  });

async function findDrives(): Promise<void> {
  await run('Looking for drives …', 'The drives could not be listed', async () => {
    const chosen = on.drives.value;
    const found = await done(disc.drives());
    on.drives.replaceChildren(
      ...found.map(({ id, name, problem }) => {
        const option = new Option(problem === null ? name : `${name}: ${problem}`, id);
        option.disabled = problem !== null;
        return option;
      }),
    );
    const still = found.find(({ id, problem }) => id === chosen && problem === null);
    const usable = still ?? found.find(({ problem }) => problem === null);
    on.drives.value = usable?.id ?? '';
    return found.length === 0 ? 'No drive that Windows can record with was found.' : '';
  });
  if (on.drives.value !== '') await choose();
}

async function add(files: Iterable<File>): Promise<void> {
  const paths = [...files].map((file) => disc.pathOf(file)).filter((path) => path !== '');
  if (paths.length === 0) return;
  await run('Planning …', 'Not everything could be added', async () => {
    showPlan(await done(disc.add(paths)));
    return 'Ready to burn.';
  });
}

/** However a burn ends, the disc is looked at again. */
async function record(title: string, burn: () => Promise<string>): Promise<void> {
  recording = true;
  await run('Preparing …', title, async () => {
    try {
      return await burn();
    } finally {
      recording = false;
      hideProgress();
      await readDisc().catch(() => undefined);
    }
  });
}

const burnNow = (): Promise<void> =>
  record('The recording failed', async () => words.burned(await done(disc.burn())));

const resume = (): Promise<void> =>
  record('The recording could not be finished', async () => {
    const { discState } = await done(disc.resume());
    return discState === 'complete'
      ? 'Finished: the disc holds everything that was being added.'
      : 'Nothing had to be finished: the disc is as it was before. Add your files again.';
  });

function act(text: string, title: string, request: () => Promise<string>): void {
  void run(text, title, request);
}

disc.onProgress((progress) => {
  // What was under way when its reply came may still be told here.
  if (recording) showProgress(progress);
});
on.drives.addEventListener('change', () => void choose());
on.again.addEventListener('click', () => void findDrives());
on.burn.addEventListener('click', () => void burnNow());
on.resume.addEventListener('click', () => void resume());
on.abandon.addEventListener('click', () =>
  act('', 'It could not be forgotten', async () => {
    await done(disc.abandon());
    await readDisc();
    return 'Forgotten. The disc stays as it is.';
  }),
);
on.clear.addEventListener('click', () =>
  act('', 'They could not be removed', async () => {
    await done(disc.clear());
    showPlan(null);
    return 'Nothing will be added.';
  }),
);
on.eject.addEventListener('click', () =>
  act('Ejecting …', 'The disc could not be ejected', async () => {
    await done(disc.eject());
    ready = false;
    showPlan(null);
    showDisc(null);
    return 'Ejected. Put a disc in, then look again.';
  }),
);
on.cancel.addEventListener('click', () => {
  on.cancel.disabled = true;
  say('Cancelling: the drive is finishing what it can’t stop in the middle of …');
  void disc.cancel();
});
on.pick.addEventListener('click', () => on.files.click());
on.files.addEventListener('change', () => {
  const chosen = [...(on.files.files ?? [])];
  on.files.value = '';
  void add(chosen);
});
on.drop.addEventListener('dragover', () => on.drop.classList.add('over'));
on.drop.addEventListener('dragleave', () => on.drop.classList.remove('over'));
on.drop.addEventListener('drop', ({ dataTransfer }) => {
  on.drop.classList.remove('over');
  void add(dataTransfer?.files ?? []);
});
// A file dropped beside the place for it must not open in the window.
for (const type of ['dragover', 'drop'])
  document.addEventListener(type, (event) => event.preventDefault());

async function start(): Promise<void> {
  // A burn goes on while its page is reloaded.
  await record('The recording failed', async () => {
    const report = await done(disc.join());
    return report === null ? '' : words.burned(report);
  });
  const ended = on.status.textContent;
  const failed = !on.error.hidden;
  if (failed) return;
  await findDrives();
  if (ended !== '' && on.error.hidden) say(ended);
}

void start();
