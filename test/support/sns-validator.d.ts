declare module "sns-validator" {
  /** AWS's validator of messages; it has no types of its own. */
  export default class MessageValidator {
    constructor(hostPattern?: RegExp, encoding?: string);
    validate(message: object, callback: (error: Error | null, message?: Record<string, unknown>) => void): void;
  }
}
