import { ecs } from "./ecs/index.ts";
import { playground } from "./playground/index.ts";
import { s3 } from "./s3/index.ts";
import type { Service } from "./service.ts";
import { sns } from "./sns/index.ts";
import { sqs } from "./sqs/index.ts";
import { sts } from "./sts/index.ts";

/** Every service there is. Adding one is a folder and a line here. */
export const services: readonly Service[] = [ecs, playground, s3, sns, sqs, sts];
