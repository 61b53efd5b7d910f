import { describe, expect, it } from "vitest";
import { addressKey, addressList, clientAddress } from "./address";

const none = addressList([]);
const proxies = addressList(["10.0.0.0/8", "127.0.0.1", "fd00::/8"]);

describe("clientAddress", () => {
  it.each([
    // peer, X-Forwarded-For, trusted, expected
    ["203.0.113.7", undefined, none, "203.0.113.7"],
    ["203.0.113.7", "1.2.3.4", none, "203.0.113.7"],
    ["203.0.113.7", "1.2.3.4", proxies, "203.0.113.7"],
    ["10.0.0.1", "1.2.3.4", proxies, "1.2.3.4"],
    ["10.0.0.1", "6.6.6.6, 1.2.3.4, 10.0.0.2", proxies, "1.2.3.4"],
    ["10.0.0.1", "10.0.0.3, 10.0.0.2", proxies, "10.0.0.3"],
    ["10.0.0.1", "1.2.3.4:5678", proxies, "1.2.3.4"],
    ["10.0.0.1", "[2001:db8::1]:443", proxies, "2001:db8::1"],
    ["10.0.0.1", "unknown", proxies, "10.0.0.1"],
    ["fd00::1", "1.2.3.4", proxies, "1.2.3.4"],
    ["::ffff:127.0.0.1", "1.2.3.4", proxies, "1.2.3.4"],
    ["::1", undefined, none, "::1"],
    [undefined, "1.2.3.4", proxies, null],
    ["", "1.2.3.4", proxies, null],
  ])("%s with %s", (peer, forwardedFor, trusted, expected) => {
    expect(clientAddress(peer, forwardedFor, trusted)).toBe(expected);
  });
});

describe("addressKey", () => {
  it.each([
    ["203.0.113.7", "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0DB8:1:2::9", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
  ])("%s counts as %s", (address, key) => {
    expect(addressKey(address)).toBe(key);
  });
});
