/** The error that a promise rejects with, with any fields; fails where it does not reject. */
export async function failureOf(
  promise: PromiseLike<unknown>,
): Promise<Error & Record<string, unknown>> {
  try {
    await promise;
  } catch (error) {
    return error as Error & Record<string, unknown>;
  }
  throw new Error('it was expected to reject, and it resolved');
}
