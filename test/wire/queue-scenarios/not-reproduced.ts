export const NOT_REPRODUCED: Readonly<Record<string, string>> = {
  test_fifo_approximate_number_of_messages_not_visible: "nothing of what AWS answered is in the recording",
  test_fifo_delete_message_with_expired_receipt_handle: "nothing of what AWS answered is in the recording",
};
