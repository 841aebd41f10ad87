import { expect, test } from '@jest/globals';

import { whenWholeImage } from '#lib/burn/judge-update';
import type { MediaInfo, MediaState } from 'imapi2';

/** As far as it matters here: what IMAPI2 says of a disc. */
function disc(blank: boolean, ...states: MediaState[]): MediaInfo {
  return { blank, states } as Partial<MediaInfo> as MediaInfo;
}

test.each([
  ['a blank DVD+RW', disc(true, 'overwrite-only', 'blank'), 'if-blank'],
  ['a blank DVD+R', disc(true, 'blank', 'appendable'), 'if-blank'],
  ['an appendable DVD+R', disc(false, 'appendable', 'non-empty-session'), 'burn'],
  ['a recorded DVD+RW', disc(false, 'overwrite-only', 'appendable'), 'reject'],
] as const)('an update of %s records a whole image where: %#', (_, media, expected) => {
  expect(whenWholeImage(media, 'reject')).toBe(expected);
});

test('what a rewritable disc is to do is for the caller to say', () => {
  expect(whenWholeImage(disc(false, 'overwrite-only'), 'burn')).toBe('burn');
});
