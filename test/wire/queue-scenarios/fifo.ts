import type { Shape } from "../support/sqs-speaker.ts";
import { messagesOf, type Scenarios, type Stage } from "./stage.ts";

const HIGH_THROUGHPUT = { DeduplicationScope: "messageGroup", FifoThroughputLimit: "perMessageGroupId" };

async function send(stage: Stage, QueueUrl: string, body: string, group: string, id: string): Promise<Shape> {
  const ids = { MessageGroupId: group, MessageDeduplicationId: id };
  return stage.call("SendMessage", { QueueUrl, MessageBody: body, ...ids });
}

/** Which of three messages stay hidden when the timeout of the others has passed. */
const HIDDEN: Readonly<Record<string, readonly number[]>> = {
  "no-invisible": [],
  "0-visible": [0],
  "1-visible": [1, 2],
  "2-visible": [2],
  "1-invisible": [1],
  "all-invisible": [0, 1, 2],
};

export const fifoScenarios: Scenarios = {
  async test_fifo_group_visibility_extends_with_change_message_visibility(stage) {
    const QueueUrl = await stage.fifo({ ContentBasedDeduplication: "true", VisibilityTimeout: "2" });
    for (const body of ["foo", "bar", "baz"]) await send(stage, QueueUrl, body, "g", body);
    const received = await stage.receive(QueueUrl);
    stage.same("receive_all_messages", received);
    const messages = messagesOf(received);
    for (const index of HIDDEN[stage.variant] ?? []) {
      const change = { QueueUrl, ReceiptHandle: messages[index]?.ReceiptHandle, VisibilityTimeout: 60 };
      await stage.call("ChangeMessageVisibility", change);
    }
    await stage.advance(2);
    // Two of the three, where all are visible again.
    stage.same("some-messages-invisible", await stage.receive(QueueUrl, { MaxNumberOfMessages: 2 }));
  },

  async test_fifo_change_to_high_throughput_after_creation(stage) {
    const QueueUrl = await stage.fifo();
    const receive = () => stage.receive(QueueUrl);
    await send(stage, QueueUrl, "Test1", "g1", "d1");
    const first = await receive();
    stage.same("same-dedup-different-grp-1", first);
    await stage.delete(QueueUrl, first);
    await send(stage, QueueUrl, "Test2", "g2", "d1");
    stage.same("same-dedup-different-grp-2", await receive());
    await stage.call("SetQueueAttributes", { QueueUrl, Attributes: HIGH_THROUGHPUT });
    stage.same("set-to-high-throughput", await stage.attributes(QueueUrl, "All"));
    await send(stage, QueueUrl, "Test1", "g1", "d1");
    stage.same("same-dedup-different-grp-high-throughput", await receive());
    await send(stage, QueueUrl, "Test2", "g2", "d1");
    stage.same("same-dedup-different-grp-high-throughput-2", await receive());
    await send(stage, QueueUrl, "Test4", "g1", "d2");
    stage.same("new-dedup2-high-throughput", await receive());
    await send(stage, QueueUrl, "Test5", "g1", "d2");
    stage.same("same-dedup2-high-throughput", await receive());
  },

  async test_fifo_high_throughput_ordering(stage) {
    const QueueUrl = await stage.fifo(HIGH_THROUGHPUT);
    for (const [body, group] of [
      ["Test1", "g1"],
      ["Test2", "g2"],
    ] as const) {
      await send(stage, QueueUrl, body, group, "d");
      stage.same(`same-dedup-different-grp-${body.at(-1)}`, await stage.receive(QueueUrl));
    }
  },

  async test_sqs_fifo_message_group_scope_no_throughput_setting(stage) {
    const QueueUrl = await stage.fifo({ DeduplicationScope: "messageGroup" });
    for (const group of ["1", "2"]) {
      await send(stage, QueueUrl, "Test", group, "d");
      stage.same(`same-dedup-different-grp-${group}`, await stage.receive(QueueUrl));
    }
  },

  async test_fifo_deduplication_arrives_once_after_delete(stage) {
    const { sendOnce, QueueUrl } = await deduplicating(stage);
    await sendOnce("g");
    const received = await stage.receive(QueueUrl);
    stage.same("get-messages", received);
    await stage.delete(QueueUrl, received);
    await sendOnce("g");
    stage.same("get-messages-duplicate", await stage.receive(QueueUrl));
  },

  async test_fifo_deduplication_not_on_message_group_id(stage) {
    const { sendOnce, QueueUrl } = await deduplicating(stage);
    await sendOnce("g1");
    stage.same("get-messages", await stage.receive(QueueUrl));
    await sendOnce("g2");
    stage.same("get-dedup-messages", await stage.receive(QueueUrl));
  },

  async test_fifo_queue_send_message_with_delay_seconds_fails(stage) {
    const QueueUrl = await stage.fifo({ ContentBasedDeduplication: "true" });
    const input = { QueueUrl, MessageBody: "message-1", DelaySeconds: 2, MessageGroupId: "g" };
    stage.refused("send_message", await stage.try("SendMessage", input));
  },

  async test_fifo_queue_send_message_with_zero_delay_defaults_to_queue_delay(stage) {
    const QueueUrl = await stage.fifo({ ContentBasedDeduplication: "true", DelaySeconds: "2" });
    const input = { QueueUrl, MessageBody: "message-1", DelaySeconds: 0, MessageGroupId: "g" };
    stage.same("send_message_result", await stage.call("SendMessage", input));
    stage.same("receive_message_initial_result", await stage.receive(QueueUrl));
    await stage.advance(2);
    stage.same("receive_message_after_delay_result", await stage.receive(QueueUrl));
  },

  async test_send_batch_missing_deduplication_id_for_fifo_queue(stage) {
    const QueueUrl = await stage.fifo();
    const Entries = [
      { Id: "1", MessageBody: "a", MessageGroupId: "g", MessageDeduplicationId: "d" },
      { Id: "2", MessageBody: "b", MessageGroupId: "g" },
    ];
    stage.refused(
      "test_missing_deduplication_id_for_fifo_queue",
      await stage.try("SendMessageBatch", { QueueUrl, Entries }),
    );
  },

  async test_send_batch_missing_message_group_id_for_fifo_queue(stage) {
    const QueueUrl = await stage.fifo();
    const Entries = [
      { Id: "1", MessageBody: "a", MessageGroupId: "g", MessageDeduplicationId: "d" },
      { Id: "2", MessageBody: "b", MessageDeduplicationId: "e" },
    ];
    stage.refused(
      "test_missing_message_group_id_for_fifo_queue",
      await stage.try("SendMessageBatch", { QueueUrl, Entries }),
    );
  },
};

/** A queue that goes by the body (True), or by an id that stays the same (False). */
async function deduplicating(stage: Stage) {
  const byContent = stage.variant === "True";
  const QueueUrl = await stage.fifo({ ContentBasedDeduplication: String(byContent) });
  const id = byContent ? {} : { MessageDeduplicationId: "d" };
  const sendOnce = (MessageGroupId: string) =>
    stage.call("SendMessage", { QueueUrl, MessageBody: '{"foo": "bar"}', MessageGroupId, ...id });
  return { QueueUrl, sendOnce };
}
