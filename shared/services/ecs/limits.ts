/**
 * ECS's numbers. Sources: "Amazon ECS service quotas" (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html)
 * and the API reference of each operation, unless a line says otherwise.
 */

/** RunTask places at most ten copies in one call. */
export const MAX_RUN_COUNT = 10;
export const MAX_NAME_LENGTH = 255;
export const MAX_STARTED_BY_LENGTH = 128;
export const MAX_STOP_REASON_LENGTH = 1024;
export const MAX_TAGS = 50;
/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tag.html */
export const MAX_TAG_KEY_LENGTH = 128;
export const MAX_TAG_VALUE_LENGTH = 256;
/** One page of ListTasks, ListClusters, ListServices, ListTaskDefinitions and ListTaskDefinitionFamilies. */
export const MAX_LIST = 100;
/** One page of ListAccountSettings. */
export const MAX_LIST_SETTINGS = 10;
/** ListServices alone gives ten when nobody asks for more. */
export const DEFAULT_LIST_SERVICES = 10;
export const MAX_DESCRIBE_TASKS = 100;
export const MAX_DELETE_DEFINITIONS = 10;
export const MAX_DESCRIBE_SERVICES = 10;
export const MAX_DESCRIBE_CLUSTERS = 100;
export const MAX_DESCRIBE_CAPACITY_PROVIDERS = 100;
export const MAX_DESCRIBE_CONTAINER_INSTANCES = 100;
/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html */
export const MAX_STRATEGY_ITEMS = 20;
export const MAX_STRATEGY_WEIGHT = 1000;
export const MAX_STRATEGY_BASE = 100_000;
/** A service shows its last 100 events (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages.html). */
export const MAX_SERVICE_EVENTS = 100;
export const DEFAULT_MINIMUM_HEALTHY_PERCENT = 100;
export const DEFAULT_MAXIMUM_PERCENT = 200;

/** Seconds between SIGTERM and SIGKILL (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html, stopTimeout). */
export const DEFAULT_STOP_TIMEOUT_SECONDS = 30;
export const MAX_STOP_TIMEOUT_SECONDS = 120;

/** AWS shows a stopped task for about an hour (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-errors.html); so do we, deleted services and clusters too. */
export const VISIBLE_AFTER_END_MILLISECONDS = 60 * 60 * 1000;

/*
 * Skyground's own. AWS runs 5,000 tasks a service, on AWS's machines; here they are processes on one machine.
 */
export const MAX_DESIRED_COUNT = 100;
/** Environment of one container, names and values together. AWS bounds the whole task definition to 64 KiB. */
export const MAX_ENVIRONMENT_BYTES = 64 * 1024;

/*
 * Playground time. On AWS these steps take seconds to minutes; here fractions of a second, so that a learner can see them
 * and needn't wait.
 */
export const PROVISIONING_MILLISECONDS = 250;
export const PENDING_MILLISECONDS = 150;
export const ACTIVATING_MILLISECONDS = 100;
export const DEACTIVATING_MILLISECONDS = 100;
export const DEPROVISIONING_MILLISECONDS = 150;

/*
 * Restarts of tasks that die again and again. AWS throttles a service whose tasks never reach RUNNING, up to 27 minutes
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html). Here a task that ran for less
 * than QUICK_DEATH_MILLISECONDS counts too, because a loop of crashing processes would eat the learner's machine.
 */
export const QUICK_DEATH_MILLISECONDS = 10_000;
export const FIRST_RESTART_DELAY_MILLISECONDS = 1000;
export const LONGEST_RESTART_DELAY_MILLISECONDS = 5 * 60 * 1000;

/** Tasks that one pass of a service's scheduler starts or stops: a transaction holds 100 writes, and each takes up to eight. */
export const TASKS_PER_PASS = 10;
/** Tasks that one pass of the recovery marks as lost, and that one pass of the sweep removes, at up to ten writes each. */
export const TASKS_PER_SWEEP = 8;
/** Deleted revisions that one pass of the sweep looks at: each costs a look at what runs. */
export const DEFINITIONS_PER_SWEEP = 1;
/** Orders that a recovery sends again at once; the engine's own sweep has the rest. */
export const ORDERS_PER_RECOVERY = 90;
/** A placed task that the runtime doesn't know is lost when this long has passed: by then its report would be there. */
export const LOST_AFTER_MILLISECONDS = 60_000;

/*
 * A learner's own code (`source`). Held in memory while a task starts, so bounded.
 */
export const MAX_ZIP_BYTES = 20 * 1024 * 1024;
export const MAX_SOURCE_BYTES = 100 * 1024 * 1024;
export const MAX_SOURCE_FILES = 5000;
export const MAX_SOURCE_PATH_BYTES = 1024;
/** Zips up to this size stay in the task definition's row; a DynamoDB item holds 400 KB. */
export const INLINE_ZIP_BYTES = 100 * 1024;

/** Log lines of one page (CloudWatch Logs' GetLogEvents gives up to 10,000). */
export const MAX_LOG_LINES = 1000;
export const DEFAULT_LOG_LINES = 100;
/** How long a reader of logs may wait for the next line, and how often it looks. */
export const MAX_LOG_WAIT_SECONDS = 20;
export const LOG_RECHECK_MILLISECONDS = 250;
