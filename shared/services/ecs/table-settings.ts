import type { Key } from "../../ports/table-store.ts";
import type { Home } from "./model.ts";
import type { Root } from "./table.ts";

/*
 * ECS's settings of an account and its principals:
 *   plain  <root>/ecs/<account>/<region>/settings/<principal's ARN>   <name>   the value
 */

export function settingKey({ root }: Root, { account, region }: Home, principalArn: string, name: string): Key {
  return { table: "plain", partition: `${root}/ecs/${account}/${region}/settings/${principalArn}`, sort: name };
}
