import "server-only";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { z } from "zod";
import { type PackedPlacement, packedPlacementSchema } from "./schema";

/** Where every target stood in a version, as it is stored with it: JSON, deflated. */
export function packPlacements(placements: readonly PackedPlacement[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(deflateRawSync(JSON.stringify(placements)));
}

export function unpackPlacements(packed: Uint8Array): PackedPlacement[] {
  return z.array(packedPlacementSchema).parse(JSON.parse(inflateRawSync(packed).toString("utf8")));
}
