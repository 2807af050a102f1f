/** Why a task could not be started, in words for its owner; AWS's stop code for it is TaskFailedToStart. */
export class StartFailure extends Error {
  override readonly name = "StartFailure";
}

/** AWS's words when the command isn't there. */
export function commandNotFound(command: string): StartFailure {
  return new StartFailure(
    `CannotStartContainerError: exec: ${JSON.stringify(command)}: executable file not found in $PATH`,
  );
}
