/** All checked inputs conform, or the work is done. */
export const EXIT_CONFORMS = 0;
/** A checked input does not conform. */
export const EXIT_DIFFERS = 1;
/** The command line or an input cannot be used. Conformance was not checked. */
export const EXIT_UNUSABLE = 2;

/** The error for a task that cannot be done; the text says what to do. */
export class Unusable extends Error {}
