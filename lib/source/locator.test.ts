import { describe, expect, test } from "vitest";
import { LOCATOR_TYPES, locatorSchema, parseTimestamp } from "@/lib/source/locator";

describe("timestamps", () => {
  test.each([
    ["0:00", 0, 0],
    ["1:05", 65, 65],
    ["12:34", 754, 754],
    ["1:02:03", 3723, 3723],
    ["1:02–1:30", 62, 90],
    ["00:59:00 - 1:00:00", 3540, 3600],
  ])("%s", (value, start, end) => {
    expect(parseTimestamp(value)).toEqual({ start, end });
    expect(locatorSchema.safeParse({ type: "timestamp", value }).success).toBe(true);
  });

  test.each(["", "12", "1:60", "1:2", "75:00:61", "2:00–1:00", "1:00–2:00–3:00", "noon", "1:00-"])(
    "not %j",
    (value) => {
      expect(parseTimestamp(value)).toBeNull();
      expect(locatorSchema.safeParse({ type: "timestamp", value }).success).toBe(false);
    },
  );
});

describe("locators", () => {
  test.each(["12", "xiv", "12–14", "3, 5 and 9", "A-3", "۱۲"])("page %s", (value) => {
    expect(locatorSchema.parse({ type: "page", value })).toEqual({ type: "page", value });
  });

  test("a page is numbered, every type needs a value, and only known types are", () => {
    expect(locatorSchema.safeParse({ type: "page", value: "?!" }).success).toBe(false);
    for (const type of LOCATOR_TYPES) {
      expect(locatorSchema.safeParse({ type, value: "  " }).success).toBe(false);
    }
    expect(locatorSchema.safeParse({ type: "verse", value: "1" }).success).toBe(false);
  });
});
