import { AppError } from "@/lib/errors";
import type { ImportRefusal } from "./draft";

export function refusal(reason: ImportRefusal): AppError {
  return new AppError("invalid", { reason });
}
