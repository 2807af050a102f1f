/** What a policy variable stands for in a request; its name in lower case. Undefined where the request has no such key. */
export type Variables = (name: string) => string | undefined;
