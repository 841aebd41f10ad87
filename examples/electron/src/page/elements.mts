// Every element that the page's code touches, found once and by its type.

function element<Kind extends Element>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`The page has no #${id} of that kind.`);
}

export const drives = element('drives', HTMLSelectElement);
export const again = element('again', HTMLButtonElement);
export const eject = element('eject', HTMLButtonElement);

export const error = element('error', HTMLElement);
export const errorTitle = element('error-title', HTMLElement);
export const errorWords = element('error-words', HTMLElement);
export const errorDisc = element('error-disc', HTMLElement);
export const errorCode = element('error-code', HTMLElement);

export const interrupted = element('interrupted', HTMLElement);
export const resume = element('resume', HTMLButtonElement);
export const abandon = element('abandon', HTMLButtonElement);

export const disc = element('disc', HTMLElement);
export const discName = element('disc-name', HTMLElement);
export const discFacts = element('disc-facts', HTMLElement);
export const discContents = element('disc-contents', HTMLDetailsElement);
export const discCount = element('disc-count', HTMLElement);
export const entries = element('entries', HTMLUListElement);

export const drop = element('drop', HTMLElement);
export const pick = element('pick', HTMLButtonElement);
export const files = element('files', HTMLInputElement);

export const plan = element('plan', HTMLElement);
export const planTitle = element('plan-title', HTMLElement);
export const planWords = element('plan-words', HTMLElement);
export const clear = element('clear', HTMLButtonElement);
export const added = element('added', HTMLUListElement);
export const warnings = element('warnings', HTMLUListElement);
export const map = element('map', HTMLImageElement);

export const status = element('status', HTMLElement);
export const cancel = element('cancel', HTMLButtonElement);
export const burn = element('burn', HTMLButtonElement);
export const progress = element('progress', HTMLProgressElement);
export const spoken = element('spoken', HTMLElement);
