import type { AnswerRoom } from "../shared/core/context.ts";
import type { Exchange } from "./exchange.ts";

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html: "1 MB" each way. */
export const MAX_RESPONSE_BYTES = 1_000_000;
/** What stands around the messages of a receive. */
const FRAME_BYTES = 5000;

/** How much an answer may hold, where the door can't stream it. */
export function answerRoom({ streams }: Exchange, escapes: AnswerRoom["escapes"]): { answerRoom?: AnswerRoom } {
  return streams ? {} : { answerRoom: { bytes: MAX_RESPONSE_BYTES - FRAME_BYTES, escapes } };
}
