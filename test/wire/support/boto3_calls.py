"""Drives a server with boto3 and prints what it saw, as one JSON object. The test beside it holds it against what must be."""

import hashlib
import io
import json
import sys

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError

url = sys.argv[1]


def client(service, **more):
    config = Config(retries={"max_attempts": 0}, **more)
    return boto3.client(
        service,
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id="111111111111",
        aws_secret_access_key="secret",
        config=config,
    )


def error_of(call):
    try:
        call()
    except ClientError as error:
        return [error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]]
    return None


seen = {}

sqs = client("sqs")
queue = sqs.create_queue(QueueName="boto")["QueueUrl"]
sqs.send_message(
    QueueUrl=queue,
    MessageBody="grüße",
    MessageAttributes={"raw": {"DataType": "Binary", "BinaryValue": b"\x00\xff"}},
)
message = sqs.receive_message(QueueUrl=queue, MessageAttributeNames=["All"])["Messages"][0]
seen["message"] = [message["Body"], list(message["MessageAttributes"]["raw"]["BinaryValue"])]
sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
seen["no_queue"] = error_of(lambda: sqs.get_queue_url(QueueName="nobody"))
fifo = sqs.create_queue(QueueName="boto.fifo", Attributes={"FifoQueue": "true", "ContentBasedDeduplication": "true"})
fifo = fifo["QueueUrl"]
for body in ["1", "1", "2"]:
    sqs.send_message(QueueUrl=fifo, MessageBody=body, MessageGroupId="g")
ordered = sqs.receive_message(QueueUrl=fifo, MaxNumberOfMessages=10, MessageSystemAttributeNames=["SequenceNumber"])
seen["fifo"] = [[one["Body"], len(one["Attributes"]["SequenceNumber"])] for one in ordered["Messages"]]
sqs.tag_queue(QueueUrl=fifo, Tags={"team": "shop"})
seen["queue_tags"] = sqs.list_queue_tags(QueueUrl=fifo)["Tags"]
other = "arn:aws:sqs:us-east-1:111111111111:nobody"
seen["no_dead_letter_queue"] = error_of(lambda: sqs.start_message_move_task(SourceArn=other))

sns = client("sns")
topic = sns.create_topic(Name="boto")["TopicArn"]
queue_arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue_arn, Attributes={"RawMessageDelivery": "true"})
sns.publish(TopicArn=topic, Message="fan-out")
fanned = sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=10)["Messages"][0]
seen["fan_out"] = fanned["Body"]
seen["no_topic"] = error_of(lambda: sns.get_topic_attributes(TopicArn=topic + "x"))

s3 = client("s3")
s3.create_bucket(Bucket="boto-bucket")
content = bytes(range(256)) * 4096 * 20
s3.upload_fileobj(
    io.BytesIO(content),
    "boto-bucket",
    "large",
    ExtraArgs={"Metadata": {"by": "boto3"}, "ContentType": "application/x-bytes"},
    Config=TransferConfig(multipart_threshold=8 * 1024 * 1024, multipart_chunksize=8 * 1024 * 1024),
)
down = io.BytesIO()
s3.download_fileobj("boto-bucket", "large", down)
seen["same"] = hashlib.sha256(down.getvalue()).hexdigest() == hashlib.sha256(content).hexdigest()
head = s3.head_object(Bucket="boto-bucket", Key="large")
seen["head"] = [head["ContentLength"], head["ContentType"], head["Metadata"], head["ETag"].endswith('-3"')]
s3.put_object(Bucket="boto-bucket", Key="a/b", Body=b"x", ChecksumAlgorithm="SHA256")
seen["listed"] = [item["Key"] for item in s3.list_objects_v2(Bucket="boto-bucket")["Contents"]]
seen["folders"] = [item["Prefix"] for item in s3.list_objects(Bucket="boto-bucket", Delimiter="/")["CommonPrefixes"]]
seen["location"] = s3.get_bucket_location(Bucket="boto-bucket")["LocationConstraint"]
seen["grants"] = [grant["Permission"] for grant in s3.get_bucket_acl(Bucket="boto-bucket")["Grants"]]
deleted = s3.delete_objects(Bucket="boto-bucket", Delete={"Objects": [{"Key": "a/b"}, {"Key": "large"}]})
seen["deleted"] = sorted(item["Key"] for item in deleted["Deleted"])
seen["no_key"] = error_of(lambda: s3.get_object(Bucket="boto-bucket", Key="a/b"))
seen["no_policy"] = error_of(lambda: s3.get_bucket_policy(Bucket="boto-bucket"))
seen["not_built"] = error_of(lambda: s3.get_bucket_metadata_configuration(Bucket="boto-bucket"))
seen["presigned"] = {
    version: client("s3", signature_version=version).generate_presigned_url(
        "put_object", Params={"Bucket": "boto-bucket", "Key": version}, ExpiresIn=60
    )
    for version in ("s3", "s3v4")
}

ecs = client("ecs")
ecs.create_cluster(clusterName="boto")
seen["clusters"] = ecs.list_clusters()["clusterArns"]
seen["no_cluster"] = error_of(lambda: ecs.list_tasks(cluster="nobody"))

seen["account"] = client("sts").get_caller_identity()["Account"]

print(json.dumps(seen))
