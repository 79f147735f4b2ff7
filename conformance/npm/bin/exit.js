/** Everything that was checked conforms, or the work is done. */
export const EXIT_CONFORMS = 0;
/** Something that was checked does not conform. */
export const EXIT_DIFFERS = 1;
/** The command line or an input cannot be used: nothing is said about conformance. */
export const EXIT_UNUSABLE = 2;

/** Why a command cannot do what it is asked to; the text says what to do. */
export class Unusable extends Error {}
