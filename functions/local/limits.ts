/** Request line and headers together. S3 allows 8 KB of headers, an ALB 16 KB a line: beyond it the answer is 431. */
export const MAX_HEADER_BYTES = 16 * 1024;
/** An ALB's default: how long a connection waits for its next request. */
export const KEEP_ALIVE_SECONDS = 60;
/** How long the headers of a request may take to arrive. */
export const HEADERS_SECONDS = 30;
/** How long a body may stand still before the answer is 408. */
export const BODY_IDLE_SECONDS = 30;
/** How long a client may go on sending a body that nobody reads any more, so that it can read why. Then the connection ends. */
export const UNREAD_BODY_SECONDS = 2;
/** How long requests that run may take to end when the server stops. */
export const SHUTDOWN_SECONDS = 1;
/** Bodies up to this declared length are taken in as they come; longer ones are read when somebody wants them. */
export const SMALL_BODY_BYTES = 64 * 1024;
