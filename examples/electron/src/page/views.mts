// How the page shows what it knows. Nothing here asks the burner for anything.
import type { BurnProgress, DiscView, PlanView } from '../messages.js';
import * as on from './elements.mjs';
import type { Failure } from './failure.mjs';
import * as words from './words.mjs';

function list(into: HTMLUListElement, lines: readonly string[]): void {
  into.replaceChildren(
    ...lines.map((line) => {
      const item = document.createElement('li');
      item.textContent = line;
      return item;
    }),
  );
}

/** In sight, and to those who listen. */
export function say(text: string): void {
  on.status.textContent = text;
  on.spoken.textContent = text;
}

export function showDisc(view: DiscView | null): void {
  on.disc.hidden = view === null;
  on.drop.hidden = (view?.contents ?? null) === null;
  on.interrupted.hidden = view?.interrupted !== true;
  if (view === null) return;
  on.discName.textContent = words.discName(view);
  on.discFacts.textContent = words.discFacts(view);
  const entries = view.contents?.entries ?? [];
  on.discContents.hidden = entries.length === 0;
  on.discCount.textContent = `${words.count(entries.length, 'file or folder', 'files and folders')} on it`;
  list(on.entries, entries);
}

export function showPlan(view: PlanView | null): void {
  on.plan.hidden = view === null;
  if (view === null) return;
  on.planTitle.textContent = words.planTitle(view);
  on.planWords.textContent = words.planWords(view);
  list(on.added, view.added);
  list(on.warnings, view.warnings);
  on.warnings.hidden = view.warnings.length === 0;
  on.map.src = `data:image/svg+xml,${encodeURIComponent(view.map)}`;
  on.map.alt = `Map of the disc after the burn. ${on.planTitle.textContent}.`;
}

export function showFailure(title: string, { message, code, discState }: Failure): void {
  on.errorTitle.textContent = title;
  on.errorWords.textContent = message;
  const left = words.discState(discState);
  on.errorDisc.textContent = left;
  on.errorDisc.hidden = left === null;
  on.errorCode.textContent = code;
  on.error.hidden = false;
  on.error.focus();
  on.error.scrollIntoView({ block: 'nearest' });
}

/** The numbers change too often to be read out: those who listen hear each new activity. */
export function showProgress(progress: BurnProgress): void {
  const { fraction, remaining, file } = progress;
  const activity = words.activity(progress);
  on.progress.hidden = false;
  on.cancel.hidden = false;
  on.progress.value = fraction;
  const left = remaining === null ? '' : `, ${words.duration(remaining)} left`;
  const what = file === null ? '' : `: ${file}`;
  on.status.textContent = `${activity} ${Math.floor(100 * fraction)} %${left}${what}`;
  if (on.spoken.textContent !== activity) on.spoken.textContent = activity;
}

export function hideProgress(): void {
  on.progress.hidden = true;
  on.progress.value = 0;
  on.cancel.hidden = true;
  on.cancel.disabled = false;
}
