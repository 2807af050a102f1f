export interface Example {
  readonly title: string;
  /** What the command shows. */
  readonly text: string;
  readonly command: string;
  /** The resource whose list must be among the routes for the command to work. */
  readonly needs: string;
}

/** A first walk: a message that is not deleted comes back, and nobody has to wait for it. */
export function examples(baseUrl: string, withKey: boolean): readonly Example[] {
  const key = withKey ? ' -H "Authorization: Bearer $SKYGROUND_API_KEY"' : "";
  const curl = `curl -s${key}`;
  return [
    {
      title: "Make a queue",
      text: "A standard queue. Behind the scenes it has four shards, which is why its order is rough.",
      command: `${curl} --json '{"name":"orders"}' ${baseUrl}/v1/queues`,
      needs: "/v1/queues",
    },
    {
      title: "Send a message",
      text: "Whoever sends does not wait for whoever works: that is decoupling.",
      command: `${curl} --json '{"body":"two coffees, please"}' ${baseUrl}/v1/queues/orders/messages`,
      needs: "/v1/queues",
    },
    {
      title: "Receive it",
      text: "The message is not gone. It is hidden for its visibility timeout, here 30 seconds, and it has a receipt handle to delete it with.",
      command: `${curl} --json '{"max":1,"visibilityTimeoutSeconds":30}' ${baseUrl}/v1/queues/orders/messages/receive`,
      needs: "/v1/queues",
    },
    {
      title: "Move the clock on, and receive again",
      text: "The playground has a clock of its own, so that nobody has to wait. Nobody deleted the message either: repeat step 3 and it comes back with receiveCount 2. That is at-least-once delivery.",
      command: `${curl} --json '{"advanceSeconds":31}' ${baseUrl}/v1/playground/clock`,
      needs: "/v1/playground/clock",
    },
    {
      title: "Keep a file",
      text: "An object has a key, bytes and metadata. The slash in the key is only a character.",
      command: `${curl} --json '{"name":"uploads-bucket"}' ${baseUrl}/v1/buckets && echo 'hello, bucket' | ${curl} -T - ${baseUrl}/v1/buckets/uploads-bucket/objects/notes/hello.txt`,
      needs: "/v1/buckets",
    },
    {
      title: "Tell everybody at once",
      text: "A topic pushes: the queue gets a copy, the phone gets one too. See the inbox below.",
      command: [
        `${curl} --json '{"name":"news"}' ${baseUrl}/v1/topics`,
        `${curl} --json '{"protocol":"sqs","endpoint":"orders"}' ${baseUrl}/v1/topics/news/subscriptions`,
        `${curl} --json '{"protocol":"sms","endpoint":"+15550100"}' ${baseUrl}/v1/topics/news/subscriptions`,
        `${curl} --json '{"message":"we are open"}' ${baseUrl}/v1/topics/news/messages`,
      ].join(" && "),
      needs: "/v1/topics",
    },
    {
      title: "Run three copies of a web app",
      text: "Real processes with a real port each, and no Docker. Each answer has an address to open.",
      command: `${curl} --json '{"image":"skyground/web","cpu":256,"memory":512,"count":3}' ${baseUrl}/v1/tasks`,
      needs: "/v1/tasks",
    },
    {
      title: "Use AWS's own tools",
      text: "The AWS CLI, boto3 and the SDKs work unchanged: they take an endpoint, a region and, here, any keys.",
      command: `${withKey ? 'AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY="$SKYGROUND_API_KEY"' : "AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test"} AWS_DEFAULT_REGION=us-east-1 aws --endpoint-url ${baseUrl} s3 mb s3://my-first-bucket`,
      needs: "/v1/buckets",
    },
    {
      title: "Ask why",
      text: "The journal says what happened and why, in order. Add waitSeconds=20 to follow it.",
      command: `${curl} '${baseUrl}/v1/playground/events?limit=20'`,
      needs: "/v1/playground/events",
    },
  ];
}
