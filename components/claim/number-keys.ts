"use client";

import { createContext } from "react";

/** Whether the number keys choose verdicts here; false where something else is chosen by them. */
export const NumberKeysContext = createContext(true);
