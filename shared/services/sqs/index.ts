import type { Service } from "../service.ts";
import { describeQueue } from "./describe.ts";
import { deviations } from "./deviations.ts";
import { docs } from "./docs.ts";
import { addPermission } from "./operations/add-permission.ts";
import { cancelMessageMoveTask } from "./operations/cancel-message-move-task.ts";
import { changeMessageVisibility } from "./operations/change-message-visibility.ts";
import { changeMessageVisibilityBatch } from "./operations/change-message-visibility-batch.ts";
import { countInFlight } from "./operations/count-in-flight.ts";
import { createQueue } from "./operations/create-queue.ts";
import { deadLetterMessages } from "./operations/dead-letter-messages.ts";
import { deleteMessage } from "./operations/delete-message.ts";
import { deleteMessageBatch } from "./operations/delete-message-batch.ts";
import { deleteQueue } from "./operations/delete-queue.ts";
import { deliverMessage } from "./operations/deliver-message.ts";
import { describeQueues } from "./operations/describe-queues.ts";
import { discardMessages } from "./operations/discard-messages.ts";
import { expireFifoMessages } from "./operations/expire-fifo-messages.ts";
import { expireMessages, expireQueueMessages } from "./operations/expire-messages.ts";
import { getQueueAttributes } from "./operations/get-queue-attributes.ts";
import { getQueueUrl } from "./operations/get-queue-url.ts";
import { listDeadLetterSourceQueues } from "./operations/list-dead-letter-source-queues.ts";
import { listMessageMoveTasks } from "./operations/list-message-move-tasks.ts";
import { listQueueTags } from "./operations/list-queue-tags.ts";
import { listQueues } from "./operations/list-queues.ts";
import { moveMessages } from "./operations/move-messages.ts";
import { noteInFlight } from "./operations/note-in-flight.ts";
import { peekMessages } from "./operations/peek-messages.ts";
import { purgeQueue } from "./operations/purge-queue.ts";
import { readFifoMessages } from "./operations/read-fifo-messages.ts";
import { receiveMessage } from "./operations/receive-message.ts";
import { recountQueue } from "./operations/recount-queue.ts";
import { recountQueues } from "./operations/recount-queues.ts";
import { removePermission } from "./operations/remove-permission.ts";
import { sendMessage } from "./operations/send-message.ts";
import { sendMessageBatch } from "./operations/send-message-batch.ts";
import { setQueueAttributes } from "./operations/set-queue-attributes.ts";
import { startMessageMoveTask } from "./operations/start-message-move-task.ts";
import { tagQueue } from "./operations/tag-queue.ts";
import { untagQueue } from "./operations/untag-queue.ts";
import { routes } from "./rest.ts";
import { wire } from "./wire.ts";

export const sqs: Service = {
  name: "sqs",
  operations: [
    addPermission,
    cancelMessageMoveTask,
    changeMessageVisibility,
    changeMessageVisibilityBatch,
    countInFlight,
    createQueue,
    deadLetterMessages,
    deleteMessage,
    deleteMessageBatch,
    deleteQueue,
    deliverMessage,
    describeQueues,
    discardMessages,
    expireFifoMessages,
    expireMessages,
    expireQueueMessages,
    getQueueAttributes,
    getQueueUrl,
    listDeadLetterSourceQueues,
    listMessageMoveTasks,
    listQueueTags,
    listQueues,
    moveMessages,
    noteInFlight,
    peekMessages,
    purgeQueue,
    readFifoMessages,
    receiveMessage,
    recountQueue,
    recountQueues,
    removePermission,
    sendMessage,
    sendMessageBatch,
    setQueueAttributes,
    startMessageMoveTask,
    tagQueue,
    untagQueue,
  ],
  describe: describeQueue,
  sweeps: ["ExpireMessages"],
  recounts: ["RecountQueues"],
  routes,
  docs,
  deviations,
  wire,
};
