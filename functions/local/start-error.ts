/** Why the server can't start, as a sentence for whoever started it: what is wrong, what to do. */
export class StartError extends Error {}
