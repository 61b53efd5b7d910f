"use server";

import { memberAction, personAction, publicAction } from "@/lib/action";
import * as commands from "./commands";
import * as installation from "./installation";
import {
  changeRoleInput,
  changeWorkspaceInput,
  createWorkspaceInput,
  removeMemberInput,
  setUpInput,
} from "./schema";

export const setUp = publicAction(setUpInput, installation.setUp);
export const createWorkspace = personAction(createWorkspaceInput, commands.createWorkspace);
export const changeWorkspace = memberAction(changeWorkspaceInput, commands.changeWorkspace);
export const changeRole = memberAction(changeRoleInput, commands.changeRole);
export const removeMember = memberAction(removeMemberInput, commands.removeMember);
