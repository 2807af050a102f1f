import type { Service } from "./service.ts";

/** Every service there is. Adding one is a folder and a line here. */
export const services: readonly Service[] = [];
