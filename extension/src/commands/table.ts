import { advanceClock } from "./advance-clock.ts";
import type { Command } from "./command.ts";
import { confirmSubscription } from "./confirm-subscription.ts";
import { connect } from "./connect.ts";
import { copyArn, copyCliCommand, copyPresignedUrl, copyUrl } from "./copy.ts";
import { createBucket } from "./create-bucket.ts";
import { createQueue } from "./create-queue.ts";
import { createService } from "./create-service.ts";
import { createTopic } from "./create-topic.ts";
import { deleteBucket } from "./delete-bucket.ts";
import { deleteObject } from "./delete-object.ts";
import { deleteQueue } from "./delete-queue.ts";
import { deleteService } from "./delete-service.ts";
import { deleteTopic } from "./delete-topic.ts";
import { downloadObject } from "./download-object.ts";
import { editBucketSettings, editFilterPolicy, editQueueSettings, editTopicSettings } from "./edit-settings.ts";
import { lookUp } from "./look-up.ts";
import { openDelivery } from "./open-delivery.ts";
import { openObject } from "./open-object.ts";
import { openTask } from "./open-task.ts";
import { openTerminal, runInTerminal } from "./open-terminal.ts";
import { openVersion } from "./open-version.ts";
import { openWalkthrough } from "./open-walkthrough.ts";
import { peekMessages } from "./peek-messages.ts";
import { publish } from "./publish.ts";
import { purgeQueue } from "./purge-queue.ts";
import { receiveMessages } from "./receive-messages.ts";
import { redriveQueue } from "./redrive-queue.ts";
import { refresh } from "./refresh.ts";
import { reset } from "./reset.ts";
import { restoreObject } from "./restore-object.ts";
import { runTasks } from "./run-tasks.ts";
import { sendMessage } from "./send-message.ts";
import { setDeadLetterQueue } from "./set-dead-letter-queue.ts";
import { setDesiredCount } from "./set-desired-count.ts";
import { setVersioning } from "./set-versioning.ts";
import { showJournal } from "./show-journal.ts";
import { showLog } from "./show-log.ts";
import { showTaskLogs } from "./show-task-logs.ts";
import { start } from "./start.ts";
import { stop } from "./stop.ts";
import { stopTask } from "./stop-task.ts";
import { subscribe } from "./subscribe.ts";
import { unsubscribe } from "./unsubscribe.ts";
import { uploadFile } from "./upload-file.ts";

/** Every command. A test holds it against the manifest. */
export const commands: readonly Command[] = [
  start,
  stop,
  connect,
  showLog,
  openWalkthrough,
  openTerminal,
  runInTerminal,
  lookUp,
  refresh,
  showJournal,
  copyArn,
  copyUrl,
  copyCliCommand,
  advanceClock,
  reset,
  createQueue,
  deleteQueue,
  sendMessage,
  receiveMessages,
  peekMessages,
  purgeQueue,
  redriveQueue,
  setDeadLetterQueue,
  editQueueSettings,
  createTopic,
  deleteTopic,
  publish,
  subscribe,
  confirmSubscription,
  unsubscribe,
  editTopicSettings,
  editFilterPolicy,
  createBucket,
  deleteBucket,
  editBucketSettings,
  setVersioning,
  uploadFile,
  openObject,
  openVersion,
  downloadObject,
  copyPresignedUrl,
  restoreObject,
  deleteObject,
  runTasks,
  openTask,
  stopTask,
  showTaskLogs,
  createService,
  setDesiredCount,
  deleteService,
  openDelivery,
];
