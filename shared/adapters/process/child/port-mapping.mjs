import { Server } from "node:net";

const HOST = "127.0.0.1";

/**
 * Maps the container port to the task's own, as `docker run -p` does: an app that calls `listen(3000)`, because its task
 * definition says 3000, gets the port that it really has. Copies of it on one machine would fight over 3000 otherwise, and 80
 * needs root. Both ports are bound to the loopback: a playground's task is nobody else's business.
 *
 * @param {{ port: number, containerPort: number }} ports
 */
export function mapPort({ port, containerPort }) {
  const listen = /** @type {(...args: unknown[]) => Server} */ (Server.prototype.listen);
  /** @param {unknown} asked */
  const isOurs = (asked) =>
    (typeof asked === "number" || typeof asked === "string") && [port, containerPort].includes(Number(asked));
  /**
   * @this {Server}
   * @param {unknown[]} args
   */
  function mapped(...args) {
    const [first, second, ...rest] = args;
    if (isOurs(first)) return listen.call(this, port, HOST, ...(typeof second === "string" ? rest : [second, ...rest]));
    if (typeof first === "object" && first !== null && "port" in first && isOurs(first.port)) {
      return listen.call(this, { ...first, port, host: HOST }, second, ...rest);
    }
    return listen.apply(this, args);
  }
  Server.prototype.listen = /** @type {Server["listen"]} */ (mapped);
}
