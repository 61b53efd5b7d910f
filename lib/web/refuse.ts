import { AppError } from "@/lib/errors";
import type { AddressRefusal } from "./address-guard";

/** Why an address could not be fetched. */
export type FetchRefusal =
  | AddressRefusal
  /** No address at all, or one that is too long. */
  | "bad_address"
  /** No such name. */
  | "not_found_host"
  /** Nobody answers there, or the connection was lost. */
  | "unreachable"
  /** Its certificate is not valid for it. */
  | "insecure"
  /** It took longer than the limits allow, to answer or in all. */
  | "too_slow"
  /** Its headers or body are larger than the limits allow, as sent or unpacked. */
  | "too_large"
  | "too_many_redirects"
  /** What came is not HTTP, or is packed in a way that cannot be unpacked. */
  | "bad_response"
  /** Not of a kind that was wanted; told by the headers, so that nothing else is read. */
  | "unsupported_type"
  /** The server answered with an error; the details hold its `status`. */
  | "status"
  /** Whoever asked for it gave up. */
  | "cancelled";

export function fetchRefusal(reason: FetchRefusal, details?: { status: number }): AppError {
  return new AppError("invalid", { reason, ...details });
}
