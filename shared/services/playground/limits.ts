/** One step of the clock: a year, the longest that any retention in AWS lasts here. */
export const MAX_ADVANCE_SECONDS = 366 * 24 * 60 * 60;
/** SQS's longest poll, for everything that can be waited for. */
export const MAX_WAIT_SECONDS = 20;
/** Ids of events and places of deliveries have some 40 characters. */
export const MAX_POSITION_LENGTH = 128;
