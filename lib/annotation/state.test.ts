import { describe, expect, test } from "vitest";
import { FITS, REMEDIES } from "@/lib/annotation/schema-enums";
import { highlightState, isGreen } from "@/lib/annotation/state";
import { CHECK_STATUSES } from "@/lib/claim/status";

const settled = { fit: "confirmed", remedy: "none", remedyDone: false } as const;

describe("how an annotation is painted", () => {
  test("a note and nothing to check are what they are", () => {
    expect(highlightState("note", null)).toBe("note");
    expect(highlightState("nothing", null)).toBe("nothing");
  });

  test.each(CHECK_STATUSES)("a settled occurrence shows its check: %s", (checkStatus) => {
    expect(highlightState("occurrence", { ...settled, checkStatus })).toBe(checkStatus);
    expect(isGreen({ ...settled, checkStatus })).toBe(checkStatus === "approved");
  });

  test("an approved check with an unsettled occurrence wants attention", () => {
    for (const fit of FITS) {
      for (const remedy of REMEDIES) {
        for (const remedyDone of [true, false]) {
          const standing = { checkStatus: "approved", fit, remedy, remedyDone } as const;
          const green = fit === "confirmed" && (remedy === "none" || remedyDone);
          expect(isGreen(standing)).toBe(green);
          expect(highlightState("occurrence", standing)).toBe(green ? "approved" : "attention");
        }
      }
    }
  });
});
