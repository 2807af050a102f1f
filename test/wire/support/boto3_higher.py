"""What boto3 puts on top of plain calls: resources, waiters, paginators, managed transfers, links and forms. Prints one JSON object."""

import base64
import io
import json
import sys

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError, WaiterError

url = sys.argv[1]
KEYS = {"aws_access_key_id": "222222222222", "aws_secret_access_key": "secret"}
session = boto3.Session(region_name="eu-west-1", **KEYS)
config = Config(retries={"max_attempts": 0})
seen = {}


def client(service, **more):
    return session.client(service, endpoint_url=url, config=config.merge(Config(**more)))


def resource(service):
    return session.resource(service, endpoint_url=url, config=config)


# Resources of S3: versions, tags, a copy of a large object in parts.
s3 = resource("s3")
bucket = s3.create_bucket(Bucket="boto-higher", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
bucket.wait_until_exists()
bucket.Versioning().enable()
for text in ("first", "second"):
    bucket.put_object(Key="note", Body=text.encode())
seen["versions"] = [version.get()["Body"].read().decode() for version in bucket.object_versions.filter(Prefix="note")]
s3.Object("boto-higher", "note").delete()
seen["after_delete"] = [item.key for item in bucket.objects.all()]
small = TransferConfig(multipart_threshold=5 * 1024 * 1024, multipart_chunksize=5 * 1024 * 1024)
content = bytes(range(256)) * 4096 * 11
bucket.upload_fileobj(io.BytesIO(content), "large", Config=small, ExtraArgs={"ChecksumAlgorithm": "SHA256"})
s3.Object("boto-higher", "copied").copy({"Bucket": "boto-higher", "Key": "large"}, Config=small)
down = io.BytesIO()
bucket.download_fileobj("copied", down, Config=small)
seen["copied"] = [down.getvalue() == content, s3.Object("boto-higher", "copied").e_tag[-3:]]
bucket.Tagging().put(Tagging={"TagSet": [{"Key": "team", "Value": "blue"}]})
seen["tags"] = bucket.Tagging().tag_set
bucket.Cors().put(CORSConfiguration={"CORSRules": [{"AllowedMethods": ["GET"], "AllowedOrigins": ["*"]}]})
rule = {"ID": "r", "Status": "Enabled", "Filter": {"Prefix": "logs/"}, "Expiration": {"Days": 1}}
bucket.LifecycleConfiguration().put(LifecycleConfiguration={"Rules": [rule]})
seen["rules"] = [one["ID"] for one in bucket.LifecycleConfiguration().rules]

# Paginators follow every kind of mark.
plain = client("s3")
for index in range(7):
    plain.put_object(Bucket="boto-higher", Key=f"many/{index} +😀", Body=b"x")
pages = {
    "list_objects": ("Contents", {"Prefix": "many/"}),
    "list_objects_v2": ("Contents", {"Prefix": "many/"}),
    "list_object_versions": ("Versions", {"Prefix": "many/"}),
}
seen["paged"] = {}
for name, (member, more) in pages.items():
    found = plain.get_paginator(name).paginate(Bucket="boto-higher", PaginationConfig={"PageSize": 3}, **more)
    seen["paged"][name] = [len(page[member]) for page in found]
for index in range(3):
    plain.create_multipart_upload(Bucket="boto-higher", Key=f"upload {index}")
uploads = plain.get_paginator("list_multipart_uploads").paginate(
    Bucket="boto-higher", PaginationConfig={"PageSize": 2}
)
seen["paged"]["list_multipart_uploads"] = [len(page["Uploads"]) for page in uploads]

# Waiters give up as they should.
plain.get_waiter("object_exists").wait(Bucket="boto-higher", Key="large")
plain.get_waiter("object_not_exists").wait(Bucket="boto-higher", Key="nothing")
plain.get_waiter("bucket_not_exists").wait(Bucket="boto-never")
try:
    plain.get_waiter("object_exists").wait(
        Bucket="boto-higher", Key="nothing", WaiterConfig={"Delay": 0, "MaxAttempts": 2}
    )
except WaiterError as error:
    seen["waiter"] = error.kwargs["reason"]

# Links and forms for those who have no key.
seen["link"] = client("s3", signature_version="s3v4").generate_presigned_url(
    "get_object", Params={"Bucket": "boto-higher", "Key": "large", "ResponseContentType": "text/x-large"}
)
seen["form"] = plain.generate_presigned_post(
    "boto-higher",
    "forms/${filename}",
    Fields={"x-amz-meta-by": "form"},
    Conditions=[["content-length-range", 1, 100], {"x-amz-meta-by": "form"}],
)
try:
    plain.put_object(Bucket="boto-higher", Key="md5", Body=b"x", ContentMD5=base64.b64encode(b"0" * 16).decode())
except ClientError as error:
    seen["bad_md5"] = error.response["Error"]["Code"]
try:
    plain.put_object(Bucket="boto-higher", Key="large", Body=b"x", IfNoneMatch="*")
except ClientError as error:
    seen["if_none_match"] = [error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]]

# Resources of SQS and SNS: a FIFO topic into a FIFO queue, with a filter on the body.
sqs, sns = resource("sqs"), resource("sns")
fifo = {"FifoQueue": "true", "ContentBasedDeduplication": "true"}
queue = sqs.create_queue(QueueName="boto-higher.fifo", Attributes=fifo)
topic = sns.create_topic(Name="boto-higher.fifo", Attributes={"FifoTopic": "true", "ContentBasedDeduplication": "true"})
filter_policy = json.dumps({"size": [{"numeric": [">", 3]}], "$or": [{"a": ["x"]}, {"b": [{"exists": False}]}]})
allow = {"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": "*"}
queue.set_attributes(Attributes={"Policy": json.dumps({"Version": "2012-10-17", "Statement": [allow]})})
topic.subscribe(
    Protocol="sqs",
    Endpoint=queue.attributes["QueueArn"],
    Attributes={
        "RawMessageDelivery": "true",
        "FilterPolicyScope": "MessageBody",
        "FilterPolicy": filter_policy,
    },
)
for size in (1, 4, 5, 5, 6):
    topic.publish(Message=json.dumps({"size": size}), MessageGroupId="g")
received = []
while len(received) < 3:
    for message in queue.receive_messages(WaitTimeSeconds=10, MaxNumberOfMessages=10, AttributeNames=["All"]):
        received.append([json.loads(message.body)["size"], message.attributes["MessageGroupId"]])
        message.delete()
seen["ordered"] = received
seen["queues"] = [one.url.rsplit("/", 1)[1] for one in sqs.queues.filter(QueueNamePrefix="boto-")]
seen["topics"] = [one.arn.rsplit(":", 1)[1] for one in sns.topics.all()]
seen["subscriptions"] = len(list(topic.subscriptions.all()))
batch = queue.send_messages(Entries=[{"Id": name, "MessageBody": name, "MessageGroupId": name} for name in "abc"])
seen["batch"] = [entry["Id"] for entry in batch["Successful"]]
names = client("sqs").get_paginator("list_queues").paginate(PaginationConfig={"PageSize": 1})
seen["queue_pages"] = len([page for page in names if page.get("QueueUrls")])

# A role's session is another caller of the same account.
role = client("sts").assume_role(RoleArn="arn:aws:iam::222222222222:role/reader", RoleSessionName="ada")["Credentials"]
as_role = boto3.client(
    "sts",
    endpoint_url=url,
    region_name="eu-west-1",
    aws_access_key_id=role["AccessKeyId"],
    aws_secret_access_key=role["SecretAccessKey"],
    aws_session_token=role["SessionToken"],
)
seen["role"] = as_role.get_caller_identity()["Arn"]

print(json.dumps(seen))
