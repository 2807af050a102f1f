/** One role for each function, with what its code does and no more. serverless.yml reads this file. */

const below = (name, path) => ({ "Fn::Join": ["", [{ "Fn::GetAtt": [name, "Arn"] }, path]] });
const TABLES = ["PlainTable", "TimedTable"].map((name) => ({ "Fn::GetAtt": [name, "Arn"] }));
const DUE_INDEX = below("TimedTable", "/index/due");
const QUEUE = { "Fn::GetAtt": ["JobQueue", "Arn"] };
const BUCKET = { "Fn::GetAtt": ["BlobBucket", "Arn"] };
const BLOBS = below("BlobBucket", "/*");

const CLUSTER = { "Fn::GetAtt": ["TaskCluster", "Arn"] };
const sub = (name) => `\${${name}}`;
const ecs = (resource) => ({ "Fn::Sub": `arn:\${AWS::Partition}:ecs:\${AWS::Region}:\${AWS::AccountId}:${resource}` });

const allow = (Action, Resource, Condition) => ({ Effect: "Allow", Action, Resource, ...(Condition && { Condition }) });
const inCluster = { ArnEquals: { "ecs:cluster": CLUSTER } };

/** TransactWriteItems is no action of its own: it asks for those of its items. */
const rows = allow(
  ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"].map(
    (action) => `dynamodb:${action}`,
  ),
  [...TABLES, DUE_INDEX],
);
const dropping = allow(["dynamodb:Scan", "dynamodb:BatchWriteItem"], TABLES);
const sending = allow(["sqs:SendMessage"], QUEUE);
const receiving = allow(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], QUEUE);
/** ListBucket, so that a blob that is gone is a 404 and not a 403. */
const listing = allow(["s3:ListBucket"], BUCKET);
const blobs = allow(["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"], BLOBS);

/**
 * Starting, ending and asking after tasks on Fargate: of our own families, in our own cluster. Two actions can be bound to no resource:
 * a task definition may be registered under any name, but only with the one role that may be passed.
 */
const tasks = [
  allow(["ecs:RunTask"], ecs(`task-definition/${sub("AWS::StackName")}-task-*:*`), inCluster),
  allow(["ecs:StopTask", "ecs:DescribeTasks"], ecs(`task/${sub("TaskCluster")}/*`)),
  allow(["ecs:ListTasks"], "*", inCluster),
  allow(["ecs:RegisterTaskDefinition"], "*"),
  allow(
    ["iam:PassRole"],
    { "Fn::GetAtt": ["TaskExecutionRole", "Arn"] },
    {
      StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" },
    },
  ),
];
const taskLogs = allow(["logs:GetLogEvents"], below("TaskLogGroup", ":*"));

const STATEMENTS = {
  buckets: [rows, sending, blobs, listing],
  topics: [rows, sending, blobs, listing],
  queues: [rows, sending, blobs, listing],
  tasks: [rows, sending, blobs, listing, taskLogs],
  // Resets drop a playground's rows and blobs, and a clock that is moved on replays what starts and ends tasks.
  playground: [rows, sending, dropping, blobs, listing, ...tasks],
  aws: [rows, sending, blobs, listing],
  worker: [rows, sending, receiving, dropping, blobs, listing, ...tasks],
  sweep: [rows, sending, dropping, blobs, listing, ...tasks],
};

function role(name, statements) {
  const groups = `:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:/aws/lambda/skyground-*-${name}:*`;
  const logs = allow(["logs:CreateLogStream", "logs:PutLogEvents"], { "Fn::Sub": `arn:\${AWS::Partition}${groups}` });
  return {
    Type: "AWS::IAM::Role",
    Properties: {
      AssumeRolePolicyDocument: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
      },
      Policies: [
        { PolicyName: "skyground", PolicyDocument: { Version: "2012-10-17", Statement: [logs, ...statements] } },
      ],
    },
  };
}

const capitalised = (name) => name[0].toUpperCase() + name.slice(1);

module.exports = {
  Resources: Object.fromEntries(
    Object.entries(STATEMENTS).map(([name, statements]) => [`${capitalised(name)}Role`, role(name, statements)]),
  ),
};
