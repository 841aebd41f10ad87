/**
 * How a task of this package ends that was asked to stop, and did. It is thrown inside the package only: the operation's
 * CallSite turns it into an AbortError with the reason that was given.
 */
export class Stopped extends Error {}
