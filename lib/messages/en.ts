import annotation from "./en/annotation.json";
import article from "./en/article.json";
import assignment from "./en/assignment.json";
import auth from "./en/auth.json";
import claim from "./en/claim.json";
import comment from "./en/comment.json";
import flag from "./en/flag.json";
import live from "./en/live.json";
import measure from "./en/measure.json";
import notification from "./en/notification.json";
import query from "./en/query.json";
import reference from "./en/reference.json";
import review from "./en/review.json";
import signOff from "./en/sign-off.json";
import source from "./en/source.json";
import ui from "./en/ui.json";
import workspace from "./en/workspace.json";

/** Everything the interface says, in English. Another language is another file of this shape. */
export const messages = {
  annotation,
  article,
  assignment,
  auth,
  claim,
  comment,
  flag,
  query,
  live,
  measure,
  notification,
  reference,
  review,
  signOff,
  source,
  ui,
  workspace,
};

declare module "next-intl" {
  interface AppConfig {
    Locale: "en-GB";
    Messages: typeof messages;
  }
}
