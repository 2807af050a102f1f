import type { DocTerm } from "../service.ts";

export const docs: readonly DocTerm[] = [
  {
    term: "playground",
    title: "Playground",
    kind: "concept",
    summary:
      "A small AWS of your own: one account, empty at first, with a clock that you can move and a reset that costs nothing.",
    body: [
      "Everything that you make lives in a playground: queues, topics, buckets, tasks, their events and the mail that they send.",
      "`GET /v1/playground` says who you are in it, `POST /v1/playground/reset` takes everything away at once.",
      "No AWS account is involved, so that nothing can be billed and nothing needs cleaning up.",
    ].join("\n\n"),
    references: ["https://docs.aws.amazon.com/accounts/latest/reference/accounts-welcome.html"],
    related: ["playground-time", "journal", "inbox"],
  },
  {
    term: "playground-time",
    title: "Playground time",
    kind: "concept",
    summary: "The clock that timeouts, delays and retention follow. You can move it on; it never goes back.",
    body: [
      "Waiting is what makes queues hard to learn: a visibility timeout takes half a minute, a retention period four days.",
      '`POST /v1/playground/clock` with `{"advanceSeconds":30}` lets that time pass at once. What would have come due meanwhile happens, in order, and every long poll looks again.',
      "What concerns the outside world, such as the seconds between SIGTERM and SIGKILL, goes by the clock on the wall.",
    ].join("\n\n"),
    references: [
      "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html",
    ],
    aliases: ["clock"],
    related: ["visibility-timeout", "delay"],
  },
  {
    term: "journal",
    title: "Journal and traces",
    kind: "concept",
    summary:
      "What happened, in sentences. Each request begins a trace, and all that comes of it carries the trace's id.",
    body: [
      "`GET /v1/playground/events` lists what happened; `after` and `waitSeconds` follow it live, `resource` keeps to one ARN.",
      "The answer to every request has a header `x-amzn-trace-id`. With `?trace=` and that id you see what one publish set off: the topic, each queue, each mail.",
      "The journal keeps the latest events only: it is there to explain, not to archive. On AWS, X-Ray and CloudTrail play these parts.",
    ].join("\n\n"),
    references: ["https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html"],
    aliases: ["events", "trace"],
    related: ["playground"],
  },
  {
    term: "inbox",
    title: "Inbox",
    kind: "concept",
    summary:
      "Where e-mails, SMS and HTTP deliveries of the playground can be seen, whether or not they went out for real.",
    body: [
      "A topic can push to an e-mail address, a phone number or a URL. `GET /v1/playground/inbox` keeps what was sent, with its `outcome`: **kept** went no further, **delivered** was taken by its receiver, **failed** was not, with the reason. A try that failed has an entry of its own.",
      "SMS go no further. E-mails don't either, until you start the server with `SKYGROUND_SMTP_URL` (`smtp://user:password@mail.example.com:587`) and `SKYGROUND_SMTP_FROM`, the address that you may send from. What is posted to a URL really leaves: you named the endpoint.",
      "A new subscription must be confirmed first: the mail or the POST with the link is in the inbox too.",
    ].join("\n\n"),
    references: ["https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html"],
    related: ["topic", "subscription", "http-endpoint", "confirmation"],
  },
];
