/** The page size of REST lists when `limit` is absent, and the most that may be asked for (AWS's usual 1,000). */
export const DEFAULT_LIST_LIMIT = 100;
export const MAX_LIST_LIMIT = 1000;
