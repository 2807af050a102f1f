/** An account as S3's policies, grants and lists name it. */
export { canonicalUserId } from "../../core/policy/canonical-user.ts";
