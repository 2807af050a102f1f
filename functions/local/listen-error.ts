import { StartError } from "./start-error.ts";

/** Why the server can't listen, as a sentence; other errors as they are. */
export function listenError(error: unknown, host: string, port: number): unknown {
  const { code } = error as NodeJS.ErrnoException;
  switch (code) {
    case "EADDRINUSE":
      return new StartError(
        `Port ${port} of ${host} is in use, perhaps by another Skyground. Stop what uses it, or choose another port: npm start -- --port ${port === 65_535 ? 4567 : port + 1}`,
      );
    case "EACCES":
      return new StartError(`This user may not listen on port ${port}. Choose one above 1023 with --port.`);
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new StartError(`${host} is no address of this machine. Leave --host away for 127.0.0.1.`);
    default:
      return error;
  }
}
