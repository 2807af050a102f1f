/** Where queues differ from AWS's. */
export const deviations: Readonly<Record<string, string>> = {
  "*": "A short poll looks at every shard before it answers that there is nothing; AWS asks some of its servers and may answer empty. A batch fails in whole entries, and its entries are stored in one transaction.",
  CreateQueue:
    "Standard queues only. A name can be used again at once after a deletion; AWS makes you wait for 60 seconds. Policy, encryption keys and RedriveAllowPolicy are refused.",
  DeleteMessage: "A receipt handle of an earlier receive never deletes; AWS's standard queues sometimes do.",
  GetQueueAttributes: "The approximate numbers are exact.",
  ListQueues: "A queue is in the list at once, and out of it at once.",
  PurgeQueue: "Takes effect at once; AWS takes up to 60 seconds.",
  ReceiveMessage: "The limit of 120,000 messages in flight isn't enforced.",
  SetQueueAttributes: "Takes effect at once; AWS takes up to 60 seconds, up to 15 minutes for the retention.",
  StartMessageMoveTask:
    "MaxNumberOfMessagesPerSecond is refused, and the source need not be anybody's dead-letter queue.",
};
