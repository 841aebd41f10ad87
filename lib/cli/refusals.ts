/** The command line asks for what can't be. `message` is a sentence for the person who typed it. */
export class UsageError extends Error {}

/** A question was answered with no, or there was nobody to ask. */
export class NotConfirmed extends Error {}
