import type { Service } from "../service.ts";
import { describe } from "./describe.ts";
import { deviations, stored } from "./deviations.ts";
import { docs } from "./docs.ts";
import { closeCluster } from "./operations/close-cluster.ts";
import { confirmLostTask } from "./operations/confirm-lost-task.ts";
import { createCluster } from "./operations/create-cluster.ts";
import { createService } from "./operations/create-service.ts";
import { deleteAccountSetting } from "./operations/delete-account-setting.ts";
import { deleteCluster } from "./operations/delete-cluster.ts";
import { deleteService } from "./operations/delete-service.ts";
import { deleteTaskDefinitions } from "./operations/delete-task-definitions.ts";
import { deregisterTaskDefinition } from "./operations/deregister-task-definition.ts";
import { describeCapacityProviders } from "./operations/describe-capacity-providers.ts";
import { describeClusters } from "./operations/describe-clusters.ts";
import { describeContainerInstances } from "./operations/describe-container-instances.ts";
import { describeServices } from "./operations/describe-services.ts";
import { describeTaskDefinition } from "./operations/describe-task-definition.ts";
import { describeTasks } from "./operations/describe-tasks.ts";
import { ensureTaskDefinition } from "./operations/ensure-task-definition.ts";
import { findLostTasks } from "./operations/find-lost-tasks.ts";
import { getTaskLogs } from "./operations/get-task-logs.ts";
import { haltTask } from "./operations/halt-task.ts";
import { listAccountSettings } from "./operations/list-account-settings.ts";
import { listClusters } from "./operations/list-clusters.ts";
import { listContainerInstances } from "./operations/list-container-instances.ts";
import { listServices } from "./operations/list-services.ts";
import { listTagsForResource } from "./operations/list-tags-for-resource.ts";
import { listTaskDefinitionFamilies } from "./operations/list-task-definition-families.ts";
import { listTaskDefinitions } from "./operations/list-task-definitions.ts";
import { listTasks } from "./operations/list-tasks.ts";
import { listTasksEverywhere } from "./operations/list-tasks-everywhere.ts";
import { placeTask } from "./operations/place-task.ts";
import { putAccountSetting } from "./operations/put-account-setting.ts";
import { putAccountSettingDefault } from "./operations/put-account-setting-default.ts";
import { putClusterCapacityProviders } from "./operations/put-cluster-capacity-providers.ts";
import { reconcileService } from "./operations/reconcile-service.ts";
import { reconcileServices } from "./operations/reconcile-services.ts";
import { recoverTasks } from "./operations/recover-tasks.ts";
import { registerTaskDefinition } from "./operations/register-task-definition.ts";
import { removeDefinitions } from "./operations/remove-definitions.ts";
import { removeEnded } from "./operations/remove-ended.ts";
import { resendOrders } from "./operations/resend-orders.ts";
import { runTask } from "./operations/run-task.ts";
import { stopTask } from "./operations/stop-task.ts";
import { submitTaskStateChange } from "./operations/submit-task-state-change.ts";
import { tagResource } from "./operations/tag-resource.ts";
import { untagResource } from "./operations/untag-resource.ts";
import { updateCluster } from "./operations/update-cluster.ts";
import { updateClusterSettings } from "./operations/update-cluster-settings.ts";
import { updateService } from "./operations/update-service.ts";
import { routes } from "./rest.ts";
import { isUnwanted, stateChangeOf } from "./task-reports.ts";
import { wire } from "./wire.ts";

export const ecs: Service = {
  name: "ecs",
  operations: [
    closeCluster,
    confirmLostTask,
    createCluster,
    createService,
    deleteAccountSetting,
    deleteCluster,
    deleteService,
    deleteTaskDefinitions,
    deregisterTaskDefinition,
    describeCapacityProviders,
    describeClusters,
    describeContainerInstances,
    describeServices,
    describeTaskDefinition,
    describeTasks,
    ensureTaskDefinition,
    findLostTasks,
    getTaskLogs,
    haltTask,
    listAccountSettings,
    listClusters,
    listContainerInstances,
    listServices,
    listTagsForResource,
    listTaskDefinitionFamilies,
    listTaskDefinitions,
    listTasks,
    listTasksEverywhere,
    placeTask,
    putAccountSetting,
    putAccountSettingDefault,
    putClusterCapacityProviders,
    reconcileService,
    reconcileServices,
    recoverTasks,
    registerTaskDefinition,
    removeDefinitions,
    removeEnded,
    resendOrders,
    runTask,
    stopTask,
    submitTaskStateChange,
    tagResource,
    untagResource,
    updateCluster,
    updateClusterSettings,
    updateService,
  ],
  describe,
  sweeps: ["FindLostTasks", "ReconcileServices", "RemoveDefinitions", "RemoveEnded"],
  recoveries: ["RecoverTasks", "ResendOrders", "ReconcileServices"],
  taskReports: { operation: submitTaskStateChange.name, input: stateChangeOf, isUnwanted },
  routes,
  docs,
  deviations,
  stored,
  wire,
};
