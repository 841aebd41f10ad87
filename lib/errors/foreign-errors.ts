/**
 * What an error of Node's own says. It may come from another realm (Jest, vm), so that it is no `Error` by instanceof.
 */
export function foreignMessage(error: unknown): string {
  const says = typeof error === 'object' && error !== null && 'message' in error;
  return String(says ? error.message : error);
}
