"use server";
import { memberAction } from "@/lib/action";
import * as commands from "./commands";
import * as schema from "./schema";

export const assignClaims = memberAction(schema.assignClaimsInput, commands.assignClaims);
export const shareOutClaims = memberAction(schema.shareOutInput, commands.shareOutClaims);
export const takeClaims = memberAction(schema.takeClaimsInput, commands.takeClaims);
export const giveBackClaims = memberAction(schema.giveBackInput, commands.giveBackClaims);
export const takeOverClaim = memberAction(schema.takeOverInput, commands.takeOverClaim);
