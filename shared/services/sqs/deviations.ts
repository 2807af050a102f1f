/** Where queues differ from AWS's. */
export const deviations: Readonly<Record<string, string>> = {
  "*": "A short poll looks at every shard before it answers that there is nothing; AWS asks some of its servers and may answer empty. A batch fails in whole entries, and its entries are stored in one transaction. Everything takes effect at once. An AWS service that acts for a resource of the queue's own account needs no policy; on AWS it does.",
  AddPermission: "Whether the accounts exist isn't asked: every account does.",
  CreateQueue:
    "A name can be used again at once after a deletion; AWS makes you wait for 60 seconds. Encryption keys are stored and shown, and nothing is encrypted. High-throughput mode changes where deduplication counts, not the throughput.",
  DeleteMessage: "A receipt handle of an earlier receive never deletes; AWS's standard queues sometimes do.",
  GetQueueAttributes: "The approximate numbers are exact.",
  ListMessageMoveTasks: "The last ten tasks are kept, until the queue is deleted.",
  ListQueues: "A queue is in the list at once, and out of it at once.",
  PurgeQueue: "Takes effect at once; AWS takes up to 60 seconds.",
  ReceiveMessage:
    "The limit of 120,000 messages in flight is passed by some dozen receives, and a full queue hands out again within five seconds of there being room. Messages behind ten expired ones of the same group come after the next sweep, within a minute. A FIFO queue gives from any group; AWS looks for groups among the first 120,000 messages only.",
  SendMessage:
    "A group of a standard queue (fair queues) is stored and shown; nobody is served later for it. There is no limit of sends a second.",
  SetQueueAttributes:
    "Takes effect at once; AWS takes up to 60 seconds, up to 15 minutes for the retention. A new delay counts for new messages, in a FIFO queue too; AWS's FIFO queues apply it to the messages that are there. Encryption keys are stored and shown, and nothing is encrypted.",
  StartMessageMoveTask:
    "Of a FIFO queue, what is in flight stays, and so does what waits behind it in its group. Without a rate it goes as fast as it can. An account may run any number of tasks at a time; on AWS it is 100.",
};
