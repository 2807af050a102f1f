import { ServiceError, type ServiceErrorOptions } from "../../core/errors.ts";

/*
 * ECS's errors, all of them HTTP 400 on the wire. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html
 */

export function clientException(message: string, options: ServiceErrorOptions = {}): ServiceError {
  return new ServiceError("ClientException", message, options);
}

export function invalidParameter(message: string, options: ServiceErrorOptions = {}): ServiceError {
  return new ServiceError("InvalidParameterException", message, options);
}

export function clusterNotFound(message = "Cluster not found."): ServiceError {
  return new ServiceError("ClusterNotFoundException", message, { restStatus: 404, docs: "cluster" });
}

export function clusterInactive(): ServiceError {
  return clusterNotFound("The referenced cluster was inactive.");
}

export function clusterContainsServices(): ServiceError {
  return new ServiceError(
    "ClusterContainsServicesException",
    "The Cluster cannot be deleted while Services are active.",
    { restStatus: 409, docs: "cluster" },
  );
}

export function clusterContainsTasks(): ServiceError {
  return new ServiceError("ClusterContainsTasksException", "The Cluster cannot be deleted while Tasks are active.", {
    restStatus: 409,
    docs: "cluster",
  });
}

export function serviceNotFound(): ServiceError {
  return new ServiceError("ServiceNotFoundException", "Service not found.", { restStatus: 404, docs: "service" });
}

export function serviceNotActive(): ServiceError {
  return new ServiceError("ServiceNotActiveException", "Service was not ACTIVE.", {
    restStatus: 409,
    docs: "service",
  });
}

export function resourceInUse(message: string): ServiceError {
  return new ServiceError("ResourceInUseException", message, { restStatus: 409, docs: "cluster" });
}

export function taskNotFound(): ServiceError {
  return invalidParameter("The referenced task was not found.", { restStatus: 404, docs: "task" });
}

export function definitionNotFound(message = "TaskDefinition not found."): ServiceError {
  return clientException(message, { restStatus: 404, docs: "task-definition" });
}

export function definitionInactive(): ServiceError {
  return clientException("TaskDefinition is inactive", { restStatus: 409, docs: "task-definition" });
}

export function invalidToken(): ServiceError {
  return invalidParameter("Invalid token.");
}

/** What AWS has and Skyground has not yet. */
export function notBuilt(message: string, docs?: string): ServiceError {
  return new ServiceError("UnsupportedFeatureException", message, {
    status: 501,
    ...(docs === undefined ? {} : { docs }),
  });
}
