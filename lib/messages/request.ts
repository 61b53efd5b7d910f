import { getRequestConfig } from "next-intl/server";
import { messages } from "./en";

// Times are told in the server's own zone, which is the newsroom's; the browser is given it too, so
// that what it renders is what the server rendered.
const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

export default getRequestConfig(async () => ({ locale: "en-GB", timeZone, messages }));
