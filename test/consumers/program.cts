// The same package from CommonJS, by both of TypeScript's ways to say require.
import { ImapiError, isSupported, open, type OpenOptions } from 'imapi2';
// eslint-disable-next-line @typescript-eslint/no-require-imports -- it is what users of CommonJS write
import imapi2 = require('imapi2');

const options: OpenOptions = {};
// One class, whichever way it came.
const same: typeof ImapiError = imapi2.ImapiError;
const opened: Promise<imapi2.Imapi> =
  imapi2.isSupported() && isSupported() ? open(options) : imapi2.open(options);

// @ts-expect-error: there is no such provider
void imapi2.open({ provider: 'real' });
// @ts-expect-error: nothing is exported as a default
const none: unknown = imapi2.default;

export = { same, opened, none };
