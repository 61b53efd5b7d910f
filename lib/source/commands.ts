import "server-only";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize, can } from "@/lib/auth/authorize";
import { judgeClaims } from "@/lib/claim/effects";
import { summaryOf } from "@/lib/claim/ties";
import { AppError } from "@/lib/errors";
import { command } from "@/lib/event/command";
import { normaliseAddress } from "@/lib/source/address";
import { textsOf } from "./csl-text";
import { formatDate } from "./dates";
import * as effects from "./effects";
import { formatNames } from "./names";
import { claimsResting } from "./resting";
import type { CreatedSource, CreateSource, EditedSource, EditSource, SourceView } from "./schema";
import { findSource } from "./view";
import { sourceWords } from "./words";

/** Makes a source; one of the same address is answered instead, as a proposal. */
export function createSource(actor: MemberActor, input: CreateSource): Promise<CreatedSource> {
  return command(actor, async (work) => {
    authorize(actor, "source:create");
    // Who may not read the workspace's sources is not told that there is one.
    const sameAddress = input.sameAddress || !can(actor, "source:read");
    return effects.createSource(work, { ...input, sameAddress });
  });
}

/** Changes a source, and judges the sourcing of every claim that rests on it anew. */
export function editSource(actor: MemberActor, input: EditSource): Promise<EditedSource> {
  return command(actor, async (work) => {
    const { tx, workspaceId } = work;
    authorize(actor, "source:edit");
    await tx.$queryRaw`
      SELECT "id" FROM "Source" WHERE "workspaceId" = ${workspaceId}::uuid
        AND "id" = ${input.sourceId}::uuid FOR UPDATE`;
    const before = await findSource(tx, workspaceId, { id: input.sourceId });
    if (!before) throw new AppError("not_found");
    if (before.revision !== input.revision) {
      throw new AppError("conflict", { reason: "revision_outdated", source: before });
    }

    const address =
      input.url === undefined || input.url === before.url
        ? undefined
        : { parsed: effects.parseAddress(input.url) };
    if (input.originId !== undefined) {
      await effects.requireOrigin(work, input.originId, before.id);
    }
    const named = input.publisher !== undefined && input.publisher !== before.publisher?.name;
    const publisher =
      named || (address && !before.publisher)
        ? await effects.resolvePublisher(
            work,
            input.publisher ?? "",
            address ? address.parsed : effects.parseAddress(before.url),
          )
        : before.publisher;
    const after: SourceView = {
      ...before,
      type: input.type ?? before.type,
      title: input.title ?? before.title,
      author: formatNames((input.csl ?? before.csl).author),
      issued: formatDate((input.csl ?? before.csl).issued),
      primacy: input.primacy ?? before.primacy,
      encyclopaedia: input.encyclopaedia ?? before.encyclopaedia,
      originId: input.originId === undefined ? before.originId : input.originId,
      language: input.language ?? before.language,
      notes: input.notes ?? before.notes,
      csl: input.csl ?? before.csl,
      ...(address && {
        url: address.parsed?.display ?? null,
        host: address.parsed?.host ?? null,
      }),
      publisher,
      revision: before.revision + 1,
    };
    const changes = differences(before, after);
    if (Object.keys(changes).length === 0) return { source: before, claims: [] };

    const { id, type, title, url, primacy, encyclopaedia, originId, language, notes, csl } = after;
    const addressKey = url === null ? null : (normaliseAddress(url)?.key ?? null);
    await tx.source.updateMany({
      where: { workspaceId, id },
      data: {
        ...{ type, title, url, addressKey, primacy, encyclopaedia, originId, language, notes, csl },
        publisherId: publisher?.id ?? null,
        words: sourceWords({ title, addressKey, publisher: publisher?.name ?? null, csl }),
        revision: after.revision,
        updatedAt: work.now,
      },
    });
    work.record({
      type: "source.changed",
      subjectType: "source",
      subjectId: id,
      payload: { changes },
    });
    const weighs = ["publisher", "primacy", "encyclopaedia", "originId"];
    if (!weighs.some((field) => field in changes)) return { source: after, claims: [] };
    const claims = await judgeClaims(work, await claimsResting(tx, workspaceId, id));
    return { source: after, claims: claims.map(summaryOf) };
  });
}

/** What the history tells: each field's old and new value, a publisher by its name. */
function differences(before: SourceView, after: SourceView) {
  const told = (source: SourceView): Record<string, unknown> => {
    const { id: _, host: __, revision: ___, createdAt: ____, publisher, csl, ...rest } = source;
    return { ...rest, ...textsOf(csl), publisher: publisher?.name ?? null };
  };
  const [from, to] = [told(before), told(after)];
  return Object.fromEntries(
    [...new Set([...Object.keys(from), ...Object.keys(to)])]
      .filter((field) => JSON.stringify(from[field]) !== JSON.stringify(to[field]))
      .map((field) => [field, { from: from[field] ?? "", to: to[field] ?? "" }]),
  );
}
